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

    // Where BM = MB, M also commutes with every power of sB, and so with the series exp(sB), at every time s of the pair.
    // data: the pair, 0 for M on its left, the slot of M's other index, the factors of M.
    public static Rule Commute { get; } = new(
        "commute", "sum_l M(k,l) E(l,b; ...) = sum_l E(k,l; ...) M(l,b), and back, if the inner steps turn B·M - M·B into 0", site => [Commuting(site, Past(site))]);

    // Where XY = YX, the binomial theorem holds for X + Y, and the product of the two series is the series of the sum.
    // data: the index that is summed, the other factor.
    public static Rule Add { get; } = new(
        "add-exponents", "exp(X)·exp(Y) = exp(X + Y) if the inner steps turn X·Y - Y·X into 0", site => [Commuting(site, Sum(site))]);

    // B commutes with exp(sB), and so does M, where B is g·M for a number g.
    // data: the slots k and b, then as for fold in the law that Passing states.
    public static Rule Own { get; } = new(
        "own-matrix", "sum_l M(k,l) E(l,b; ...) = sum_l E(k,l; ...) M(l,b) for B = g·M and a number g, solved for one term of a sum", site =>
            EquationRules.Solve(site, new(Passing(site), Slots(site), First: 2), []));

    // R·(L·R)^n = (R·L)^n·R for every n.
    // data: the slots k and b, the inner index of the product L·R, how many factors L has, their places, then as for fold in that law.
    public static Rule Push { get; } = new(
        "push-through", "sum_l R(k,l) exp(L·R)(l,b) = sum_l exp(R·L)(k,l) R(l,b), solved for one term of a sum", site =>
            EquationRules.Solve(site, new(Passing(site), Slots(site), First: 4 + site.Data(3)), []));

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

    /// <summary>What the inner steps of a step have to turn into 0.</summary>
    /// <exception cref="KernelException">The step is not of these rules, or its matrices are not there.</exception>
    public static Polynomial Commutator(Site site) => (site.Step.Rule == Commute.Name ? Past(site) : Sum(site)).Commutator;

    /// <summary>The law of a step of the rules <see cref="Own"/> and <see cref="Push"/>: M times the exponential minus an exponential times M, over
    /// (k, b, the further rows and columns, the outer slots), which is 0.</summary>
    /// <exception cref="KernelException">There is no such exponential, or its matrix is no such product.</exception>
    public static Polynomial Passing(Site site)
    {
        Closure e = Exponential(site, site.Step.Factor);
        if (site.Step.Rule == Own.Name)
        {
            site.Require(!e.Body.IsZero, "the matrix is 0");
            return Passing(e, e, Primitive(e.Body));
        }

        site.Require(e.Inner.Length == 2 && e.Body.Terms.Length == 1 && site.Data(2) >= 0, "the matrix is no product");
        (Closure left, Closure right, Dimension inner) = MatrixRules.Factors(site, e, e.Body.Terms[0], site.Data(2), site.Step.Data.Skip(4).Take(site.Data(3)));
        Closure turned = new(e.Kind, Polynomial.Of([inner, inner, .. e.Body.Parameters[2..]], [MatrixRules.Product(right, left)]), e.Slots);
        return Passing(e, turned, right.Body);
    }

    private static Polynomial Passing(Closure e, Closure turned, Polynomial m)
    {
        ImmutableArray<Slot> rest = Slot.Parameters(2, e.Slots.Length - 2), outer = rest[(e.Inner.Length - 2)..];
        (Slot l, ImmutableArray<Dimension> own) = (Slot.Bound(0), [.. m.Parameters[..2], .. Enumerable.Repeat(e.Body.Parameters[0], e.Inner.Length - 2), .. e.Body.Parameters[2..]]);
        MonomialTerm before = Polynomial.Term(1, [m.Parameters[1]], [new(e.At([l, Axes.Column, .. rest]), 1)]);
        MonomialTerm after = Polynomial.Term(-1, [m.Parameters[0]], [new(turned.At([Axes.Row, l, .. rest]), 1)]);
        return Polynomial.Of(own, [
            .. m.Terms.Select(t => Polynomial.Splice(before, t, [Axes.Row, l, .. outer])), .. m.Terms.Select(t => Polynomial.Splice(after, t, [l, Axes.Column, .. outer]))]);
    }

    // Without the powers of numbers that all terms share.
    private static Polynomial Primitive(Polynomial b)
    {
        Factor[] shared = [.. b.Terms[0].Monomial.Factors.Where(f => f.Atom.Slots.All(s => !s.IsBound && s.Ordinal > 1)
            && b.Terms.All(t => t.Monomial.Factors.Any(g => g.Key == f.Key)))];
        return Polynomial.Of(b.Parameters, b.Terms.Select(t => Polynomial.Term(
            t.Coefficient, t.Monomial.Bound, t.Monomial.Factors.Where(f => shared.All(g => g.Key != f.Key)))));
    }

    private static ImmutableArray<Slot> Slots(Site site)
    {
        Closure e = Exponential(site, site.Step.Factor);
        Dimension k = site.Step.Rule == Own.Name ? e.Body.Parameters[0] : e.Body.Terms[0].Monomial.Bound[site.Data(2)];
        return [EquationRules.SlotAt(site, 0, k), EquationRules.SlotAt(site, 1, e.Body.Parameters[0]), .. e.Slots[2..]];
    }

    private static MonomialTerm Commuting(Site site, (Polynomial Commutator, MonomialTerm Result) law)
    {
        site.Require(site.Replay.Run(law.Commutator, site.Step.Inner).IsZero, "the matrices are not known to commute");
        return law.Result;
    }

    // M(k,l) is the product of the factors, summed over the indices that occur in them alone.
    private static (Polynomial Commutator, MonomialTerm Result) Past(Site site)
    {
        Closure e = Exponential(site, site.Step.Factor);
        (Slot Row, Slot Column)[] pairs = [.. Pairs(e)];
        (int at, bool left) = (site.Data(0), site.Data(1) == 0);
        site.Require(at >= 0 && at < pairs.Length, "no such pair");
        (Slot l, Slot other) = left ? pairs[at] : (pairs[at].Column, pairs[at].Row);
        Slot k = EquationRules.SlotAt(site, 2, e.Body.Parameters[0]);
        int[] places = [.. site.Step.Data[3..].Distinct()];
        Factor[] m = [.. places.Select(site.At)], rest = [.. site.Without([site.Step.Factor, .. places])];
        site.Require(!places.Contains(site.Step.Factor) && k != l && !e.Outer.Contains(k), "the factors are no matrix apart");
        site.Require(l.IsBound && site.Monomial.Incidence(l.Ordinal) == 1 + m.Sum(f => f.Atom.Slots.Count(s => s == l)) && e.Slots.Count(s => s == l) == 1, "the index still occurs");
        Slot[] used = [.. m.SelectMany(f => f.Atom.Slots).Distinct().Where(s => s != l && s != k)];
        Slot[] own = [.. used.Where(s => s.IsBound && !e.Slots.Contains(s) && !rest.Any(f => f.Atom.Slots.Contains(s)))];
        Slot[] outer = [.. used.Except(own).Concat(e.Outer).Distinct()];
        ImmutableArray<Dimension> parameters = [e.Body.Parameters[0], e.Body.Parameters[0], .. outer.Select(site.DimensionOf)];
        MonomialTerm product = Polynomial.Term(1, [.. own.Select(site.DimensionOf)], m.Select(f => f.Map(s => s == l ? (left ? Axes.Column : Axes.Row)
            : s == k ? (left ? Axes.Row : Axes.Column) : Array.IndexOf(own, s) is >= 0 and var o ? Slot.Bound(o) : Slot.Parameter(2 + Array.IndexOf(outer, s)))));
        Closure matrix = new(ClosureKind.Base, Polynomial.Of(parameters, [product]), Slot.Parameters(0, parameters.Length));
        pairs[at] = left ? (k, l) : (l, k);
        return (Commutator(parameters, Matrix(e, false, outer), matrix),
            site.With([With(e, pairs), .. m.Select(f => f.Map(s => s == k ? l : s == l ? other : s)), .. rest]));
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
