using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>A^k, the product of k factors A; A^0 = eye(n), A^(-k) = inv(A)^k. Shapes: (n,n), kept. Domain: det(A) is not 0 if k is
/// negative.</summary>
internal sealed class MatrixPower(Rational exponent) : Operator
{
    private const int Largest = 20;

    public override string Name => "matrix_pow";

    public override int Arity => 1;

    public override ImmutableArray<Parameter> Parameters { get; } = [new Parameter.Number(exponent)];

    public override Notation Notation => new(Fixity.Exponent, "^", "", 40);

    public override string Source => "definition; Petersen, Pedersen 2012, eqs. 90, 91";

    public override string Domain => exponent.Sign < 0 ? "det(A) not 0" : "";

    private int Count => (int)Rational.Abs(exponent).Numerator;

    public override Shape InferShape(ImmutableArray<Shape> arguments) => arguments[0] switch
    {
        { IsSquare: false } or { IsScalar: true } => throw ShapeErrors.Needs("^", "a scalar or a square matrix", arguments[0], "did you mean .^ ?"),
        _ when !exponent.IsInteger || Rational.Abs(exponent) > Largest =>
            throw new ShapeException($"^ takes a matrix to a whole power from -{Largest} to {Largest}, not to {exponent}; did you mean .^ ?"),
        _ => arguments[0],
    };

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        if (exponent.IsZero)
        {
            return at.Define(Delta(at.Row, at.Column));
        }

        Term entry = Factor(at, Inner(at, Count - 1), at.Column);
        for (int k = Count - 2; k >= 0; k--)
        {
            entry = Sum(Inner(at, k + 1), Product(Factor(at, Inner(at, k), Inner(at, k + 1)), entry));
        }

        return at.Define(entry);
    }

    /// <summary>The sum of (A')^r*G*(A')^(k-1-r) over r = 0, ..., k-1; for a negative power that of -(A')^(-r)*G*(A')^(-k-1+r), r = 1, ..., k.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Expr a = at.Arguments[0];
        if (exponent.IsZero)
        {
            return Expr.Zeros(a.Shape);
        }

        Expr Term(int r) => exponent.Sign > 0
            ? Times(Times(Raised(a.T, r), cotangent), Raised(a.T, Count - 1 - r))
            : Times(Times(Raised(a.T, -(r + 1)), cotangent), Raised(a.T, r - Count));
        Expr sum = Enumerable.Range(1, Count - 1).Aggregate(Term(0)!, (total, r) => total + Term(r)!);
        return exponent.Sign > 0 ? sum : -sum;

        static Expr? Raised(Expr x, int power) => power == 0 ? null : Expr.Pow(x, power);
        static Expr Times(Expr? x, Expr? y) => x is null ? y! : y is null ? x : x * y;
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Value factor = exponent.Sign < 0 ? program.Inverse(arguments[0]) : arguments[0];
        return exponent.IsZero
            ? program.Identity(at.Shape.Rows)
            : Enumerable.Range(1, Count - 1).Aggregate(factor, (product, _) => program.Product(product, factor));
    }

    private Term Factor(Meaning at, MultiIndex row, MultiIndex column) => exponent.Sign > 0 ? at.Argument(0, row, column) : at.Inverse(row, column);

    private static MultiIndex Inner(Meaning at, int k) => k == 0 ? at.Row : at.Row.Named($"p{k}");
}
