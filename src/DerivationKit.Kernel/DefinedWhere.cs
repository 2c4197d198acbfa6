using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Collects the conditions under which elaborated terms are defined.</summary>
/// <param name="reading">Reads them.</param>
/// <param name="givens">The elaborated conditions that are taken for granted.</param>
internal sealed class DefinedWhere(Reading reading, ImmutableArray<Condition> givens)
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
    /// never by itself: what is granted is an atom, or the body of a closure, and only a condition on something larger can use it, or a
    /// weaker one on the same.</summary>
    public (ImmutableArray<Condition> Kept, Positivity Positivity) Settle()
    {
        ImmutableHashSet<(ConditionKind Kind, string Subject)> given = [.. givens.Select(Plain).Select(g => (g.Kind, Positivity.Subject(Read(g.Term))))];
        Positivity taken = new(given), positivity = new(given.Union(conditions.Values.Select(Fact)));
        return ([.. conditions.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value)
            .Where(c => !taken.Knows(Fact(c).Kind, Fact(c).Subject) && !positivity.Without(Fact(c)).Is(c.Condition.Kind, c.Reading))
            .Select(c => c.Condition)], positivity);
    }

    private static (ConditionKind Kind, string Subject) Fact((Condition Condition, Polynomial Reading) c) =>
        (c.Condition.Kind, Positivity.Subject(c.Reading));

    // An even power is greater than 0 where its base is not 0.
    private static Condition Plain(Condition c) =>
        c is { Kind: ConditionKind.Positive, Term: Power { Exponent: { IsInteger: true, Sign: > 0, Numerator.IsEven: true } } square }
            ? new(ConditionKind.NonZero, square.Base)
            : c;

    private void Visit(Term term)
    {
        switch (term)
        {
            case Function { Name: ScalarFunction.Log } log:
                Add(ConditionKind.Positive, log.Argument);
                break;
            case Function { Name: ScalarFunction.Arcsin } arcsin:
                Add(ConditionKind.NonNegative, new Add([new Number(1), new Multiply([new Number(-1), new Power(arcsin.Argument, 2)])]));
                break;
            case Power { Exponent: { IsInteger: false, Sign: > 0 } } root:
                Add(ConditionKind.NonNegative, root.Base);
                break;
            case Power { Exponent.Sign: < 0 } power:
                Add(power.Exponent.IsInteger ? ConditionKind.NonZero : ConditionKind.Positive, power.Base);
                break;
            case Inverse inverse:
                Add(ConditionKind.NonZero, new Determinant(inverse.Matrix));
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
        Condition condition = Plain(new(kind, term));
        Polynomial p = Read(condition.Term);
        conditions.TryAdd($"{p.Key} {condition.Kind}", (condition, p));
    }
}
