namespace DerivationKit.Kernel;

/// <summary>Laws of inverses and determinants. Each is stated for a matrix over its row, its column and outer parameters; where the inverse
/// of a matrix occurs, it has one.</summary>
internal static class MatrixRules
{
    private static readonly (Slot Row, Slot Column) Own = (Slot.Parameter(0), Slot.Parameter(1));
    private static readonly Factor One = new(new DeltaAtom(Own.Row, Own.Column), 1);

    // data: 0 for the matrix on the left, the slots of its free indices, then as for fold in the law that Closure.Cancellation states.
    // Where the inverse occurs, the matrix has one, from both sides. The law is one equation for all i and k; it is multiplied as for fold, so
    // that the index of the sum occurs in no other factor, the matrix included.
    public static Rule Cancel { get; } = new(
        "cancel-inverse", "sum_j B(i,j) V(j,k) = δ(i,k) = sum_j V(k,j) B(j,i) for V = inv(B), solved for one term of the sum", site =>
        {
            Closure v = site.Closure(ClosureKind.Inverse);
            bool isLeft = site.Data(0) == 0;
            Polynomial law = v.Cancellation(isLeft).Law;
            IEnumerable<Slot> free = Enumerable.Range(0, v.Axes).Select(i => EquationRules.SlotAt(site, 1 + i, law.Parameters[i]));
            return EquationRules.Solve(site, new(law, [.. free, .. v.Slots[(isLeft ? v.Axes : 0)..][..v.Axes], .. v.Outer], First: 1 + v.Axes), []);
        });

    // matrices: P over the row, an inner index and the outer parameters, and Q over the inner index, the column and these.
    // Both are invertible if the product is: inv(Q)·inv(P)·P·Q = 1.
    public static Rule Factor { get; } = new(
        "factor-matrix", "inv(M) = inv(Q)·inv(P) and det(M) = det(P)·det(Q) for square P and Q that are defined where M is, if the inner steps turn M - P·Q into 0", site =>
        {
            Closure c = Matrix(site);
            (Closure p, Closure q) = Factors(site, c, []);
            site.Require(p.Body.Parameters.SequenceEqual(c.Body.Parameters), "the factors are not square");
            (p, q) = (Alike(c, p.Body), Alike(c, q.Body));
            return Becomes(site, c, c.Kind == ClosureKind.Inverse ? Product(q, p) : Polynomial.Term(1, [], [new(p, 1), new(q, 1)]));
        })
    {
        Remainder = site => Remainder(Matrix(site), Named(site, Matrix(site)), []),
    };

    // inv(inv(B)) = B and det(inv(B))·det(B) = 1 where inv(B) is defined. exp(B)·exp(-B) = 1, since B and -B commute, and det(exp(B)) = exp(tr(B))
    // by Jacobi's formula. The transpose of such a matrix has the transposed inverse and the same determinant.
    public static Rule Unnest { get; } = new(
        "unnest-inverse", "inv(inv(B)) = B and det(inv(B)) = 1/det(B); inv(exp(B)) = exp(-B) and det(exp(B)) = exp(tr(B))", site =>
        {
            Closure c = Matrix(site);
            site.Require(Positivity.IsMatrix(c, ClosureKind.Inverse, ClosureKind.MatrixExp), "the matrix is no inverse or exponential");
            var inner = (Closure)c.Body.Terms[0].Monomial.Factors[0].Atom;
            return Becomes(site, c, Polynomial.Term(1, [], [(c.Kind, inner.Kind) switch
            {
                (ClosureKind.Inverse, ClosureKind.Inverse) => new(new Closure(ClosureKind.Base, inner.Body, inner.Slots), 1),
                (_, ClosureKind.Inverse) => new(new Closure(ClosureKind.Determinant, inner.Body, inner.Outer), -1),
                (ClosureKind.Inverse, _) => new(new Closure(inner.Kind, inner.Body.Times(-1), inner.Slots), 1),
                _ => ExpSum(c, inner.Body.Over(c.Body.Parameters, s => inner.Slots[s.Ordinal]).Terms, 1),
            }]));
        });

