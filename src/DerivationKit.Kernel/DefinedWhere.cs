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
        ImmutableHashSet<(ConditionKind Kind, string Subject)> given = [.. givens.SelectMany(g => Parts(g)).Select(g => (g.Kind, Positivity.Subject(Read(g.Term))))];
        Positivity taken = new(given), positivity = new(given.Union(conditions.Values.Select(Fact)));
        return ([.. conditions.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value)
            .Where(c => !taken.Knows(Fact(c)) && positivity.Without(Fact(c)) is var rest && !rest.Knows(Fact(c)) && !rest.Is(c.Condition.Kind, c.Reading))
            .Select(c => c.Condition)], positivity);
    }

    private static (ConditionKind Kind, string Subject) Fact((Condition Condition, Polynomial Reading) c) =>
        (c.Condition.Kind, Positivity.Subject(c.Reading));

    // A positive number times t is positive, or not negative, where t is. A product is not 0 where no factor is; an even power is positive where its base is not 0, a root where its radicand is.
    private static ImmutableArray<Condition> Parts(Condition c) => c switch
    {
        { Kind: ConditionKind.Positive or ConditionKind.NonNegative, Term: Multiply { Factors: [Number { Value.Sign: > 0 }, var t] } } => Parts(c with { Term = t }),
        { Kind: ConditionKind.NonZero, Term: Multiply product } => [.. product.Factors.SelectMany(f => Parts(c with { Term = f }))],
        { Kind: ConditionKind.NonZero or ConditionKind.Positive, Term: Power { Exponent: { IsZero: false } q } power } => Parts(new(
            !q.IsInteger ? ConditionKind.Positive : q.Numerator.IsEven ? ConditionKind.NonZero : c.Kind, power.Base)),
        _ => [c],
    };

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
        foreach (Condition condition in Parts(new(kind, term)))
        {
            Polynomial p = Read(condition.Term);
            conditions.TryAdd($"{p.Key} {condition.Kind}", (condition, p));
        }
    }
}
