namespace DerivationKit.Operators;

/// <summary>softmax(x)[i] = exp(x[i]) / sum_k exp(x[k]). Shapes: a vector (n), kept.</summary>
internal sealed class Softmax() : SoftmaxOver(Slices.All)
{
    public override string Name => "softmax";
}
