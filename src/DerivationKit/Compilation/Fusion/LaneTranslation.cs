using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Reads scalar code as a term of lanes. Products that are added to something become fused multiply-adds.</summary>
/// <param name="isSingle">Whether the lanes are float; else they are double.</param>
/// <param name="sizeOf">The size of a dimension.</param>
internal sealed class LaneTranslation(bool isSingle, Func<Dimension, int> sizeOf)
{
    private readonly LaneFormulas formulas = new(isSingle);
    private readonly Dictionary<int, LaneTerm> operands = [];

    /// <summary>The term of all lanes.</summary>
    public LaneTerm Of(ScalarCode scalar) => scalar switch
    {
        ScalarCode.Operand x => OperandAt(x.Position),
        ScalarCode.Number x => x.Value.ToDouble(),
        ScalarCode.Size x => sizeOf(x.Dimension),
        ScalarCode.Negation x => -Of(x.Body),
        ScalarCode.Function x => formulas.Of(x.Name, Of(x.Body)),
        ScalarCode.Power x => PowerOf(x.Body, x.Exponent),
        ScalarCode.SizePower x => PowerOf(x.Body, sizeOf(x.Exponent)),
        ScalarCode.Binary x => BinaryOf(x),
        _ => throw new InvalidOperationException($"{scalar.GetType().Name} is not scalar code"),
    };

    private LaneTerm OperandAt(int position)
    {
        if (!operands.TryGetValue(position, out LaneTerm? operand))
        {
            operands.Add(position, operand = new LaneTerm.Operand(position));
        }

        return operand;
    }

    private LaneTerm BinaryOf(ScalarCode.Binary x) => x switch
    {
        { Operation: Arithmetic.Add, Left: ScalarCode.Binary { Operation: Arithmetic.Multiply } product } => LaneTerm.MultiplyAdd(Of(product.Left), Of(product.Right), Of(x.Right)),
        { Operation: Arithmetic.Add, Right: ScalarCode.Binary { Operation: Arithmetic.Multiply } product } => LaneTerm.MultiplyAdd(Of(product.Left), Of(product.Right), Of(x.Left)),
        { Operation: Arithmetic.Subtract, Left: ScalarCode.Binary { Operation: Arithmetic.Multiply } product } => LaneTerm.MultiplyAdd(Of(product.Left), Of(product.Right), -Of(x.Right)),
        { Operation: Arithmetic.Subtract, Right: ScalarCode.Binary { Operation: Arithmetic.Multiply } product } => LaneTerm.MultiplyAdd(-Of(product.Left), Of(product.Right), Of(x.Left)),
        { Operation: Arithmetic.Power } => new LaneTerm.Call(nameof(LaneFunctions<,,>.Power), [Of(x.Left), Of(x.Right)]),
        _ => LaneTerm.Of(x.Operation.ToString(), Of(x.Left), Of(x.Right)),
    };

    // Few factors are multiplied, each of them the body or its root.
    private LaneTerm PowerOf(ScalarCode body, Rational exponent)
    {
        var power = new RationalPower<double>(exponent);
        if (power.Factors is not { } count)
        {
            string name = !power.IsInteger ? nameof(LaneFunctions<,,>.RealPower) : power.IsOdd ? nameof(LaneFunctions<,,>.OddPower) : nameof(LaneFunctions<,,>.EvenPower);
            return new LaneTerm.Call(name, [Of(body)], exponent.ToDouble());
        }

        if (count == 0)
        {
            return 1;
        }

        LaneTerm factor = power.IsInteger ? Of(body) : LaneTerm.Of(nameof(Lanes512<>.Sqrt), Of(body));
        LaneTerm product = Enumerable.Repeat(factor, int.Abs(count)).Aggregate((total, next) => total * next);
        return count < 0 ? 1 / product : product;
    }
}
