using System.Collections.Immutable;

namespace DerivationKit.Benchmarks.Kernels;

/// <summary>The kernels (a) to (g) and the variants of (a), with their sizes.</summary>
internal static class KernelCatalogue
{
    private const string LogLikelihood = "sum(C .* logsoftmax_rows(Z*θ'))";
    private const string Linear = "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows";

    private static readonly ImmutableArray<string> LinearSizes = ["tiny", "small", "mid", "midk", "large"];
    private static readonly ImmutableArray<string> VariantSizes = ["small", "mid", "midk", "large"];
    private static readonly ImmutableArray<string> QuadraticSizes = ["tiny", "small", "mid", "large"];

    public static ImmutableArray<string> Kernels { get; } =
        ["a", "b", "c", "d", "e", "f", "g", "a-ridge", "a-temperature", "a-mask", "a-weights", "a-smoothing"];

    public static ImmutableArray<string> SizesOf(string kernel) => kernel switch
    {
        "a" or "d" or "g" => LinearSizes,
        "b" or "c" => QuadraticSizes,
        "e" => ["bulk"],
        "f" => ["million"],
        _ => VariantSizes,
    };

    public static KernelCase Of(string kernel, string size) => kernel switch
    {
        "a" => Softmax(kernel, size, Linear, [$"-grad(-{LogLikelihood}, Z)"]),
        "b" => Quadratic(size),
        "c" => Attention(size),
        "d" => LossAndGradient(size),
        "e" => Softmax(kernel, size, Linear, [$"-grad(-{LogLikelihood}, Z)"]) with { Count = 100_000, Flops = 24e6, Exponentials = 2e6 },
        "f" => Chain(size),
        "g" => HessianTimesDirection(size),
        "a-ridge" => Variant(kernel, size, "λ: scalar", $"-grad(-{LogLikelihood} + λ/2*sum(Z.^2), Z)", Scalar("λ", 0.125)),
        "a-temperature" => Variant(
            kernel, size, "τ: scalar positive", "-grad(-sum(C .* logsoftmax_rows(Z*θ'/τ)), Z)", Scalar("τ", 1.5)),
        "a-mask" => Variant(
            kernel, size, "M: matrix(n,k)", "-grad(-sum(C .* logsoftmax_rows(Z*θ' + M)), Z)", (n, k) => new("M", n, k, Filling.Mask)),
        "a-weights" => Variant(
            kernel,
            size,
            "w: vector(k) positive",
            "-grad(-sum((C*diag(w)) .* logsoftmax_rows(Z*θ')), Z)",
            (_, k) => new("w", k, 1, Filling.Positive)),
        "a-smoothing" => Variant(
            kernel, size, "ε: scalar", "-grad(-sum(((1 - ε)*C + matrix(ε/k)) .* logsoftmax_rows(Z*θ')), Z)", Scalar("ε", 0.1)),
        _ => throw new ArgumentException($"unknown kernel {kernel}"),
    };

    /// <summary>The gradient of the softmax likelihood with n rows, as the mode that lets n grow asks for it.</summary>
    public static KernelCase Rows(int n) => Softmax("a", (n, 64, 10), $"n = {n}", Linear, [$"-grad(-{LogLikelihood}, Z)"]);

    private static KernelCase Softmax(string kernel, string size, string declarations, ImmutableArray<string> results) =>
        Softmax(kernel, LinearShape(size), size, declarations, results);

    private static KernelCase Softmax(
        string kernel, (int N, int D, int K) shape, string size, string declarations, ImmutableArray<string> results)
    {
        (int n, int d, int k) = shape;
        return new(kernel, size)
        {
            Declarations = declarations,
            Results = results,
            Operands = [new("Z", n, d), new("θ", k, d, Scale: 1 / Math.Sqrt(d)), new("C", n, k, Filling.OneHot)],
            ResultShapes = [(n, d)],
            Flops = 4.0 * n * d * k,
            Exponentials = (double)n * k,
            Contracted = d + k,
        };
    }

    private static KernelCase Variant(string kernel, string size, string declaration, string result, Func<int, int, Operand> operand)
    {
        KernelCase plain = Softmax(kernel, size, $"{Linear}; {declaration}", [result]);
        (int n, _, int k) = LinearShape(size);
        return plain with { Operands = plain.Operands.Add(operand(n, k)) };
    }

    private static KernelCase LossAndGradient(string size)
    {
        KernelCase plain = Softmax("d", size, Linear, [$"-{LogLikelihood}", $"grad(-{LogLikelihood}, Z)"]);
        return plain with { ResultShapes = [(1, 1), .. plain.ResultShapes], Contracted = plain.Contracted + plain.Operands[0].Rows };
    }

    private static KernelCase HessianTimesDirection(string size)
    {
        KernelCase plain = Softmax("g", size, $"{Linear}; V: matrix(n,d)", [$"hvp(-{LogLikelihood}, Z, V)"]);
        (int n, int d, int k) = LinearShape(size);
        return plain with { Operands = plain.Operands.Add(new("V", n, d)), Flops = 6.0 * n * d * k, Contracted = d + k + k };
    }

    private static KernelCase Quadratic(string size)
    {
        (int n, int d) = QuadraticShape(size);
        return new("b", size)
        {
            Declarations = "Z: matrix(n,d); Θ: matrix(d,d) symmetric; C: matrix(n,n) onehot_rows",
            Results = ["-grad(-sum(C .* logsoftmax_rows(Z*Θ*Z')), Z)"],
            Operands = [new("Z", n, d), new("Θ", d, d, Filling.Symmetric, 0.7 / d), new("C", n, n, Filling.OneHot)],
            ResultShapes = [(n, d)],
            Flops = (2.0 * n * d * d) + (4.0 * n * n * d),
            Exponentials = (double)n * n,
            Contracted = d + d + n,
        };
    }

    private static KernelCase Attention(string size)
    {
        (int n, int d) = QuadraticShape(size);
        return new("c", size)
        {
            Declarations = "Q: matrix(n,d); K: matrix(n,d); V: matrix(n,d)",
            Results = ["softmax_rows(Q*K'/sqrt(d))*V"],
            Operands = [new("Q", n, d), new("K", n, d), new("V", n, d)],
            ResultShapes = [(n, d)],
            Flops = 4.0 * n * n * d,
            Exponentials = (double)n * n,
            Contracted = d + n,
        };
    }

    private static KernelCase Chain(string size)
    {
        const int n = 1_000_000;
        return new("f", size)
        {
            Declarations = "a: vector(n); b: vector(n); x: vector(n)",
            Results = ["tanh(a .* x + b) .* exp(-x.^2)"],
            Operands = [new("a", n, 1), new("b", n, 1), new("x", n, 1)],
            ResultShapes = [(n, 1)],
            Flops = 0,
            Exponentials = 2.6 * n,
            Contracted = 16,
        };
    }

    private static Func<int, int, Operand> Scalar(string name, double value) => (_, _) => new(name, 1, 1, Filling.Constant, value);

    private static (int N, int D, int K) LinearShape(string size) => size switch
    {
        "bulk" => (5, 3, 4),
        "tiny" => (8, 4, 3),
        "small" => (64, 32, 10),
        "mid" => (512, 64, 10),
        "midk" => (512, 64, 512),
        "large" => (4096, 512, 1000),
        _ => throw new ArgumentException($"unknown size {size}"),
    };

    private static (int N, int D) QuadraticShape(string size) => size switch
    {
        "tiny" => (8, 4),
        "small" => (64, 32),
        "mid" => (512, 64),
        "large" => (1024, 256),
        _ => throw new ArgumentException($"unknown size {size}"),
    };
}