    // A diagonal matrix is inverted and exponentiated entry by entry; it is invertible only if no entry is 0. Its determinant is the product of
    // f(i), the exponential of the sum of their logarithms if all are greater than 0. If none is 0, that holds of their squares and the square of
    // the determinant, of which an integer power is a power, times the determinant or 1.
    public static Rule Diagonal { get; } = new(
        "diagonal-matrix", "inv(B)(i,j) = δ(i,j)/f(i) and exp(B)(i,j) = δ(i,j) exp(f(i)) for B(i,j) = δ(i,j) f(i), and det(B) = exp(sum_i log f(i)) if f > 0; det(B)^2 = exp(sum_i log f(i)^2) if f is not 0", site =>
        {
            Closure c = site.Closure(ClosureKind.Inverse, ClosureKind.Determinant, ClosureKind.MatrixExp);
            site.Require(c.Inner.Length <= 2, "more than one exponential");
            Closure entry = OnDiagonal(c) ?? throw new KernelException("diagonal-matrix: the matrix is not diagonal");
            if (c.Kind != ClosureKind.Determinant)
            {
                return Becomes(site, c, Polynomial.Term(1, [], [
                    One, c.Kind == ClosureKind.Inverse ? new(entry, -1) : new(new Closure(ClosureKind.Exp, entry.Body, entry.Slots), 1)]));
            }

            // An integer power is one of the square times the determinant itself, or 1.
            bool positive = site.Replay.Positivity.IsPositive(entry), even = site.Factor.Exponent.IsInteger && site.Replay.Positivity.IsNonZero(entry);
            Rational half = site.Factor.Exponent.Numerator >> 1;
            site.Require(positive || (even && !half.IsZero), "the diagonal is not known to be positive");
            var square = Closure.Over(ClosureKind.Log, Polynomial.Of(c.Body.Parameters, [Polynomial.Term(1, [], [new(entry, positive ? 1 : 2)])]));
            Factor log = ExpSum(c, [Polynomial.Term(1, [], [new(square, 1)])], positive ? 1 : half);
            return positive ? Becomes(site, c, Polynomial.Term(1, [], [log]))
                : [site.With([new(log.Atom.Map(s => c.Slots[s.Ordinal - 2]), 1), new(c, site.Factor.Exponent - (2 * half)), .. site.Without(site.Step.Factor)])];
        });

    /// <summary>The entry of the diagonal at the row, over the body's parameters, if the matrix is a diagonal one.</summary>
    public static Closure? OnDiagonal(Closure c) => c.Axes == 1 && c.Body.Terms.All(t => t.Monomial.Factors.Any(f => f.Key == One.Key))
        ? new(ClosureKind.Base, Polynomial.Of(c.Body.Parameters, c.Body.Terms.Select(t => Polynomial.Term(
            t.Coefficient, t.Monomial.Bound, t.Monomial.Factors.Where(f => f.Key != One.Key).Select(f => f.Map(s => s == Own.Column ? Own.Row : s))))), [Own.Row, Own.Row, .. Outer(c)])
        : null;

    // data: which factor, of which term, and number: its power; without data the number itself is drawn out.
    // a(i)·P is the diagonal matrix of a^e times P, and a(j)·P is P times that; the inverse of the product is the product of the inverses, with
    // the diagonal on the other side, the determinant the product of the determinants. Where the inverse is defined, a^e is not 0. The determinant
    // of the diagonal is a^(e·n) for a scalar a over n rows, and exp(e·sum log a) for a > 0. Every term has to hold a^e, unless a > 0; a power
    // that is no integer needs a > 0.
    public static Rule Scale { get; } = new(
        "scale-matrix", "inv(a(i)·P)(i,j) = inv(P)(i,j)/a(j) and det(a(i)·P) = exp(sum_i log a(i))·det(P) for a > 0, a^n·det(P) for a scalar a and a fixed size n, else det(a(i)·1)·det(P) where the power of a is an integer; likewise with a(j)", site =>
        {
            Closure c = Matrix(site);
            (Factor taken, Polynomial rest) = Taken(site, c);
            ImmutableArray<Slot> slots = taken.Atom.Slots;
            Slot[] own = [.. slots.Where(s => s.Ordinal < 2).Distinct()];
            site.Require(own.Length < 2 && !slots.Any(s => s.IsBound), "the factor is no function of the row or of the column alone");
            bool positive = site.Replay.Positivity.IsPositive(taken.Atom);
            int? size = own.Length == 0 ? c.Body.Parameters[0].Size : null;
            site.Require(positive || taken.Exponent.IsInteger, "the factor is not known to be positive");
            site.Require(positive || c.Kind == ClosureKind.Inverse || size is not null || !taken.Exponent.IsOne || !IsUnit(rest), "nothing is left of the matrix");
            Factor scale = c.Kind == ClosureKind.Inverse ? new(taken.Atom.Map(s => s.Ordinal < 2 ? Slot.Parameter(1 - s.Ordinal) : s), -taken.Exponent)
                : size is { } n ? new(taken.Atom, taken.Exponent * n)
                : positive ? ExpSum(c, ContentRules.Log(taken.Atom, c.Body.Parameters), taken.Exponent)
                : new(Alike(c, Polynomial.Of(c.Body.Parameters, [Polynomial.Term(1, [], [One, new(taken.Atom, 1)])])), taken.Exponent);
            return Becomes(site, c, Polynomial.Term(1, [], [scale, new(Alike(c, rest), 1)]));
        });

