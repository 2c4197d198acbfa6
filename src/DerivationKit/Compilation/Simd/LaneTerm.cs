namespace DerivationKit.Compilation.Simd;

/// <summary>What emitted code computes in all lanes at once: operands, constants and the operations of <see cref="ILanes{TVector, T}"/>. A term that
/// occurs several times is one object, and is computed once.</summary>
/// <remarks>A function written with terms is emitted operation by operation. Were it a method of its own, the just-in-time compiler would
/// spend three times as long on taking it apart again.</remarks>
internal abstract class LaneTerm
{
    private LaneTerm()
    {
    }

    public static implicit operator LaneTerm(double value) => new Constant(value);

    public static LaneTerm operator +(LaneTerm a, LaneTerm b) => Of(nameof(Lanes512<>.Add), a, b);

    public static LaneTerm operator -(LaneTerm a, LaneTerm b) => Of(nameof(Lanes512<>.Subtract), a, b);

    public static LaneTerm operator *(LaneTerm a, LaneTerm b) => Of(nameof(Lanes512<>.Multiply), a, b);

    public static LaneTerm operator /(LaneTerm a, LaneTerm b) => Of(nameof(Lanes512<>.Divide), a, b);

    public static LaneTerm operator -(LaneTerm a) => Of(nameof(Lanes512<>.Negate), a);

    /// <summary>All bits set where a &gt; b, no bit elsewhere.</summary>
    public static LaneTerm operator >(LaneTerm a, LaneTerm b) => Of(nameof(Lanes512<>.GreaterThan), a, b);

    /// <summary>All bits set where a &lt; b, no bit elsewhere.</summary>
    public static LaneTerm operator <(LaneTerm a, LaneTerm b) => b > a;

    /// <summary>An operation by its name.</summary>
    public static LaneTerm Of(string operation, params LaneTerm[] arguments) => new Operation(operation, arguments);

    /// <summary>a b + c, rounded once.</summary>
    public static LaneTerm MultiplyAdd(LaneTerm a, LaneTerm b, LaneTerm c) => Of(nameof(Lanes512<>.MultiplyAdd), a, b, c);

    /// <summary>The polynomial in x by Horner's scheme, the coefficient of the highest power first.</summary>
    public static LaneTerm Polynomial(LaneTerm x, params ReadOnlySpan<double> coefficients)
    {
        LaneTerm sum = coefficients[0];
        foreach (double coefficient in coefficients[1..])
        {
            sum = MultiplyAdd(sum, x, coefficient);
        }

        return sum;
    }

    /// <summary>|a|.</summary>
    public static LaneTerm Abs(LaneTerm a) => Of(nameof(Lanes512<>.Abs), a);

    /// <summary>x, but low below and high above that interval; NaN stays NaN.</summary>
    public static LaneTerm Clamp(LaneTerm x, double low, double high) => Of(nameof(Lanes512<>.Clamp), x, low, high);

    /// <summary>|a| with the sign of b.</summary>
    public static LaneTerm CopySign(LaneTerm a, LaneTerm b) => Of(nameof(Lanes512<>.CopySign), a, b);

    /// <summary>a where the bits of the mask are set, b elsewhere.</summary>
    public static LaneTerm Select(LaneTerm mask, LaneTerm a, LaneTerm b) => Of(nameof(Lanes512<>.Select), mask, a, b);

    /// <summary>What the surrounding code loads: an entry of an operand.</summary>
    public sealed class Operand(int position) : LaneTerm
    {
        /// <summary>Which operand.</summary>
        public int Position => position;
    }

    /// <summary>A number in every lane.</summary>
    public sealed class Constant(double value) : LaneTerm
    {
        /// <summary>The number, which is rounded to the type of the lanes.</summary>
        public double Value => value;
    }

    /// <summary>An operation on vectors, which becomes one instruction or a few.</summary>
    public sealed class Operation(string name, LaneTerm[] arguments) : LaneTerm
    {
        /// <summary>The name in <see cref="ILanes{TVector, T}"/>.</summary>
        public string Name => name;

        /// <summary>The arguments.</summary>
        public LaneTerm[] Arguments => arguments;
    }

    /// <summary>A call of a function of <see cref="LaneFunctions{TLanes, TVector, T}"/>.</summary>
    public sealed class Call(string name, LaneTerm[] arguments, double? exponent = null) : LaneTerm
    {
        /// <summary>The name.</summary>
        public string Name => name;

        /// <summary>The arguments that are vectors.</summary>
        public LaneTerm[] Arguments => arguments;

        /// <summary>The exponent of a power.</summary>
        public double? Exponent => exponent;
    }
}
