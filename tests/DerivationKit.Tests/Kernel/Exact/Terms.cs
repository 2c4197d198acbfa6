using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Short names for terms, as an index formula is written on paper.</summary>
internal static class Terms
{
    public static readonly Dimension N = Dimension.Named("n");
    public static readonly Dimension K = Dimension.Named("k");

    public static readonly Dimension Two = Dimension.Of(2);
    public static readonly Dimension Three = Dimension.Of(3);

    /// <summary>Indices of the dimension n.</summary>
    public static readonly Index I = new("i", N), J = new("j", N), P = new("p", N), Q = new("q", N);

    /// <summary>The row and the column of a matrix of which the inverse or determinant is taken.</summary>
    public static readonly Index R = new("r", N), S = new("s", N);

    /// <summary>Indices of the dimension k.</summary>
    public static readonly Index C = new("c", K), E = new("e", K);

    /// <summary>Indices of the dimensions 2 and 3.</summary>
    public static readonly Index F = new("f", Two), G = new("g", Two), U = new("u", Three), V = new("v", Three);

    public static Term Num(Rational value) => new Number(value);

    public static Term At(string tensor, params ImmutableArray<Index> indices) => new Entry(tensor, indices);

    public static Term Delta(Index left, Index right) => new Delta(left, right);

    public static Term Add(params ImmutableArray<Term> terms) => new Add(terms);

    public static Term Mul(params ImmutableArray<Term> factors) => new Multiply(factors);

    public static Term Neg(Term term) => Mul(Num(-1), term);

    public static Term Sum(Index index, Term body) => new Sum(index, body);

    public static Term Pow(Term @base, Rational exponent) => new Power(@base, exponent);

    public static Term Inv(Term term) => Pow(term, -1);

    public static Term Root(Term term) => Pow(term, new Rational(1, 2));

    public static Term Exp(Term term) => new Function(ScalarFunction.Exp, term);

    public static Term Log(Term term) => new Function(ScalarFunction.Log, term);

    public static Term Sin(Term term) => new Function(ScalarFunction.Sin, term);

    public static Term Cos(Term term) => new Function(ScalarFunction.Cos, term);

    public static Term Arcsin(Term term) => new Function(ScalarFunction.Arcsin, term);

    public static Term Arctan(Term term) => new Function(ScalarFunction.Arctan, term);

    public static Term Erf(Term term) => new Function(ScalarFunction.Erf, term);

    public static Term Causal(Index left, Index right) => new AtLeast(left, right);

    public static Term Size(Dimension dimension) => new Size(dimension);

    /// <summary>An entry of the inverse of the matrix over r and s that the body gives.</summary>
    public static Term Inverse(Term body, Index row, Index column) => new global::DerivationKit.Kernel.Inverse(Tensor([R, S], body), row, column);

    /// <summary>The determinant of that matrix.</summary>
    public static Term Det(Term body) => new Determinant(Tensor([R, S], body));

    /// <summary>Entries of exponentials of that matrix over times that add up to 1.</summary>
    public static Term Expm(Term body, params ImmutableArray<Index> pairs) => new MatrixExponential(Tensor([R, S], body), pairs);
    /// <summary>An entry of the inverse of a matrix whose row is (r,c) and whose column is given.</summary>
    public static Term Inverse(Term body, ImmutableArray<Index> columns, ImmutableArray<Index> at) =>
        new global::DerivationKit.Kernel.Inverse(Tensor([R, C, .. columns], body), at[..2], at[2..]);

    /// <summary>The determinant of the matrix over (r,c) and (s,e).</summary>
    public static Term DetOfPairs(Term body) => new Determinant(Tensor([R, C, S, E], body));

    /// <summary>The determinant of a matrix over two indices of a fixed size.</summary>
    public static Term Det(Index row, Index column, Term body) => new Determinant(Tensor([row, column], body));

    public static Abstraction Tensor(ImmutableArray<Index> parameters, Term body) => new(parameters, body);

    public static Term D(Formal variable, Term body, Abstraction point, Abstraction direction) =>
        new global::DerivationKit.Kernel.Derivative(variable, body, point, direction);

    public static Term Apply(Definition definition, ImmutableArray<Abstraction> arguments, params ImmutableArray<Index> indices) =>
        new global::DerivationKit.Kernel.Apply(definition, arguments, indices);
}
