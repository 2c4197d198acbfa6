using System.Collections.Immutable;
using System.Globalization;
using DerivationKit.Cli.Commands;
using DerivationKit.SelfTest;

namespace DerivationKit.Cli.Output;

/// <summary>Writes scorecards for people.</summary>
internal static class ScorecardReport
{
    private static readonly ImmutableArray<Outcome> Columns = [.. Enum.GetValues<Outcome>()];

    /// <summary>What an attack with mutants came to: a table by kind of mutation and by base claim, the findings, a summary.</summary>
    public static void Write(Scorecard card, Effort effort, Terminal terminal)
    {
        Write("mutation", [.. card.ByKind.Select(kind => (NameOf(kind.Key), kind.Value)), ("all", card.All)], terminal);
        terminal.Out.WriteLine();
        Write("base claim", [.. card.ByBase.Select(claim => (claim.Key, claim.Value))], terminal);
        terminal.Out.WriteLine();
        foreach (Judgement finding in card.Findings)
        {
            terminal.Out.WriteLine($"{NameOf(finding.Outcome).ToUpperInvariant()} {finding.Base} #{finding.Number} ({string.Join(", ", finding.Kinds.Select(NameOf))}): {finding.Evidence}");
        }

        Lines lines = new(terminal.Out);
        lines.Write("mutants", $"{card.All.Total} of {Words.Count(card.ByBase.Count, "true claim")}, seed {card.Seed}; discarded: {card.Misfits} whose shapes do not fit, {card.Duplicates} drawn before");
        lines.Write("proofs", $"{card.All[Outcome.Proved]} agree with independent instances (proved), {card.All[Outcome.Unchecked]} could not be compared with any (unchecked); {card.All[Outcome.FalseProof]} false");
        lines.Write("refutations", $"{card.All[Outcome.Refuted]} confirmed; {card.All[Outcome.FalseRefutation]} false; of {card.Sampled} sampled, {card.Smallest} have no counterexample of smaller sizes");
        lines.Write("undecided", $"{card.All[Outcome.Undecided]} at whose instances the sides agree (undecided), {card.All[Outcome.Missed]} that an independent instance shows to be false (missed)");
        lines.Write("errors", $"{card.All[Outcome.InternalError]}");
        lines.Write("bound", card.UpperBound is { } bound
            ? $"at most {bound.ToString("0.0e+0", CultureInfo.InvariantCulture)} of such false claims are proved (95 %, rule of three over {card.KnownFalse} false ones, as if independent; mutants of one claim are not)"
            : "none");
        Write(card.All.Total, "verdicts", effort, lines);
    }

    /// <summary>What searches of true claims came to.</summary>
    public static void Write(TrueClaimsCard card, Effort effort, TextWriter output)
    {
        foreach (Refutation refutation in card.Refutations)
        {
            output.WriteLine($"FALSE REFUTATION {refutation.Id}, seed {refutation.Seed}: {refutation.Evidence}");
        }

        Lines lines = new(output);
        lines.Write("searches", $"{Words.Count(card.Claims, "true claim")} with {Words.Count(card.Seeds, "seed")} each: {card.Agreed} agree, {card.Empty} found no instance, {card.Refutations.Length} false refutations");
        Write(card.Claims * card.Seeds, "searches", effort, lines);
    }

    /// <summary>The name of an outcome or a kind, in words.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static void Write(string label, ImmutableArray<(string Name, Tally Tally)> rows, Terminal terminal) => new Table(
        [label, "mutants", .. Columns.Select(NameOf)],
        [.. rows.Select(row => (Cells(row.Name, row.Tally), row.Tally[Outcome.FalseProof] + row.Tally[Outcome.FalseRefutation] + row.Tally[Outcome.InternalError] > 0 ? Tone.Bad : Tone.Plain))]).Write(terminal);

    private static ImmutableArray<string> Cells(string name, Tally tally) => [name, $"{tally.Total}", .. Columns.Select(outcome => $"{tally[outcome]}")];

    private static void Write(int number, string thing, Effort effort, Lines lines)
    {
        lines.Write("time", $"{Words.Time(effort.Time)}, {Words.Time(effort.Processor)} of processors: {number / effort.Time.TotalSeconds:0} {thing} a second, {effort.Processor.TotalMilliseconds / number:0.00} ms of a processor each");
        lines.Write("memory", $"at most {effort.PeakBytes >> 20} MB");
    }
}
