using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Terms;
using static DerivationKit.Tests.Kernel.FunctionTerms;

namespace DerivationKit.Tests.Kernel;

/// <summary>Identities of elementary functions, and false twins of them. Sources: Abramowitz, Stegun, Handbook of Mathematical Functions
/// (1964), 4.2-4.5 and 7.1; Boyd, Vandenberghe, Convex Optimization (2004) for norms, Huber's function and soft thresholds.</summary>
internal static class FunctionClaims
{
    private static readonly ImmutableArray<Tensor> Tensors =
    [
        new("M", [N, N], []), new("W", [N, K], []), new("a", [], []), new("b", [], []), new("c", [], []),
        new("p", [N], [Property.Positive]), new("s", [], [Property.Positive]), new("t", [], [Property.Positive]),
        new("x", [N], []), new("y", [N], []),
    ];

    private static Formula A => Var("a");

    private static Formula B => Var("b");

    private static Formula C => Var("c");

    private static Formula S => Var("s");

    private static Formula T => Var("t");

    private static Formula Xi => Var("x", I);

    private static Formula Yi => Var("y", I);

    private static Formula Xp => Var("x", P);

    private static Formula Yp => Var("y", P);

    private static Formula Norm => Sqrt(Sum(P, Xp ^ 2));

    public static readonly ImmutableDictionary<string, Statement> True = Read(
        ("tan' = 1 + tan²", D(Tan(A)), 1 + (Tan(A) ^ 2)),
        ("tan' = 1/cos²", D(Tan(A)), Cos(A) ^ -2),
        ("sin' = cos", D(Sin(A * B)), B * Cos(B * A)),
        ("cos' = -sin", D(Cos(A)), -Sin(A)),
        ("sin'' = -sin", D(D(Sin(A))), -Sin(A)),
        ("arcsin'", D(Arcsin(A)), (1 - (A ^ 2)) ^ -OneHalf),
        ("arccos'", D(Arccos(A)), -((1 - (A ^ 2)) ^ -OneHalf)),
        ("arctan'", D(Arctan(A)), 1 / (1 + (A ^ 2))),
        ("erf'", D(Erf(A)), 2 * Exp(-(A ^ 2)) / Sqrt(Pi)),
        ("erf''", D(D(Erf(A))), -4 * A * Exp(-(A ^ 2)) / Sqrt(Pi)),
        ("gelu'", D(Gelu(A)), ((1 + Erf(A / Sqrt(2))) / 2) + (A * Exp(-(A ^ 2) / 2) / Sqrt(2 * Pi))),
        ("sin(2x)", Sin(2 * A), 2 * Sin(A) * Cos(A)),
        ("cos(2x)", Cos(2 * A), 1 - (2 * (Sin(A) ^ 2))),
        ("cos(2x), the other", Cos(2 * A), (2 * (Cos(A) ^ 2)) - 1),
        ("sin(3x)", Sin(3 * A), (3 * Sin(A)) - (4 * (Sin(A) ^ 3))),
        ("cos(5x)", Cos(5 * A), (16 * (Cos(A) ^ 5)) - (20 * (Cos(A) ^ 3)) + (5 * Cos(A))),
        ("half angle", Sin(A / 2) ^ 2, (1 - Cos(A)) / 2),
        ("tan of a half", Tan(A / 2), Sin(A) / (1 + Cos(A))),
        ("tan of a half, the other", Tan(A / 2), (1 - Cos(A)) / Sin(A)),
        ("x/3 and x/2", Sin(A / 2) * Cos(A / 3), (Sin(5 * A / 6) + Sin(A / 6)) / 2),
        ("tan(2x)", Tan(2 * A), 2 * Tan(A) / (1 - (Tan(A) ^ 2))),
        ("tan(x+y)", Tan(A + B), (Tan(A) + Tan(B)) / (1 - (Tan(A) * Tan(B)))),
        ("product to sum", Sin(A) * Sin(B), (Cos(A - B) - Cos(A + B)) / 2),
        ("sum to product", Sin(A) + Sin(B), 2 * Sin((A + B) / 2) * Cos((A - B) / 2)),
        ("circle", (Sin(A * B) ^ 2) + (Cos(A * B) ^ 2), 1),
        ("circle under a sum", Sum(P, (Sin(Xp) ^ 2) + (Cos(Xp) ^ 2)), new Formula(Size(N))),
        ("1/(s²c²) under a sum", Sum(P, (Sin(Xp) ^ -2) * (Cos(Xp) ^ -2)), Sum(P, Sin(Xp) ^ -2) + Sum(P, Cos(Xp) ^ -2)),
        ("odd", Sin(B - A) + Arctan(B - A) + Erf(B - A) + Arcsin(B - A), -(Sin(A - B) + Arctan(A - B) + Erf(A - B) + Arcsin(A - B))),
        ("even", Cos(B - A), Cos(A - B)),
        ("arcsin + arccos", Arcsin(A) + Arccos(A), Pi / 2),
        ("cos(arccos x)", Cos(Arccos(A)), A),
        ("sin(arccos x)", Sin(Arccos(A)), Sqrt(1 - (A ^ 2))),
        ("sin(arcsin x)", Sin(Arcsin(A)), A),
        ("tan(arctan x)", Tan(Arctan(A)), A),
        ("tan(arcsin x)", Tan(Arcsin(A)), A / Sqrt(1 - (A ^ 2))),
        ("sin(2 arctan x)", Sin(2 * Arctan(A)), 2 * A / (1 + (A ^ 2))),
        ("cos(2 arctan x)", Cos(2 * Arctan(A)), (1 - (A ^ 2)) / (1 + (A ^ 2))),
        ("sin π", Sin(Pi), 0),
        ("cos π", Cos(Pi), -1),
        ("sin(x + π/2)", Sin(A + (Pi / 2)), Cos(A)),
        ("arcsin 1", Arcsin(1), Pi / 2),
        ("arccos 1", Arccos(1), 0),
        ("gradient of a sum of sines", Gradient(Sum(P, Sin(Xp) * Yp), I), Cos(Xi) * Yi),
        ("sin(x-y) entries", Sum(P, Sum(Q, Sin(Xp - Var("x", Q)))), 0),
        ("Kuramoto", Gradient(-Sum(P, Sum(Q, Cos(Xp - Var("x", Q)))) / 2, I), Sum(P, Sin(Xi - Xp))),

        ("|x|² = x²", Abs(A) ^ 2, A ^ 2),
        ("sign x |x| = x", Sign(A) * Abs(A), A),
        ("sign² = 1", Sign(A) ^ 2, 1),
        ("x sign x = |x|", A * Sign(A), Abs(A)),
        ("x/|x| = sign x", A / Abs(A), Sign(A)),
        ("|x|/x = sign x", Abs(A) / A, Sign(A)),
        ("1/sign = sign", 1 / Sign(A), Sign(A)),
        ("sign³ = sign", Sign(A) ^ 3, Sign(A)),
        ("D|x| = sign x", D(Abs(A)), Sign(A)),
        ("D(x|x|) = 2|x|", D(A * Abs(A)), 2 * Abs(A)),
        ("relu = x step", Relu(A), A * Step(A)),
        ("D relu = step", D(Relu(A)), Step(A)),
        ("step² = step", Step(A) ^ 2, Step(A)),
        ("step(-x) = 1 - step", Step(-A), 1 - Step(A)),
        ("relu² = x relu", Relu(A) ^ 2, A * Relu(A)),
        ("relu(x) - relu(-x) = x", Relu(A) - Relu(-A), A),
        ("relu(x) relu(-x) = 0", Relu(A) * Relu(-A), 0),
        ("max + min", Max(A, B) + Min(A, B), A + B),
        ("max min", Max(A, B) * Min(A, B), A * B),
        ("max symmetric", Max(A, B), Max(B, A)),
        ("max(x,0) = relu", Max(A, 0), Relu(A)),
        ("D max", D(Max(A, B)), Step(A - B)),
        ("|ab| = |a||b|", Abs(A * B), Abs(A) * Abs(B)),
        ("|a²b|", Abs((A ^ 2) * B), (A ^ 2) * Abs(B)),
        ("|a/b|", Abs(A / B), Abs(A) / Abs(B)),
        ("|-2a|", Abs(-2 * A), 2 * Abs(A)),
        ("sign(ab)", Sign(A * B), Sign(A) * Sign(B)),
        ("||a|| = |a|", Abs(Abs(A)), Abs(A)),
        ("|s| = s", Abs(S), S),
        ("|exp|", Abs(Exp(A)), Exp(A)),
        ("|a (b-c)|", Abs(A * (B - C)), Abs(A) * Abs(B - C)),
        ("|a-b| = |b-a|", Abs(A - B), Abs(B - A)),
        ("sign(a-b) |a-b|", Sign(A - B) * Abs(A - B), A - B),
        ("sqrt(a^4)", Sqrt(A ^ 4), A ^ 2),
        ("(a^4)^(1/4)", (A ^ 4) ^ new Rational(1, 4), Abs(A)),
        ("(a^6)^(1/2)", Sqrt(A ^ 6), Abs(A) ^ 3),
        ("(a²)^(-3/2)", (A ^ 2) ^ new Rational(-3, 2), 1 / (Abs(A) ^ 3)),
        ("sqrt(a) sqrt(b)", Sqrt(A) * Sqrt(B), Sqrt(A * B)),
        ("sqrt(a)²", Sqrt(A) * Sqrt(A), A),
        ("sqrt(a²) = a where sqrt(a) is defined", Sqrt(A ^ 2) + Sqrt(A), A + Sqrt(A)),
        ("sqrt(sqrt)", Sqrt(Sqrt(A)), A ^ new Rational(1, 4)),
        ("sqrt(a b²)", Sqrt(S * (B ^ 2)), Sqrt(S) * Abs(B)),
        ("norm's gradient", Gradient(Norm, I), Xi / Norm),
        ("norm of a multiple", Sqrt(Sum(P, (A * Xp) ^ 2)), Abs(A) * Norm),
        ("1-norm's gradient", Gradient(Sum(P, Abs(Xp)), I), Sign(Xi)),
        ("3-norm", Gradient(Sum(P, Abs(Xp) ^ 3) ^ new Rational(1, 3), I), Xi * Abs(Xi) / (Sum(P, Abs(Xp) ^ 3) ^ new Rational(2, 3))),
        ("soft threshold", Relu(A - S) - Relu(-A - S), A + ((Abs(A - S) - Abs(A + S)) / 2)),
        ("D soft threshold", D(Relu(A - S) - Relu(-A - S)), Step(A - S) + Step(-A - S)),
        ("pseudo-Huber", D((S ^ 2) * (Sqrt(1 + ((A / S) ^ 2)) - 1)), A / Sqrt(1 + ((A / S) ^ 2))),
        ("hinge", Gradient(Sum(P, Relu(1 - (Yp * Xp))), I), -Yi * Step(1 - (Yi * Xi))),
        ("log a² = 2 log|a|", Log(A ^ 2), 2 * Log(Abs(A))),
        ("log|ab|", Log(Abs(A * B)), Log(Abs(A)) + Log(Abs(B))),
        ("log|a/b|", Log(Abs(A / B)), Log(Abs(A)) - Log(Abs(B))),
        ("D log|a|", D(Log(Abs(A))), 1 / A),
        ("log|a-b|", 2 * Log(Abs(A - B)), Log((A - B) ^ 2)),

        ("log(e^a+e^b)", Log(Exp(A) + Exp(B)), A + Log(1 + Exp(B - A))),
        ("sigmoid + sigmoid(-x)", Sigmoid(A) + Sigmoid(-A), 1),
        ("tanh = 2 sigmoid(2x) - 1", Tanh(A), (2 * Sigmoid(2 * A)) - 1),
        ("tanh under a sum", Sum(P, Tanh(Xp)), Sum(P, (2 * Sigmoid(2 * Xp)) - 1)),
        ("softplus(x) - softplus(-x)", Softplus(A) - Softplus(-A), A),
        ("log sigmoid", Log(Sigmoid(A)), -Softplus(-A)),
        ("softplus'", D(Softplus(A)), Sigmoid(A)),
        ("sigmoid'", D(Sigmoid(A)), Sigmoid(A) * Sigmoid(-A)),
        ("sigmoid''", D(D(Sigmoid(A))), Sigmoid(A) * (1 - Sigmoid(A)) * (1 - (2 * Sigmoid(A)))),
        ("cosh² - sinh²", (Cosh(A) ^ 2) - (Sinh(A) ^ 2), 1),
        ("1 - tanh²", 1 - (Tanh(A) ^ 2), Cosh(A) ^ -2),
        ("1 - tanh² under a sum", Sum(P, 1 - (Tanh(Xp) ^ 2)), Sum(P, Cosh(Xp) ^ -2)),
        ("tanh'", D(Tanh(A)), 1 - (Tanh(A) ^ 2)),
        ("tanh(2x)", Tanh(2 * A), 2 * Tanh(A) / (1 + (Tanh(A) ^ 2))),
        ("tanh(x/2)", Tanh(A / 2), (2 * Sigmoid(A)) - 1),
        ("tanh(x/2) under a sum", Sum(P, Tanh(Xp / 2)), Sum(P, (Exp(Xp) - 1) / (Exp(Xp) + 1))),
        ("silu'", D(A * Sigmoid(A)), Sigmoid(A) * (1 + (A * (1 - Sigmoid(A))))),
        ("log cosh'", D(Log(Cosh(A))), Tanh(A)),
        ("log cosh", Log(Cosh(A)), A + Softplus(-2 * A) - Log(2)),
        ("mish'", D(A * Tanh(Softplus(A))), Tanh(Softplus(A)) + (A * Sigmoid(A) * (1 - (Tanh(Softplus(A)) ^ 2)))),
        ("log(ab)", Log(S * T), Log(S) + Log(T)),
        ("2^a twice", Exp(A * Log(2)) * Exp(B * Log(2)), Exp((A + B) * Log(2))),
        ("exp(3 log 2)", Exp(3 * Log(2)), 8),
        ("exp(n log 2)", Exp(new Formula(Size(N)) * Log(4)), Exp(new Formula(Size(N)) * Log(2)) ^ 2),
        ("logsumexp shifted", Log(Sum(P, Exp(Xp))), C + Log(Sum(P, Exp(Xp - C)))),
        ("logsumexp shifted by its maximum's bound", Log(Sum(P, Exp(Xp))), Norm + Log(Sum(P, Exp(Xp - Norm)))),
        ("cross entropy", Gradient(Sum(P, Softplus(Xp) - (Yp * Xp)), I), Sigmoid(Xi) - Yi),
        ("binary cross entropy", Gradient(-Sum(P, (Yp * Log(Sigmoid(Xp))) + ((1 - Yp) * Log(1 - Sigmoid(Xp)))), I), Sigmoid(Xi) - Yi),
        ("logistic loss", Gradient(Sum(P, Log(1 + Exp(-Yp * Xp))), I), -Yi * Sigmoid(-Yi * Xi)),
        ("partial fractions under a sum", Sum(P, 1 / (Exp(Xp) * (1 + Exp(Xp)))), Sum(P, Exp(-Xp) - (1 / (1 + Exp(Xp))))),
        ("partial fractions of two under a sum", Sum(P, 1 / ((1 + Exp(Xp)) * (2 + Exp(Xp)))), Sum(P, (1 / (1 + Exp(Xp))) - (1 / (2 + Exp(Xp))))),
        ("tanh and sigmoid under a sum", Sum(P, Tanh(Xp) * Sigmoid(Xp)), Sum(P, Sigmoid(Xp) * ((2 * Sigmoid(2 * Xp)) - 1))),
        ("D(tanh²) under a sum", Gradient(Sum(P, Sum(Q, Var("M", P, Q) * Tanh(Xp) * Tanh(Var("x", Q)))), I),
            (1 - (Tanh(Xi) ^ 2)) * Sum(P, (Var("M", I, P) + Var("M", P, I)) * Tanh(Xp))),

        ("mask idempotent", Mask(I, J) * Mask(I, J), Mask(I, J)),
        ("mask on the diagonal", Mask(I, I), 1),
        ("partial fractions of three under a sum", Sum(P, 1 / (Xp * (1 + Xp) * (2 + Xp))), Sum(P, (OneHalf * (1 / Xp)) - (1 / (1 + Xp)) + (OneHalf / (2 + Xp)))),
        ("squares of denominators under a sum", Sum(P, (Cosh(Xp) ^ -2) * Sigmoid(Xp)), Sum(P, (1 - (Tanh(Xp) ^ 2)) / (1 + Exp(-Xp)))),
        ("a³ - b³ over a² + ab + b²", ((A ^ 3) - (B ^ 3)) / ((A ^ 2) + (A * B) + (B ^ 2)), A - B),
        ("a^10 in a denominator under a sum", Sum(P, (Xp ^ 12) / (1 + (Xp ^ 2) + (Xp ^ 10))),
            Sum(P, (Xp ^ 2) - (((Xp ^ 2) + (Xp ^ 4)) / (1 + (Xp ^ 2) + (Xp ^ 10))))),
        ("logdet of squares", Log((A * B) ^ 2) / 2, (Log(A ^ 2) / 2) + Log(Abs(B))),
        ("norm of an outer product", Sqrt(Sum(P, Sum(Q, (Xp * Var("y", Q)) ^ 2))), Norm * Sqrt(Sum(P, Yp ^ 2))),
        ("log of a product of sums", Log(Sum(P, Exp(Xp)) * Sum(P, Exp(Yp))), Log(Sum(P, Exp(Xp))) + Log(Sum(P, Exp(Yp)))),
        ("1/(x'x y'y)", Sum(Q, 1 / (Sum(P, Xp ^ 2) * Sum(P, Yp ^ 2)) * Var("x", Q)), Sum(Q, Var("x", Q) / Sum(P, Xp ^ 2) / Sum(P, Yp ^ 2))),
        ("relu twice", Relu(Relu(A - B)), Relu(A - B)),
        ("|relu| = relu", Abs(Relu(A)), Relu(A)),
        ("1/(a(a+b)) stays whole", 1 / (A * (A + B)), 1 / ((A ^ 2) + (A * B))),
        ("mask and its transpose", Mask(I, J) + Mask(J, I), 1 + Kronecker(I, J)),
        ("mask times its transpose", Sum(P, Mask(I, P) * Mask(P, I) * Xp), Xi),
        ("mask under a delta", Kronecker(I, J) * Mask(I, J), Kronecker(I, J)),
        ("causal softmax", Sum(P, Mask(I, P) * Exp(Var("M", I, P)) / Sum(Q, Mask(I, Q) * Exp(Var("M", I, Q)))), 1),
        ("causal logsumexp", Gradient(Log(Sum(P, Mask(J, P) * Exp(Xp))), I), Mask(J, I) * Exp(Xi) / Sum(P, Mask(J, P) * Exp(Xp))));

