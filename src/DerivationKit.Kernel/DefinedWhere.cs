using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Collects the conditions under which elaborated terms are defined.</summary>
/// <param name="reading">Reads them.</param>
/// <param name="given">The elaborated conditions that are taken for granted.</param>
internal sealed class DefinedWhere(Reading reading, ImmutableArray<Condition> given)
{
    private readonly Dictionary<string, (Condition Condition, Polynomial Reading)> conditions = [];

    /// <summary>Adds what a term needs to be defined, and what is required of it besides.</summary>
    public void Require(Obligation obligation)
    {
        if (obligation.Kind is { } kind)
        {
            Add(kind, obligation.Term);
        }

        Visit(obligation.Term);
    }

    /// <summary>The conditions that follow neither from the givens nor from signs. A condition may be discharged by others that are kept,
    /// never by itself: what is granted is an atom, or the body of a closure, and only a condition on something larger can use it.</summary>
    public (ImmutableArray<Condition> Kept, Positivity Positivity) Settle()
    {
        ImmutableHashSet<(ConditionKind, string)> facts = [.. given.Select(g => (g.Kind, Positivity.Subject(Read(g.Term))))];
        Positivity taken = new(facts);
        Positivity positivity = new(facts.Union(conditions.Values
            .Where(c => c.Condition.Kind != ConditionKind.NonNegative)
            .Select(c => (c.Condition.Kind, Positivity.Subject(c.Reading)))));
        return ([.. conditions.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value)
            .Where(c => !Follows(c, taken, positivity))
            .Select(c => c.Condition)], positivity);
    }

    // An atom is not granted to itself; that it is positive may discharge the rest.
    private static bool Follows((Condition Condition, Polynomial Reading) c, Positivity given, Positivity positivity) =>
        given.Knows(c.Condition.Kind, Positivity.Subject(c.Reading))
        || given.Is(c.Condition.Kind, c.Reading)
        || (Positivity.Single(c.Reading) is null
            ? positivity.Is(c.Condition.Kind, c.Reading)
            : c.Condition.Kind != ConditionKind.Positive && positivity.Is(ConditionKind.Positive, c.Reading));

    private void Visit(Term term)
    {
        switch (term)
        {
            case Function { Name: ScalarFunction.Log } log:
                Add(ConditionKind.Positive, log.Argument);
                break;
            case Power { Exponent: { IsInteger: false, Sign: > 0 } } root:
                Add(ConditionKind.NonNegative, root.Base);
                break;
            case Power { Exponent.Sign: < 0 } power:
                Add(power.Exponent.IsInteger ? ConditionKind.NonZero : ConditionKind.Positive, power.Base);
                break;
        }

        foreach (Term child in Reading.Children(term))
        {
            Visit(child);
        }
    }

    private Polynomial Read(Term term) => reading.Read(term, Reading.FreeIndices(term));

    private void Add(ConditionKind kind, Term term)
    {
        Polynomial p = Read(term);
        conditions.TryAdd($"{p.Key} {kind}", (new(kind, term), p));
    }
}
