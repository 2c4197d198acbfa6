using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit;

/// <content>The elementwise functions by name. F#'s own exp, log, abs, sin, cos, tan, sinh, cosh and tanh call them too.</content>
public abstract partial class Expr
{
    /// <summary>π as 4 arctan(1). Shapes: a scalar.</summary>
    public static Expr Pi => 4 * Arctan(One);

    /// <summary>The elementwise exponential exp(A)[i,j] = e^A[i,j]. Shapes: any, kept.</summary>
    public static Expr Exp(Expr a) => Apply(new Exponential(), a);

    /// <summary>The elementwise natural logarithm log(A)[i,j] = ln A[i,j]. Shapes: any, kept. Domain: every entry positive.</summary>
    public static Expr Log(Expr a) => Apply(new Logarithm(), a);

    /// <summary>The magnitudes abs(A)[i,j] = |A[i,j]|. Shapes: any, kept. Differentiable: every entry not 0.</summary>
    public static Expr Abs(Expr a) => Apply(new AbsoluteValue(), a);

    /// <summary>The signs sign(A)[i,j] = A[i,j]/|A[i,j]|, each 1 or -1. Shapes: any, kept. Domain: every entry not 0.</summary>
    public static Expr Sign(Expr a) => Apply(new Signum(), a);

    /// <summary>The unit steps step(A)[i,j] = (1 + sign A[i,j])/2, each 1 or 0. Shapes: any, kept. Domain: every entry not
    /// 0.</summary>
    public static Expr Step(Expr a) => Apply(new HeavisideStep(), a);

    /// <summary>The positive parts relu(A)[i,j] = (A[i,j] + |A[i,j]|)/2. Shapes: any, kept. Differentiable: every entry not
    /// 0.</summary>
    public static Expr Relu(Expr a) => Apply(new RectifiedLinear(), a);

    /// <summary>The logistic sigmoid sigmoid(A)[i,j] = 1/(1 + e^-A[i,j]). Shapes: any, kept.</summary>
    public static Expr Sigmoid(Expr a) => Apply(new LogisticSigmoid(), a);

    /// <summary>softplus(A)[i,j] = log(1 + e^A[i,j]), a smooth positive part. Shapes: any, kept.</summary>
    public static Expr Softplus(Expr a) => Apply(new Softplus(), a);

    /// <summary>The elementwise hyperbolic tangent tanh(A)[i,j] = sinh A[i,j] / cosh A[i,j]. Shapes: any, kept.</summary>
    public static Expr Tanh(Expr a) => Apply(new HyperbolicTangent(), a);

    /// <summary>The elementwise hyperbolic sine sinh(A)[i,j] = (e^A[i,j] - e^-A[i,j])/2. Shapes: any, kept.</summary>
    public static Expr Sinh(Expr a) => Apply(new HyperbolicSine(), a);

    /// <summary>The elementwise hyperbolic cosine cosh(A)[i,j] = (e^A[i,j] + e^-A[i,j])/2. Shapes: any, kept.</summary>
    public static Expr Cosh(Expr a) => Apply(new HyperbolicCosine(), a);

    /// <summary>The elementwise sine sin(A)[i,j] = sin A[i,j]. Shapes: any, kept.</summary>
    public static Expr Sin(Expr a) => Apply(new Sine(), a);

    /// <summary>The elementwise cosine cos(A)[i,j] = cos A[i,j]. Shapes: any, kept.</summary>
    public static Expr Cos(Expr a) => Apply(new Cosine(), a);

    /// <summary>The elementwise tangent tan(A)[i,j] = sin A[i,j] / cos A[i,j]. Shapes: any, kept. Domain: no entry an odd multiple of
    /// π/2.</summary>
    public static Expr Tan(Expr a) => Apply(new Tangent(), a);

    /// <summary>The elementwise inverse sine, between -π/2 and π/2. Shapes: any, kept. Domain: every entry between -1 and 1;
    /// differentiable inside.</summary>
    public static Expr Arcsin(Expr a) => Apply(new ArcSine(), a);

    /// <summary>The elementwise inverse cosine, between 0 and π. Shapes: any, kept. Domain: every entry between -1 and 1;
    /// differentiable inside.</summary>
    public static Expr Arccos(Expr a) => Apply(new ArcCosine(), a);

    /// <summary>The elementwise inverse tangent, between -π/2 and π/2. Shapes: any, kept.</summary>
    public static Expr Arctan(Expr a) => Apply(new ArcTangent(), a);

    /// <summary>The elementwise error function erf(A)[i,j] = 2/√π ∫_0^A[i,j] exp(-t^2) dt. Shapes: any, kept.</summary>
    public static Expr Erf(Expr a) => Apply(new ErrorFunction(), a);

    /// <summary>The elementwise Gaussian error linear unit gelu(A)[i,j] = A[i,j] (1 + erf(A[i,j]/√2))/2. Shapes: any, kept.</summary>
    public static Expr Gelu(Expr a) => Apply(new GaussianErrorLinear(), a);

    /// <summary>The larger of each two entries, max(A, B)[i,j]. Shapes: equal. Differentiable: no entry of A equal to that of B.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr Max(Expr a, Expr b) => Apply(new Maximum(), a, b);

    /// <summary>The smaller of each two entries, min(A, B)[i,j]. Shapes: equal. Differentiable: no entry of A equal to that of B.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr Min(Expr a, Expr b) => Apply(new Minimum(), a, b);
}