    // matrices: as for factor-matrix, or a column u over the row and the outer parameters, and a row v' over the column and these.
    // Sylvester's identity: both are the determinant of the block matrix (1, -U; V, 1), eliminated from either side. (1 + U·V)·(1 - U·inv(1 +
    // V·U)·V) = 1 + U·V - U·(1 + V·U)·inv(1 + V·U)·V = 1, where 1 + V·U is invertible just if 1 + U·V is. For a column and a row the inner matrix
    // has one entry.
    public static Rule Exchange { get; } = new(
        "exchange-product", "det(1 + U·V) = det(1 + V·U) and inv(1 + U·V) = 1 - U·inv(1 + V·U)·V for U and V that are defined where M is, if the inner steps turn M - 1 - U·V into 0; for a column u and a row v' the inner one is the number 1 + v'·u", site =>
        {
            Closure c = Matrix(site);
            (Closure u, Closure v) = Factors(site, c, [Polynomial.Term(-1, [], [One])]);
            MonomialTerm unit = Polynomial.Term(1, [], [One]);
            ImmutableArray<Dimension> n = c.Body.Parameters[..1], k = u.Body.Parameters[1..^c.Outer.Length];
            if (k is [var m])
            {
                Closure exchanged = Alike(c, Polynomial.Of([m, m, .. c.Body.Parameters[2..]], [unit, Product(v, u)]));
                return Becomes(site, c, c.Kind == ClosureKind.Determinant ? [Polynomial.Term(1, [], [new(exchanged, 1)])] :
                    [unit, Polynomial.Term(-1, [m, m], [At(u, Own.Row, Slot.Bound(0)), At(exchanged, Slot.Bound(0), Slot.Bound(1)), At(v, Slot.Bound(1), Own.Column)])]);
            }

            MonomialTerm vu = Polynomial.Term(1, n, new[] { v, u }.Select(x => new Factor(x.At([Slot.Bound(0), .. Outer(c)]), 1)));
            var sum = Closure.Over(ClosureKind.Base, Polynomial.Of(c.Body.Parameters, [Polynomial.Term(1, [], []), vu]));
            return Becomes(site, c, c.Kind == ClosureKind.Determinant ? [Polynomial.Term(1, [], [new(sum, 1)])] :
                [unit, Polynomial.Term(-1, [], [new(u, 1), new(v, 1), new(sum, -1)])]);
        })
    {
        Remainder = site => Remainder(Matrix(site), Named(site, Matrix(site)), [Polynomial.Term(-1, [], [One])]),
    };

    // The matrix, and further terms, without the product of those that the step names.
    private static Polynomial Remainder(Closure c, (Closure Left, Closure Right) named, IEnumerable<MonomialTerm> more)
    {
        MonomialTerm product = named.Right.Slots.Contains(Own.Row) ? Product(named.Left, named.Right) : Polynomial.Term(1, [], [new(named.Left, 1), new(named.Right, 1)]);
        return Polynomial.Of(c.Body.Parameters, [.. c.Body.Terms, product with { Coefficient = -product.Coefficient }, .. more]);
    }

    private static (Closure Left, Closure Right) Factors(Site site, Closure c, IEnumerable<MonomialTerm> more)
    {
        (Closure Left, Closure Right) named = Named(site, c);
        site.Require(site.Replay.Run(Remainder(c, named, more), site.Step.Inner).IsZero, "the matrix is not known to be that product");
        return named;
    }

    // The matrices that the step names, in brackets.
    private static (Closure Left, Closure Right) Named(Site site, Closure c)
    {
        (Polynomial left, Polynomial right) = (site.Matrix(0), site.Matrix(1));
        ImmutableArray<Dimension> n = c.Body.Parameters[..1], outer = c.Body.Parameters[2..], k = [.. left.Parameters.Skip(1).SkipLast(outer.Length)];
        bool fit = k.Length < 2 && left.Parameters.SequenceEqual([.. n, .. k, .. outer]) && right.Parameters.SequenceEqual([.. k, .. n, .. outer]);
        site.Require(fit, "the matrices have other rows and columns");
        ImmutableArray<Slot> inner = [.. k.Select(_ => Own.Column)], before = [.. k.Select(_ => Own.Row)];
        Closure u = new(ClosureKind.Base, left, [Own.Row, .. inner, .. Outer(c)]), v = new(ClosureKind.Base, right, [.. before, Own.Column, .. Outer(c)]);
        site.Require(IsDefined(site, u, c.Body) && IsDefined(site, v, c.Body), "a matrix may be undefined");
        return (u, v);
    }

