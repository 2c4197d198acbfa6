using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Certificates;

/// <summary>What a reader has to agree with before a proof means anything to him: what its operators mean, and by which laws it goes.</summary>
/// <param name="Definitions">The definitions that the statement unfolds, by name.</param>
/// <param name="Rules">The rules that its steps apply, by name.</param>
public sealed record Review(ImmutableArray<Definition> Definitions, ImmutableArray<RuleUse> Rules)
{
    /// <summary>What there is to read in a proof.</summary>
    public static Review Of(Proof proof)
    {
        Statement statement = proof.Statement;
        IEnumerable<Definition> definitions = Terms([statement.Left, statement.Right, .. statement.Given.Select(g => g.Term)])
            .OfType<Kernel.Apply>().Select(a => a.Definition).Distinct().DistinctBy(d => (d.Name, Language.Text.Print(d.Body)));
        ILookup<string, Step> uses = Proofs(proof).SelectMany(p => p.Steps).SelectMany(All).ToLookup(s => s.Rule);
        return new(
            [.. definitions.OrderBy(d => d.Name, StringComparer.Ordinal)],
            [.. RuleTable.All.Where(rule => uses.Contains(rule.Name)).Select(rule => new RuleUse(rule.Name, rule.Law, uses[rule.Name].Count()))]);
    }

    private static IEnumerable<Proof> Proofs(Proof? proof) =>
        proof is null ? [] : [proof, .. Proofs(proof.Cases?.NotNegative), .. Proofs(proof.Cases?.NotPositive)];

    private static IEnumerable<Step> All(Step step) => step.Inner.SelectMany(All).Prepend(step);

    // Every part of the terms, the bodies of their definitions included, once.
    private static HashSet<object> Terms(IEnumerable<Term> roots)
    {
        HashSet<object> met = new(ReferenceEqualityComparer.Instance);
        Stack<Term> open = new(roots);
        while (open.TryPop(out Term? term))
        {
            foreach (Term part in met.Add(term) ? Parts(term) : [])
            {
                open.Push(part);
            }
        }

        return met;
    }

    private static ImmutableArray<Term> Parts(Term term) => term switch
    {
        Kernel.Apply a => [a.Definition.Body, .. a.Arguments.Select(tensor => tensor.Body)],
        Kernel.Derivative d => [d.Body, d.Point.Body, d.Direction.Body],
        _ => Obligations.Children(term),
    };
}

/// <summary>A rule that a proof applies.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Law">What it states.</param>
/// <param name="Count">How often it is applied.</param>
public readonly record struct RuleUse(string Name, string Law, int Count);
