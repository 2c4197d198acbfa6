namespace DerivationKit.Kernel;

/// <summary>Collects the conditions under which elaborated terms are defined.</summary>
/// <param name="reading">Reads them.</param>
/// <param name="givens">The elaborated conditions that are taken for granted.</param>
internal sealed class DefinedWhere(Reading reading, ImmutableArray<Condition> givens)
{
    private readonly Dictionary<string, Stated> conditions = [];

    /// <summary>Adds what a term needs to be defined, and what is required of it besides.</summary>
    public void Require(Obligation obligation)
    {
        if (obligation.Kind is { } kind)
        {
            Add(kind, obligation.Term);
        }

        Visit(obligation.Term);
    }

    /// <summary>The conditions that follow neither from the givens nor from signs. One after the other, a condition is discharged by the
    /// givens and those that are still there, never by itself: so all of them follow from those that are left.</summary>
    public (ImmutableArray<Condition> Kept, Positivity Positivity) Settle()
    {
        ImmutableHashSet<KnownSign> given = [.. givens.SelectMany(g => Signs(g))];
        ImmutableArray<Stated> all = [.. conditions.Values.OrderBy(c => c.Key, StringComparer.Ordinal)];
        ImmutableArray<int> kept = [.. Enumerable.Range(0, all.Length)];
        for (int c = 0; c < all.Length; c++)
        {
            ImmutableArray<int> others = kept.Remove(c);
            Positivity rest = new(given.Union(others.SelectMany(o => all[o].Signs)));
            kept = rest.Is(all[c].Condition.Kind, all[c].Reading) ? others : kept;
        }

        return ([.. kept.Select(c => all[c].Condition)], new(given.Union(all.SelectMany(c => c.Signs))));
    }

    // What a condition says; a positive determinant of a product is not 0, so that no factor's is.
    private ImmutableArray<KnownSign> Signs(Condition c) =>
        [.. Parts(c).Concat(c is { Kind: ConditionKind.Positive, Term: Determinant } ? Parts(c with { Kind = ConditionKind.NonZero }) : []).Select(p => new KnownSign(p.Kind, Positivity.Subject(Read(p.Term))))];

    // A positive number times t is positive, or not negative, where t is. A product is not 0 where no factor is, nor is the determinant of a
    // product of square matrices; an even power is positive where its base is not 0, a root where its radicand is. A matrix that is a multiple of 1 has a
    // determinant that is not 0.
    private static ImmutableArray<Condition> Parts(Condition c) => c switch
    {
        { Kind: ConditionKind.Positive or ConditionKind.NonNegative, Term: Multiply { Factors: [Number { Value.Sign: > 0 }, var t] } } => Parts(c with { Term = t }),
        { Kind: ConditionKind.NonZero, Term: Multiply product } => [.. product.Factors.SelectMany(f => Parts(c with { Term = f }))],
        { Kind: ConditionKind.NonZero or ConditionKind.Positive, Term: Power { Exponent: { IsZero: false } q } power } => Parts(new(
            !q.IsInteger ? ConditionKind.Positive : q.Numerator.IsEven ? ConditionKind.NonZero : c.Kind, power.Base)),
        { Kind: ConditionKind.NonZero, Term: Determinant { Matrix: { Parameters: [var i, var j], Body: Sum { Index: var q, Body: Multiply { Factors: [var x, var y] } } } } }
            when q.Dimension == i.Dimension && !Reading.FreeIndices(x).Contains(j) && !Reading.FreeIndices(y).Contains(i) =>
            [.. Parts(c with { Term = new Determinant(new([i, q], x)) }), .. Parts(c with { Term = new Determinant(new([q, j], y)) })],
        { Kind: ConditionKind.Zero, Term: Add { Terms: [var x, var y] } } => [c, .. Unit(x) is { } one ? Regular(y, one) : Unit(y) is { } other ? Regular(x, other) : []],
        _ => [c],
    };

    private static Delta? Unit(Term term) => Unscaled(term) is Delta d && d.Left != d.Right ? d : null;

    private static Term Unscaled(Term term) => term is Multiply { Factors: [Number { Value.IsZero: false }, var t] } ? Unscaled(t) : term;

    private static ImmutableArray<Condition> Regular(Term matrix, Delta at) => Parts(new(ConditionKind.NonZero, new Determinant(new([at.Left, at.Right], Unscaled(matrix)))));

    private void Visit(Term term)
    {
        if (Needed(term) is { } needed)
        {
            Add(needed.Kind, needed.Term);
        }

        foreach (Term child in Reading.Children(term))
        {
            Visit(child);
        }
    }

    // What a function, a power or an inverse needs besides its parts.
    private static Condition? Needed(Term term) => term switch
    {
        Function { Name: ScalarFunction.Log } log => new(ConditionKind.Positive, log.Argument),
        Function { Name: ScalarFunction.Arcsin } arcsin => new(ConditionKind.NonNegative, new Add([new Number(1), new Multiply([new Number(-1), new Power(arcsin.Argument, 2)])])),
        Power { Exponent: { IsInteger: false, Sign: > 0 } } root => new(ConditionKind.NonNegative, root.Base),
        Power { Exponent: { IsInteger: true, Sign: < 0 } } quotient => new(ConditionKind.NonZero, quotient.Base),
        Power { Exponent.Sign: < 0 } quotient => new(ConditionKind.Positive, quotient.Base),
        Inverse inverse => new(ConditionKind.NonZero, new Determinant(InOrder(inverse.Matrix))),
        _ => null,
    };

    // Whether there is an inverse does not depend on the order of the columns: the first of a dimension goes to the first row of it, and so on.
    private static Abstraction InOrder(Abstraction matrix)
    {
        ImmutableArray<Index> rows = matrix.Parameters[..(matrix.Parameters.Length / 2)], columns = matrix.Parameters[rows.Length..];
        return new([.. rows, .. rows.Select((row, i) => columns.Where(c => c.Dimension == row.Dimension).ElementAt(rows[..i].Count(r => r.Dimension == row.Dimension)))], matrix.Body);
    }

    private Polynomial Read(Term term) => reading.Read(term).Polynomial;

    private void Add(ConditionKind kind, Term term)
    {
        foreach (Condition condition in Parts(new(kind, term)))
        {
            Polynomial p = Read(condition.Term);
            string key = $"{p.Key} {condition.Kind}";
            conditions[key] = conditions.GetValueOrDefault(key) ?? new(key, condition, p, Signs(condition));
        }
    }

    private sealed record Stated(string Key, Condition Condition, Polynomial Reading, ImmutableArray<KnownSign> Signs);
}
