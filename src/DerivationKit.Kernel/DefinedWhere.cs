using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Collects the conditions under which elaborated terms are defined.</summary>
internal sealed class DefinedWhere(Reading reading)
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

    /// <summary>The tensors all of whose entries the conditions make positive: a condition on an entry whose indices are different and
    /// unrestricted.</summary>
    public ImmutableHashSet<string> PositiveTensors() =>
        [.. conditions.Values.Where(c => c.Condition.Kind == ConditionKind.Positive)
            .Select(c => c.Condition.Term).OfType<Entry>()
            .Where(e => e.Indices.Distinct().Count() == e.Indices.Length).Select(e => e.Tensor)];

    /// <summary>The conditions that do not follow from signs. What a condition grants is not used against itself.</summary>
    public ImmutableArray<Condition> Undischarged(Positivity positivity) =>
        [.. conditions.OrderBy(c => c.Key, StringComparer.Ordinal)
            .Where(c => c.Value.Condition is { Kind: ConditionKind.Positive, Term: Entry } ? !IsDeclaredPositive(c.Value.Reading) : !positivity.Is(c.Value.Condition.Kind, c.Value.Reading))
            .Select(c => c.Value.Condition)];

    private static bool IsDeclaredPositive(Polynomial entry) => new Positivity([]).Is(ConditionKind.Positive, entry);

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

    private void Add(ConditionKind kind, Term term)
    {
        Polynomial p = reading.Read(term, Reading.FreeIndices(term));
        conditions.TryAdd($"{p.Key} {kind}", (new(kind, term), p));
    }
}
