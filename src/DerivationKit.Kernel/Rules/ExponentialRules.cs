namespace DerivationKit.Kernel;

/// <summary>Laws of matrix exponentials. E(a,b; c,d; ...) is the integral of exp(sB)(a,b)·exp(tB)(c,d)· ... over times s, t, ... that add up
/// to 1; it does not depend on the order of the pairs, and E(a,b) alone is exp(B)(a,b). All are defined everywhere.</summary>
internal static class ExponentialRules
{
    private static readonly (Slot Row, Slot Column) Axes = (Slot.Parameter(0), Slot.Parameter(1));

    // exp(uB)·exp(vB) = exp((u + v)B), so that the sum over k is the integral of exp(sB)(a,b) times the length s of the times u from 0 to s.
    // The same holds of each other pair with its own time; all times add up to 1, and so do the lengths.
    // data: the index that is summed.
    public static Rule Join { get; } = new(
        "join-times", "sum_k E(a,k; k,b; ...) + ... + sum_k E(a,b; ...; c,k; k,d; ...) = E(a,b; ...), where each pair is split in turn", site =>
        {
            Closure e = Exponential(site, site.Step.Factor);
            var k = Slot.Bound(site.BoundOrdinal(0));
            (Slot Row, Slot Column)[] pairs = [.. Pairs(e)];
            (int into, int from) = (Array.FindIndex(pairs, p => p.Column == k), Array.FindIndex(pairs, p => p.Row == k));
            site.Require(into >= 0 && from >= 0 && into != from && site.Monomial.Incidence(k.Ordinal) == 2, "the index does not join two pairs");
            (Slot Row, Slot Column)[] joined = [(pairs[into].Row, pairs[from].Column), .. pairs.Where((_, i) => i != into && i != from)];
            return [
                site.Drop(site.Term.Coefficient, [With(e, joined), .. site.Without(site.Step.Factor)], k.Ordinal),
                .. Enumerable.Range(1, joined.Length - 1).Select(i => Polynomial.Term(-site.Term.Coefficient, site.Monomial.Bound, [
                    With(e, [.. joined.Where((_, o) => o != i), (joined[i].Row, k), (k, joined[i].Column)]), .. site.Without(site.Step.Factor)]))];
        });

    // Where XY = YX, the binomial theorem holds for X + Y, and the product of the two series is the series of the sum.
    // data: the index that is summed, the other factor.
    public static Rule Add { get; } = new(
        "add-exponents", "exp(X)·exp(Y) = exp(X + Y) if the inner steps turn X·Y - Y·X into 0", site =>
        {
            (Polynomial commutator, MonomialTerm sum) = Sum(site);
            site.Require(site.Replay.Run(commutator, site.Step.Inner).IsZero, "the matrices are not known to commute");
            return [sum];
        })
    {
        Remainder = site => Sum(site).Commutator,
    };

    // R·B = N·R gives R·B^n = N^n·R for every n, and so R·exp(sB) = exp(sN)·R at the time s of a pair. With more pairs than one, N has to be B.
    // matrices: R over k, l and the outer parameters, N over two indices of k's dimension and these. data: the slots k and b, then as for fold in
    // the law that Passing states.
    public static Rule Intertwine { get; } = new(
        "intertwine", "sum_l R(k,l) E(l,b; ...) = sum_l E'(k,l; ...) R(l,b), solved for one term of a sum, for E of B and E' of N, R and N being defined where B is, if the inner steps turn R·B - N·R into 0; N = B unless E has one pair", site =>
        {
            site.Require(site.Replay.Run(Intertwined(site), site.Step.Inner).IsZero, "the matrices are not known to intertwine");
            Closure e = Exponential(site, site.Step.Factor);
            Polynomial law = Passing(site);
            return EquationRules.Solve(site, new(law, [EquationRules.SlotAt(site, 0, law.Parameters[0]), EquationRules.SlotAt(site, 1, law.Parameters[1]), .. e.Slots[2..]], First: 2), []);
        })
    {
        Remainder = Intertwined,
    };

    // f·1 commutes with everything, and exp(s f·1) = exp(s f)·1; the times add up to 1.
    public static Rule Shift { get; } = new(
        "shift-exponent", "E(a,b; ...) of f·1 + P is exp(f) times that of P, for a number f", site =>
        {
            Closure e = Exponential(site, site.Step.Factor);
            string one = new DeltaAtom(Axes.Row, Axes.Column).Key;
            ILookup<bool, MonomialTerm> parts = e.Body.Terms.ToLookup(t => t.Monomial.Factors.Any(f => f.Atom.Key == one)
                && t.Monomial.Factors.All(f => f.Atom.Key == one || f.Atom.Slots.All(s => s.IsBound || s.Ordinal > 1)));
            site.Require(parts[true].Any(), "no multiple of the unit matrix");
            Closure number = Closure.Over(ClosureKind.Exp, Polynomial.Of(e.Body.Parameters, parts[true].Select(
                t => Polynomial.Term(t.Coefficient, t.Monomial.Bound, t.Monomial.Factors.Where(f => f.Atom.Key != one)))));
            Closure rest = new(e.Kind, Polynomial.Of(e.Body.Parameters, parts[false]), e.Slots);
            return [site.With([new(number.Map(s => e.Outer[s.Ordinal - 2]), 1), new(rest, 1), .. site.Without(site.Step.Factor)])];
        });