    public static readonly ImmutableDictionary<string, Statement> False = Read(
        ("sin(2x) without cos", Sin(2 * A), 2 * Sin(A)),
        ("cos(2x) sign", Cos(2 * A), 1 - (2 * (Cos(A) ^ 2))),
        ("tan' = 1 - tan²", D(Tan(A)), 1 - (Tan(A) ^ 2)),
        ("cos' = sin", D(Cos(A)), Sin(A)),
        ("arccos' = arcsin'", D(Arccos(A)), D(Arcsin(A))),
        ("arcsin(sin x) = x", Arcsin(Sin(A)), A),
        ("arctan(tan x) = x", Arctan(Tan(A)), A),
        ("arccos(cos x) = x", Arccos(Cos(A)), A),
        ("sqrt(1 - sin²) = cos", Sqrt(1 - (Sin(A) ^ 2)), Cos(A)),
        ("sqrt(cos²) = cos", Sqrt(Cos(A) ^ 2), Cos(A)),
        ("cos odd", Cos(-A), -Cos(A)),
        ("erf even", Erf(-A), Erf(A)),
        ("erf' without 2", D(Erf(A)), Exp(-(A ^ 2)) / Sqrt(Pi)),
        ("sin π/2 = 0", Sin(Pi / 2), 0),
        ("arctan(1/x)", Arctan(1 / A), (Pi / 2) - Arctan(A)),
        ("2 arctan", 2 * Arctan(A), Arctan(2 * A / (1 - (A ^ 2)))),
        ("root of a product of sums", Sqrt((Sum(P, Xp) * Sum(P, Yp)) ^ 2), Sum(P, Xp) * Sum(P, Yp)),
        ("relu twice, with the sign exchanged", Relu(-Relu(A)), Relu(A)),
        ("|x - |x|| = x - |x|", Abs(A - Abs(A)), A - Abs(A)),
        ("sqrt(a²) = a", Sqrt(A ^ 2), A),
        ("|x| = x", Abs(A), A),
        ("sign = 1", Sign(A), 1),
        ("sqrt(a^4) = -a²", Sqrt(A ^ 4), -(A ^ 2)),
        ("(a^6)^(1/2) = a³", Sqrt(A ^ 6), A ^ 3),
        ("(a²)^(-3/2) = a^(-3)", (A ^ 2) ^ new Rational(-3, 2), A ^ -3),
        ("(a^4)^(1/4) = a", (A ^ 4) ^ new Rational(1, 4), A),
        ("sqrt(a²b) = a sqrt(b)", Sqrt((A ^ 2) * S), A * Sqrt(S)),
        ("|a+b| = |a|+|b|", Abs(A + B), Abs(A) + Abs(B)),
        ("sqrt(ab) = sqrt(-a) sqrt(-b)", Sqrt(A * B) * A, Sqrt(A * B) * Abs(A)),
        ("relu = |x|", Relu(A), Abs(A)),
        ("relu odd", Relu(-A), -Relu(A)),
        ("step = 1", Step(A), 1),
        ("D|x| = 1", D(Abs(A)), 1),
        ("max = a", Max(A, B), A),
        ("log a² = 2 log a", Log(A ^ 2), 2 * Log(A) + Log(Abs(A)) - Log(A ^ 2)),
        ("log a² = log|a|", Log(A ^ 2), Log(Abs(A))),
        ("x/||x||²", Gradient(Norm, I), Xi / (Norm ^ 2)),
        ("norm of a multiple without |a|", Sqrt(Sum(P, (A * Xp) ^ 2)), A * Norm),
        ("1-norm's gradient without the sign", Gradient(Sum(P, Abs(Xp)), I), Xi),
        ("sigmoid(x) - sigmoid(-x)", Sigmoid(A) - Sigmoid(-A), 1),
        ("tanh = sigmoid(2x)", Tanh(A), Sigmoid(2 * A)),
        ("tanh = 2 sigmoid(x) - 1", Tanh(A), (2 * Sigmoid(A)) - 1),
        ("log(a+b)", Log(S + T), Log(S) + Log(T)),
        ("log(e^a+e^b) without 1", Log(Exp(A) + Exp(B)), A + Log(Exp(B - A))),
        ("mask antisymmetric", Mask(I, J), 1 - Mask(J, I)),
        ("mask symmetric", Mask(I, J), Mask(J, I)),
        ("mask is 1", Mask(I, J), 1),
        ("mask = delta", Mask(I, J) * Mask(J, I), Mask(I, J)),
        ("causal row sum", Sum(P, Mask(I, P)), 1),
        ("causal softmax, the wrong axis", Sum(P, Mask(P, I) * Exp(Var("M", I, P)) / Sum(Q, Mask(I, Q) * Exp(Var("M", I, Q)))), 1));

    private static ImmutableDictionary<string, Statement> Read(params ReadOnlySpan<(string Name, Formula Left, Formula Right)> claims)
    {
        var statements = ImmutableDictionary.CreateBuilder<string, Statement>();
        foreach ((string name, Formula left, Formula right) in claims)
        {
            statements.Add(name, new([.. Tensors.Select(t => t.Declaration)], [I, J], left.Term, right.Term, [.. Tensors.SelectMany(t => t.Given)]));
        }

        return statements.ToImmutable();
    }
}
