using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit;

/// <content>The operators of C# and F#, so that an expression is written as on paper. Nothing is simplified: x + 0 stays x + 0.
/// Numbers are exact, so they are integers, rationals and decimals, as in 0.1m*x: the double 0.1 is not 1/10.</content>
public abstract partial class Expr
{
    /// <summary>The transpose A'[i,j] = A[j,i]. Shapes: (m,n) to (n,m).</summary>
    public Expr T => Apply(new Transposition(), this);

    /// <summary>The sum A + B, entry by entry. Shapes: equal.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr operator +(Expr a, Expr b) => Apply(new Addition(), a, b);

    /// <summary>The sum a + c of a scalar and a number.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator +(Expr a, Rational c) => a + Constant(c);

    /// <summary>The sum c + a of a number and a scalar.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator +(Rational c, Expr a) => Constant(c) + a;

    /// <summary>The sum a + c of a scalar and a number.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator +(Expr a, int c) => a + Constant(c);

    /// <summary>The sum a + c of a scalar and a number.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator +(Expr a, decimal c) => a + Constant(c);

    /// <summary>The sum c + a of a number and a scalar.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator +(int c, Expr a) => Constant(c) + a;

    /// <summary>The sum c + a of a number and a scalar.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator +(decimal c, Expr a) => Constant(c) + a;

    /// <summary>The difference A - B, entry by entry. Shapes: equal.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr operator -(Expr a, Expr b) => Apply(new Subtraction(), a, b);

    /// <summary>The difference a - c of a scalar and a number.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator -(Expr a, Rational c) => a - Constant(c);

    /// <summary>The difference c - a of a number and a scalar.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator -(Rational c, Expr a) => Constant(c) - a;

    /// <summary>The difference a - c of a scalar and a number.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator -(Expr a, int c) => a - Constant(c);

    /// <summary>The difference a - c of a scalar and a number.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator -(Expr a, decimal c) => a - Constant(c);

    /// <summary>The difference c - a of a number and a scalar.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator -(int c, Expr a) => Constant(c) - a;

    /// <summary>The difference c - a of a number and a scalar.</summary>
    /// <exception cref="ShapeException">a is not a scalar.</exception>
    public static Expr operator -(decimal c, Expr a) => Constant(c) - a;

    /// <summary>The negative -A, entry by entry. Shapes: any, kept.</summary>
    public static Expr operator -(Expr a) => Apply(new Negation(), a);

    /// <summary>The matrix product (A*B)[i,j] = sum_p A[i,p] B[p,j]; a scalar factor scales the other. Shapes: (m,p), (p,n) to (m,n).</summary>
    /// <exception cref="ShapeException">A does not have as many columns as B has rows, and neither is a scalar.</exception>
    public static Expr operator *(Expr a, Expr b) => Apply(new Product(), a, b);

    /// <summary>A*c, every entry times a number. Shapes: any, kept.</summary>
    public static Expr operator *(Expr a, Rational c) => a * Constant(c);

    /// <summary>c*A, every entry times a number. Shapes: any, kept.</summary>
    public static Expr operator *(Rational c, Expr a) => Constant(c) * a;

    /// <summary>A*c, every entry times a number. Shapes: any, kept.</summary>
    public static Expr operator *(Expr a, int c) => a * Constant(c);

    /// <summary>A*c, every entry times a number. Shapes: any, kept.</summary>
    public static Expr operator *(Expr a, decimal c) => a * Constant(c);

    /// <summary>c*A, every entry times a number. Shapes: any, kept.</summary>
    public static Expr operator *(int c, Expr a) => Constant(c) * a;

    /// <summary>c*A, every entry times a number. Shapes: any, kept.</summary>
    public static Expr operator *(decimal c, Expr a) => Constant(c) * a;

    /// <summary>The quotient A/s, every entry divided by a scalar. Domain: s is not 0.</summary>
    /// <exception cref="ShapeException">The divisor is not a scalar.</exception>
    public static Expr operator /(Expr a, Expr s) => Apply(new Division(), a, s);

    /// <summary>A/c, every entry divided by a number. Domain: c is not 0.</summary>
    public static Expr operator /(Expr a, Rational c) => a / Constant(c);

    /// <summary>The quotient c/s of a number and a scalar. Domain: s is not 0.</summary>
    /// <exception cref="ShapeException">The divisor is not a scalar.</exception>
    public static Expr operator /(Rational c, Expr s) => Constant(c) / s;

