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

    /// <summary>The conditions that do not follow from signs. A condition may be discharged by others that are kept, never by itself: what
    /// is granted is an entry, or the body of a closure, and only a condition on something larger can use it.</summary>
    public (ImmutableArray<Condition> Kept, Positivity Positivity) Settle()
    {
        ImmutableHashSet<string> positive = Granted(ConditionKind.Positive), nonZero = [.. Granted(ConditionKind.NonZero), .. positive];
        Positivity positivity = new(positive, nonZero, Granted(ConditionKind.NonNegative)), strict = new(positive, nonZero, []);
        return ([.. conditions.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value)
            .Where(c => c.Condition.Kind == ConditionKind.Positive || !conditions.ContainsKey(KeyOf(ConditionKind.Positive, c.Reading)))
            .Where(c => !(c.Condition.Term is not (Entry or Determinant) ? positivity.Is(c.Condition.Kind, c.Reading)
                : c.Condition.Kind == ConditionKind.NonNegative ? strict.Is(c.Condition.Kind, c.Reading) : Alone(c, strict)))
            .Select(c => c.Condition)], positivity);
    }

    // A condition on an entry whose indices are different and unrestricted speaks of the whole tensor; one on a determinant, of its atom.
    private ImmutableHashSet<string> Granted(ConditionKind kind) =>
        [.. conditions.Values.Where(c => c.Condition.Kind == kind)
            .Where(c => c.Condition.Term is not Entry e || e.Indices.Distinct().Count() == e.Indices.Length)
            .Select(c => c.Condition.Term is Entry or Determinant ? c.Reading.Terms[0].Monomial.Factors[0].Atom.Head : c.Reading.Key)];

    // An entry or a determinant is not granted to itself; that it is positive may discharge that it is not 0.
    private static bool Alone((Condition Condition, Polynomial Reading) c, Positivity positivity) =>
        Positivity.Bare.Is(c.Condition.Kind, c.Reading)
        || (c.Condition.Kind == ConditionKind.NonZero && positivity.Is(ConditionKind.Positive, c.Reading));

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

    // A product is not 0 where no factor is; an even power is positive where its base is not 0, a root where its radicand is.
    private void Add(ConditionKind kind, Term term)
    {
        if (kind == ConditionKind.NonZero && term is Multiply product)
        {
            product.Factors.ToList().ForEach(f => Add(kind, f));
            return;
        }

        if (kind != ConditionKind.NonNegative && term is Power { Exponent: { IsZero: false } q } power)
        {
            Add(!q.IsInteger ? ConditionKind.Positive : q.Numerator.IsEven ? ConditionKind.NonZero : kind, power.Base);
            return;
        }

        Polynomial p = reading.Read(term, Reading.FreeIndices(term));
        conditions.TryAdd(KeyOf(kind, p), (new(kind, term), p));
    }

    private static string KeyOf(ConditionKind kind, Polynomial p) => $"{p.Key} {kind}";
}