    // Whether each factor is defined of itself, or met in the whole, at indices that are all of its values or the same.
    public static bool IsDefined(Site site, Closure part, Polynomial whole)
    {
        ImmutableArray<Factor> met = [.. whole.Terms.SelectMany(t => t.Monomial.Factors)];
        return part.Body.Terms.SelectMany(t => t.Monomial.Factors).All(f => site.Replay.Positivity.IsDefined(f)
            || met.Any(g => g.Exponent == f.Exponent && g.Atom.Head == f.Atom.Head && Covers(g.Atom.Slots, f.Map(s => s.IsBound ? s : part.Slots[s.Ordinal]).Atom.Slots)));

        static bool Covers(ImmutableArray<Slot> all, ImmutableArray<Slot> some) =>
            all.Where(IsOwn).Distinct().Count() == all.Count(IsOwn) && all.Zip(some).All(s => IsOwn(s.First) || s.First == s.Second);

        static bool IsOwn(Slot s) => s.IsBound || s.Ordinal < 2;
    }

    private static Closure Matrix(Site site)
    {
        Closure c = site.Closure(ClosureKind.Inverse, ClosureKind.Determinant);
        site.Require(c.Axes == 1, "rows and columns take several indices");
        return c;
    }

    private static ImmutableArray<Slot> Outer(Closure c) => Slot.Parameters(2, c.Outer.Length);

    // The inverse or determinant, as c is one, of another matrix over the same parameters.
    private static Closure Alike(Closure c, Polynomial body) =>
        new(c.Kind, body, c.Kind == ClosureKind.Inverse ? [Own.Row, Own.Column, .. Outer(c)] : Outer(c));

    private static Factor At(Closure matrix, Slot row, Slot column) => new(matrix.At([row, column, .. matrix.Slots[2..]]), 1);

    private static bool IsUnit(Polynomial matrix) =>
        matrix.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [var only] } }] && only.Key == One.Key;

    // The entry of L·R; the columns of L are indexed as the first parameter of R.
    public static MonomialTerm Product(Closure left, Closure right) =>
        Polynomial.Term(1, [right.Body.Parameters[0]], [At(left, Own.Row, Slot.Bound(0)), At(right, Slot.Bound(0), Own.Column)]);

    // exp(e·sum) of logarithms or of a diagonal, summed over the row or column, whichever occurs.
    private static Factor ExpSum(Closure c, IEnumerable<MonomialTerm> summands, Rational exponent) => new(Closure.Over(
        ClosureKind.Exp,
        Polynomial.Of(c.Body.Parameters, summands.Select(t => Polynomial.Term(t.Coefficient * exponent, [.. t.Monomial.Bound, c.Body.Parameters[0]], t.Monomial.Factors.Select(
            f => f.Map(s => s == Own.Row || s == Own.Column ? Slot.Bound(t.Monomial.Bound.Length) : s)))))), 1);

    // The value of the closure, over its body's parameters; that of a determinant is free of the row and the column.
    public static IEnumerable<MonomialTerm> Becomes(Site site, Closure c, params ImmutableArray<MonomialTerm> value)
    {
        int hidden = c.Body.Parameters.Length - c.Slots.Length;
        var result = Closure.Over(ClosureKind.Base, Polynomial.Of(c.Body.Parameters, value));
        site.Require(result.Slots.All(s => s.Ordinal >= hidden), "the value depends on the row or the column");
        return [site.With([new(result.Map(s => c.Slots[s.Ordinal - hidden]), site.Factor.Exponent), .. site.Without(site.Step.Factor)])];
    }

    private static (Factor Taken, Polynomial Others) Taken(Site site, Closure c)
    {
        if (site.Step.Data.IsEmpty)
        {
            Rational number = site.Step.Number;
            site.Require(!number.IsZero, "no such factor");
            Closure constant = new(ClosureKind.Base, Polynomial.Of([], [new(number, Monomial.One)]), []);
            return (new(constant, 1), c.Body.Times(1 / number));
        }

        Factor taken = new(ContentRules.Pointed(site, c.Body), site.Step.Number);
        bool invertible = site.Replay.Positivity.IsPositive(taken.Atom);
        return (taken, Polynomial.Of(c.Body.Parameters, c.Body.Terms.Select(t => Polynomial.Term(
            t.Coefficient, t.Monomial.Bound, ContentRules.Divide(site, t.Monomial, taken, invertible)))));
    }
}
