using System.Numerics;

namespace DerivationKit.Benchmarks;

/// <summary>Kernel (a). The gradient of a softmax likelihood.</summary>
public class SoftmaxGradient<T>() : KernelBenchmarks<T>("a")
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Kernel (b). The same with logits ZΘZ'.</summary>
public class QuadraticSoftmaxGradient<T>() : KernelBenchmarks<T>("b")
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Kernel (c). Softmax attention.</summary>
public class Attention<T>() : KernelBenchmarks<T>("c")
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Kernel (d). A softmax likelihood and its gradient.</summary>
public class LossAndGradient<T>() : KernelBenchmarks<T>("d")
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Kernel (e). Kernel (a) for 100 000 tiny instances.</summary>
public class BulkSoftmaxGradient<T>() : KernelBenchmarks<T>("e")
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Kernel (f). tanh(a·x + b)·exp(-x²) for a million numbers.</summary>
public class ElementwiseChain<T>() : KernelBenchmarks<T>("f")
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>Kernel (g). The curvature of a softmax likelihood along a direction.</summary>
public class HessianTimesDirection<T>() : KernelBenchmarks<T>("g")
    where T : unmanaged, IFloatingPointIeee754<T>;
