using System.Collections.Immutable;
using System.Diagnostics;
using DerivationKit.Language;
using DerivationKit.Suggesting;

namespace DerivationKit.Cli.Batch;

/// <summary>What became of one line of a file of claims.</summary>
/// <param name="Id">The line's id; none if the line could not be read that far.</param>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Verdict">The verdict; none if the line could not be read.</param>
/// <param name="Suggestions">For a refuted claim, what would have been true.</param>
/// <param name="Problem">Why there is no verdict, or what went wrong.</param>
/// <param name="IsDefect">Whether the problem is a defect of the kit.</param>
/// <param name="Time">How long the verdict took.</param>
internal sealed record BatchOutcome(
    BatchId? Id, int Number, Verdict? Verdict, ImmutableArray<Suggestion> Suggestions, string? Problem, bool IsDefect, TimeSpan Time)
{
    /// <summary>What the line comes to for the shell where a level is required.</summary>
    public ExitCode ExitCode(Level required) => Verdict is { } verdict ? ExitCodes.Of(verdict, required) : IsDefect ? Cli.ExitCode.Defect : Cli.ExitCode.BadInput;

    /// <summary>Reads and decides a line. It never throws: what goes wrong is the line's outcome, and the run goes on.</summary>
    public static BatchOutcome Of(int number, string text, Deciding deciding)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            var line = BatchLine.Parse(text);
            Claim claim = line.Read();
            Verdict verdict = deciding.Decide(claim);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            ImmutableArray<Suggestion> suggestions = verdict is Verdict.Refuted refuted ? Suggester.For(claim, refuted.Counterexample) : [];
            return new(line.Id, number, verdict, suggestions, null, false, time);
        }
        catch (Exception e)
        {
            bool isInput = e is InputException or SyntaxException or ShapeException;
            string message = isInput ? e.Message : $"unexpected {e.GetType().Name}: {e.Message}";
            return new(BatchLine.IdOf(text), number, null, [], $"line {number}: {message.ReplaceLineEndings(" ")}", !isInput, Stopwatch.GetElapsedTime(start));
        }
    }
}
