namespace DerivationKit.Kernel;

/// <summary>The derivative relation: the directional derivative of an elaborated term in one tensor variable. No answer means 0.</summary>
/// <remarks>Each case is a rule of calculus, valid where the term and the result are defined; a fractional power also needs a positive base,
/// since it is not differentiable at 0 from both sides.</remarks>
internal sealed class Differentiation(Elaboration elaboration, string variable, Func<ImmutableArray<Index>, Term> direction)
{
    /// <summary>D term.</summary>
    public Term? Of(Term term)
    {
        elaboration.Count();
        return term switch
        {
            Number or Size or Delta or AtLeast => null,
            Entry e => e.Tensor == variable ? direction(e.Indices) : null,
            Add a => Total([.. a.Terms.Select(Of)]),
            Multiply m => Product(m),
            Sum s => Of(s.Body) is { } body ? new Sum(s.Index, body) : null,
            Function f => Of(f.Argument) is { } inner ? new Multiply([Outer(f), inner]) : null,
            Power { Base: Power root } p when IsPowerOfRoot(p, root) => Of(new Power(root.Base, root.Exponent * p.Exponent)),
            Power p => Of(p.Base) is { } inner && !p.Exponent.IsZero ? Power(p, inner) : null,
            Inverse v => Of(v.Matrix.Body) is { } inner ? Inverse(v, inner) : null,
            Determinant d => Of(d.Matrix.Body) is { } inner ? Determinant(d, inner) : null,
            MatrixExponential x => Of(x.Matrix.Body) is { } inner ? Exponential(x, inner) : null,
            _ => throw new KernelException($"{term.GetType().Name} cannot be differentiated"),
        };
    }

    // (u^q)^n is u^(qn) all around the point, 0 included, where u is a sum of squares, q > 0, and n a natural number.
    private static bool IsPowerOfRoot(Power p, Power root) => p.Exponent is { IsInteger: true, Sign: > 0 } && root.Exponent.Sign > 0 && IsSquares(root.Base);

    // Not negative anywhere, by its form alone: sums and products of even powers, natural numbers and sizes.
    private static bool IsSquares(Term term) => term switch
    {
        Power p => p.Exponent is { IsInteger: true, Sign: > 0, Numerator.IsEven: true },
        Number n => n.Value.Sign >= 0,
        Size => true,
        Sum or Add or Multiply => Reading.Children(term).All(IsSquares),
        _ => false,
    };

    private static Add? Total(ImmutableArray<Term?> terms) =>
        terms.OfType<Term>().ToImmutableArray() is { IsEmpty: false } some ? new Add(some) : null;

    // D(f·g·h) = Df·g·h + f·Dg·h + f·g·Dh.
    private Add? Product(Multiply m) =>
        Total([.. m.Factors.Select((f, i) => Of(f) is { } inner ? new Multiply(m.Factors.SetItem(i, inner)) : null)]);

    // exp' = exp, log' = 1/·, sin' = cos, cos' = -sin, arcsin' = (1 - ·²)^(-1/2) inside, arctan' = 1/(1 + ·²), and
    // erf' = 2 π^(-1/2) exp(-·²) with π = 4 arctan 1.
    private Term Outer(Function f)
    {
        Term x = f.Argument, square = new Power(x, 2), minus = new Multiply([new Number(-1), square]), inside = new Add([new Number(1), minus]);
        return f.Name switch
        {
            ScalarFunction.Exp => f,
            ScalarFunction.Log => new Power(x, -1),
            ScalarFunction.Sin => new Function(ScalarFunction.Cos, x),
            ScalarFunction.Cos => new Multiply([new Number(-1), new Function(ScalarFunction.Sin, x)]),
            ScalarFunction.Arcsin => new Power(Positive(inside), new Rational(-1, 2)),
            ScalarFunction.Arctan => new Power(new Add([new Number(1), square]), -1),
            ScalarFunction.Erf => new Multiply([new Number(2), new Power(Pi, new Rational(-1, 2)), new Function(ScalarFunction.Exp, minus)]),
            _ => throw new KernelException($"no derivative is known for {f.Name}"),
        };
    }

    private static Multiply Pi => new([new Number(4), new Function(ScalarFunction.Arctan, new Number(1))]);

    // What must be greater than 0 for there to be a derivative.
    private Term Positive(Term term)
    {
        elaboration.Oblige(ConditionKind.Positive, term);
        return term;
    }

    // (x^q)' = q·x^(q-1).
    private Multiply Power(Power p, Term inner) =>
        new([new Number(p.Exponent), new Power(p.Exponent.IsInteger ? p.Base : Positive(p.Base), p.Exponent - Rational.One), inner]);

    // D inv(B)(i,j) = -sum_pq inv(B)(i,p) DB(p,q) inv(B)(q,j).
    private Term Inverse(Inverse v, Term inner) => Through(v.Matrix, inner, (p, q) =>
        new Multiply([new Number(-1), new Inverse(v.Matrix, v.Rows, p), new Inverse(v.Matrix, q, v.Columns)]));

    // D exp(sB) is the integral of exp(uB)·DB·exp((s-u)B) over u from 0 to s: each pair (a,b) becomes (a,p) and (q,b) in turn, which share
    // its time. That is sum_pq over DB(p,q); no pair but the one that is split changes.
    private Term Exponential(MatrixExponential x, Term inner) => Through(x.Matrix, inner, (p, q) => new Add([
        .. Enumerable.Range(0, x.Indices.Length / 2).Select(r => new MatrixExponential(x.Matrix, [.. x.Indices[..((2 * r) + 1)], .. p, .. q, .. x.Indices[((2 * r) + 1)..]]))]));

    // sum_pq DB(p,q)·outer(p,q). The parameters of B cannot be p and q, since the indices of the outer term may have their names.
    private Term Through(Abstraction matrix, Term inner, Func<ImmutableArray<Index>, ImmutableArray<Index>, Term> outer)
    {
        ImmutableArray<Index> own = matrix.Parameters, fresh = [.. own.Select(i => i with { Name = elaboration.Fresh(i.Name) })];
        int half = own.Length / 2;
        Term entry = Total(own, new Multiply([.. own.Zip(fresh, (i, f) => new Delta(i, f)), inner]));
        return Total(fresh, new Multiply([entry, outer(fresh[..half], fresh[half..])]));
    }

    private static Term Total(ImmutableArray<Index> indices, Term body) => indices.Reverse().Aggregate(body, (term, index) => new Sum(index, term));

    // D det(B) = det(B) sum_pq inv(B)(q,p) DB(p,q), where det(B) is not 0.
    private Multiply Determinant(Determinant d, Term inner)
    {
        elaboration.Oblige(ConditionKind.NonZero, d);
        ImmutableArray<Index> own = d.Matrix.Parameters;
        int half = own.Length / 2;
        return new([d, Total(own, new Multiply([new Inverse(d.Matrix, own[half..], own[..half]), inner]))]);
    }
}