    /// <summary>A/c, every entry divided by a number. Domain: c is not 0.</summary>
    public static Expr operator /(Expr a, int c) => a / Constant(c);

    /// <summary>A/c, every entry divided by a number. Domain: c is not 0.</summary>
    public static Expr operator /(Expr a, decimal c) => a / Constant(c);

    /// <summary>The quotient c/s of a number and a scalar. Domain: s is not 0.</summary>
    /// <exception cref="ShapeException">The divisor is not a scalar.</exception>
    public static Expr operator /(int c, Expr s) => Constant(c) / s;

    /// <summary>The quotient c/s of a number and a scalar. Domain: s is not 0.</summary>
    /// <exception cref="ShapeException">The divisor is not a scalar.</exception>
    public static Expr operator /(decimal c, Expr s) => Constant(c) / s;

    /// <summary>The Hadamard product (A .* B)[i,j] = A[i,j] B[i,j]. Shapes: equal.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr Hadamard(Expr a, Expr b) => Apply(new HadamardProduct(), a, b);

    /// <summary>The Hadamard quotient (A ./ B)[i,j] = A[i,j] / B[i,j]; a scalar numerator stands above every entry. Shapes: equal, or a
    /// scalar by anything. Domain: no entry of B is 0.</summary>
    /// <exception cref="ShapeException">The shapes differ and A is not a scalar.</exception>
    public static Expr HadamardDivide(Expr a, Expr b) => Apply(new HadamardDivision(), a, b);

    /// <summary>The power x^p of a scalar or a square matrix. Domain: x not 0, or the matrix invertible, if p is negative.</summary>
    /// <exception cref="ShapeException">x is neither.</exception>
    public static Expr Pow(Expr x, int p) => Pow(x, (Rational)p);

    /// <summary>The power x^p of a scalar, or the whole power of a square matrix. Domain: every x for p = 0, 1, 2, ...; x not 0, or the
    /// matrix invertible, for a negative integer p; otherwise x positive, and 0 too if p is positive.</summary>
    /// <exception cref="ShapeException">x is neither a scalar nor a square matrix, or p is not whole for a matrix.</exception>
    public static Expr Pow(Expr x, Rational p) => Apply(x is { Shape: { IsSquare: true, IsScalar: false } } ? new MatrixPower(p) : new ScalarPower(p), x);

    /// <summary>The power a^b = exp(b log a) of a scalar by a scalar; by a constant it is that constant power, and by the size of a
    /// dimension the product of so many factors. Domain: a positive, unless b is one of these.</summary>
    /// <exception cref="ShapeException">a or b is not a scalar.</exception>
    public static Expr Pow(Expr a, Expr b) => b switch
    {
        Constant c => Pow(a, c.Value),
        Apply { Operator: DimensionSize { Parameters: [Parameter.Size size] } } when a is { Shape.IsScalar: true } => Apply(new SizePower(size.Value), a),
        _ => Apply(new ScalarVariablePower(), a, b),
    };

    /// <summary>The elementwise power (A .^ p)[i,j] = A[i,j]^p. Shapes: any, kept. Domain: no entry 0 if p is negative.</summary>
    public static Expr HadamardPower(Expr a, int p) => HadamardPower(a, (Rational)p);

    /// <summary>The elementwise power (A .^ p)[i,j] = A[i,j]^p. Shapes: any, kept. Domain: every entry for p = 0, 1, 2, ...; entries that
    /// are not 0 for a negative integer p; otherwise positive entries, and 0 too if p is positive.</summary>
    public static Expr HadamardPower(Expr a, Rational p) => Apply(new HadamardPower(p), a);

    /// <summary>The elementwise power (A .^ B)[i,j] = A[i,j]^B[i,j] = exp(B[i,j] log A[i,j]); a scalar exponent is the same for every entry,
    /// and a constant one is that constant power. Shapes: equal, or anything to a scalar. Domain: every entry of A positive, unless the
    /// exponent is a constant.</summary>
    /// <exception cref="ShapeException">The shapes differ and B is not a scalar.</exception>
    public static Expr HadamardPower(Expr a, Expr b) =>
        b is Constant c ? HadamardPower(a, c.Value) : Apply(new HadamardVariablePower(), a, b);

    /// <summary>The elementwise square root, which is the power 1/2: x^(1/2) of a scalar, A.^(1/2) of an array. Domain: entries at least
    /// 0; differentiable where they are positive.</summary>
    public static Expr Sqrt(Expr a) => a is { Shape.IsScalar: true } ? Pow(a, new Rational(1, 2)) : HadamardPower(a, new Rational(1, 2));
}
