using System.Numerics;

namespace DerivationKit.Transfer;

/// <summary>Decides whether a scalar is 0 as a polynomial: by its value at one point, or by multiplying it out.</summary>
/// <remarks>
/// Kronecker's point gives the symbol v the value 2^(b·prod_(u&lt;v) (D_u + 1)), where the polynomial has degree at most D_u in u and coefficients
/// whose absolute values sum up to less than 2^(b-1). The value's digits to the base 2^b, balanced around 0, are the coefficients: it is 0 only
/// if all of these are. Symbols with a relation, such as roots, stay symbols, and each coefficient is tested.
/// </remarks>
/// <param name="limits">How large numbers may become.</param>
/// <param name="work">What it may cost.</param>
internal sealed class ZeroTest(FixedSizesLimits limits, Work work)
{
    private readonly Evaluation<Whole> expansion = new(_ => null, work);
    private readonly Evaluation<Bound> bounds = new(symbol => Bound.Of(symbol), work);

    /// <summary>The longest number that a point had, in bits.</summary>
    public long LargestBits { get; private set; }

    /// <summary>Whether the polynomial is 0, modulo the relations of its symbols.</summary>
    /// <exception cref="NotDecidedException">It costs too much.</exception>
    public bool IsZero(Scalar scalar)
    {
        if (scalar.IsConstant)
        {
            return scalar.IsZero;
        }

        Bound bound = bounds.Of(scalar).Terms.Values.Aggregate(Bound.Of(0), (all, one) => all.Or(one));
        BigInteger bits = bound.Degrees.Aggregate((BigInteger)BaseBits(bound), (product, degree) => product * (degree + 1));
        return bits <= limits.PreferredBits ? AtPoint(scalar, bound, bits)
            : bits > limits.LargestBits ? expansion.Of(scalar).IsZero
            : Expanded(scalar) ?? AtPoint(scalar, bound, bits);
    }

    private bool? Expanded(Scalar scalar)
    {
        try
        {
            return new Evaluation<Whole>(_ => null, new(limits.PreferredWork)).Of(scalar).IsZero;
        }
        catch (NotDecidedException)
        {
            work.Spend(limits.PreferredWork);
            return null;
        }
    }

    private bool AtPoint(Scalar scalar, Bound bound, BigInteger bits)
    {
        LargestBits = Math.Max(LargestBits, (long)bits);
        int[] shifts = new int[bound.Degrees.Length];
        long shift = BaseBits(bound);
        for (int v = 0; v < shifts.Length; v++)
        {
            shifts[v] = (int)shift;
            shift *= bound.Degrees[v] + 1;
        }

        return new Evaluation<Whole>(symbol => new Whole(BigInteger.One << shifts[symbol.Id]), work).Of(scalar).IsZero;
    }

    private static long BaseBits(Bound bound) => (2 * bound.Norm + 1).GetBitLength();
}