    /// <summary>The law of a step by <see cref="Intertwine"/>: R times the exponential of B minus that of N times R, over (k, b, the further rows and
    /// columns, the outer slots), which is 0.</summary>
    /// <exception cref="KernelException">There is no such exponential, or the matrices do not fit.</exception>
    public static Polynomial Passing(Site site)
    {
        (Closure e, Closure r, Closure n) = Named(site);
        ImmutableArray<Slot> rest = Slot.Parameters(2, e.Slots.Length - 2), outer = rest[(e.Inner.Length - 2)..];
        (Slot l, Dimension k, Dimension b) = (Slot.Bound(0), r.Body.Parameters[0], r.Body.Parameters[1]);
        MonomialTerm before = Polynomial.Term(1, [b], [new(e.At([l, Axes.Column, .. rest]), 1)]);
        MonomialTerm after = Polynomial.Term(-1, [k], [new(new Closure(e.Kind, n.Body, [Axes.Row, l, .. rest]), 1)]);
        return Polynomial.Of([k, b, .. Enumerable.Repeat(b, e.Inner.Length - 2), .. e.Body.Parameters[2..]], [
            .. r.Body.Terms.Select(t => Polynomial.Splice(before, t, [Axes.Row, l, .. outer])), .. r.Body.Terms.Select(t => Polynomial.Splice(after, t, [l, Axes.Column, .. outer]))]);
    }

    private static Polynomial Intertwined(Site site)
    {
        (Closure e, Closure r, Closure n) = Named(site);
        Closure b = new(ClosureKind.Base, e.Body, n.Slots);
        MonomialTerm after = MatrixRules.Product(n, r);
        return Polynomial.Of(r.Body.Parameters, [MatrixRules.Product(r, b), after with { Coefficient = -after.Coefficient }]);
    }

    private static (Closure Exponential, Closure R, Closure N) Named(Site site)
    {
        Closure e = Exponential(site, site.Step.Factor);
        ImmutableArray<Dimension> own = e.Body.Parameters[1..];
        (Polynomial r, Polynomial n) = (site.Matrix(0), site.Matrix(1));
        site.Require(r.Parameters.Length == own.Length + 1 && r.Parameters[1..].SequenceEqual(own) && n.Parameters.SequenceEqual([r.Parameters[0], r.Parameters[0], .. own[1..]]), "the matrices have other rows and columns");
        site.Require(e.Inner.Length == 2 || n.Key == e.Body.Key, "there are more pairs than one");
        ImmutableArray<Slot> slots = Slot.Parameters(0, e.Body.Parameters.Length);
        (Closure left, Closure right) = (new(ClosureKind.Base, r, slots), new(ClosureKind.Base, n, slots));
        site.Require(MatrixRules.IsDefined(site, left, e.Body) && MatrixRules.IsDefined(site, right, e.Body), "a matrix may be undefined");
        return (e, left, right);
    }

    private static (Polynomial Commutator, MonomialTerm Result) Sum(Site site)
    {
        (Closure x, Closure y) = (Exponential(site, site.Step.Factor), Exponential(site, site.Data(1)));
        var k = Slot.Bound(site.BoundOrdinal(0));
        (int i, int j) = (x.Inner.IndexOf(k), y.Inner.IndexOf(k));
        site.Require(site.Data(1) != site.Step.Factor && x.Inner.Length == 2 && y.Inner.Length == 2, "not two exponentials");
        site.Require(i >= 0 && j >= 0 && site.Monomial.Incidence(k.Ordinal) == 2, "the index does not join them alone");
        Slot[] outer = [.. x.Outer.Concat(y.Outer).Distinct()];
        ImmutableArray<Dimension> parameters = [x.Body.Parameters[0], x.Body.Parameters[0], .. outer.Select(site.DimensionOf)];
        (Closure left, Closure right) = (Matrix(x, i == 0, outer), Matrix(y, j == 1, outer));
        var sum = Polynomial.Of(parameters, [Polynomial.Term(1, [], [new(left, 1)]), Polynomial.Term(1, [], [new(right, 1)])]);
        Closure product = new(ClosureKind.MatrixExp, sum, [x.Inner[1 - i], y.Inner[1 - j], .. outer]);
        return (Commutator(parameters, left, right), site.Drop(site.Term.Coefficient, [new(product, 1), .. site.Without(site.Step.Factor, site.Data(1))], k.Ordinal));
    }

    // The matrix of the exponential, or its transpose, over row, column and the slots.
    private static Closure Matrix(Closure e, bool isTransposed, Slot[] outer) => new(ClosureKind.Base, e.Body, [
        isTransposed ? Axes.Column : Axes.Row, isTransposed ? Axes.Row : Axes.Column, .. e.Outer.Select(s => Slot.Parameter(2 + Array.IndexOf(outer, s)))]);

    private static Polynomial Commutator(ImmutableArray<Dimension> parameters, Closure x, Closure y)
    {
        return Polynomial.Of(parameters, [Product(1, x, y), Product(-1, y, x)]);

        MonomialTerm Product(Rational sign, Closure left, Closure right) => Polynomial.Term(sign, [parameters[0]], [
            new(left.Map(s => s == Axes.Column ? Slot.Bound(0) : s), 1), new(right.Map(s => s == Axes.Row ? Slot.Bound(0) : s), 1)]);
    }

    private static Closure Exponential(Site site, int place)
    {
        site.Require(site.At(place) is { Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.MatrixExp } }, "no matrix exponential");
        return site.Need<Closure>(place);
    }

    private static IEnumerable<(Slot Row, Slot Column)> Pairs(Closure e) => Enumerable.Range(0, e.Inner.Length / 2).Select(i => (e.Inner[2 * i], e.Inner[(2 * i) + 1]));

    private static Factor With(Closure e, IEnumerable<(Slot Row, Slot Column)> pairs) => new(e.At([.. pairs.SelectMany(p => new[] { p.Row, p.Column }), .. e.Outer]), 1);
}
