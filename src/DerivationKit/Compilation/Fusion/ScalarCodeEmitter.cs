using System.Reflection.Emit;
using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes scalar code as code on vectors that leaves its value on the evaluation stack. Products that are added to something become
/// fused multiply-adds.</summary>
internal sealed class ScalarCodeEmitter(ILGenerator code, LaneInstructions lanes, Func<Dimension, int> sizeOf, Action<int> loadOperand)
{
    /// <summary>Writes code that pushes the value.</summary>
    public void Emit(ScalarCode scalar)
    {
        switch (scalar)
        {
            case ScalarCode.Operand x:
                loadOperand(x.Position);
                break;
            case ScalarCode.Number x:
                Fill(x.Value.ToDouble());
                break;
            case ScalarCode.Size x:
                Fill(sizeOf(x.Dimension));
                break;
            case ScalarCode.Negation x:
                Emit(x.Body);
                Call(nameof(Lanes512<>.Negate));
                break;
            case ScalarCode.Function x:
                Emit(x.Body);
                code.Emit(OpCodes.Call, lanes.Function(x.Name));
                break;
            case ScalarCode.Power x:
                EmitPower(x.Body, x.Exponent);
                break;
            case ScalarCode.SizePower x:
                EmitPower(x.Body, sizeOf(x.Exponent));
                break;
            case ScalarCode.Binary x:
                EmitBinary(x);
                break;
        }
    }

    /// <summary>Writes code that pushes a number in every lane.</summary>
    public static void Fill(ILGenerator code, LaneInstructions lanes, double number)
    {
        Push(code, lanes, number);
        code.Emit(OpCodes.Call, lanes.Fill);
    }

    private void EmitBinary(ScalarCode.Binary x)
    {
        switch (x)
        {
            case { Operation: Arithmetic.Add, Left: ScalarCode.Binary { Operation: Arithmetic.Multiply } product }:
                EmitMultiplyAdd(product.Left, product.Right, x.Right);
                break;
            case { Operation: Arithmetic.Add, Right: ScalarCode.Binary { Operation: Arithmetic.Multiply } product }:
                EmitMultiplyAdd(product.Left, product.Right, x.Left);
                break;
            case { Operation: Arithmetic.Subtract, Left: ScalarCode.Binary { Operation: Arithmetic.Multiply } product }:
                EmitMultiplyAdd(product.Left, product.Right, new ScalarCode.Negation(x.Right));
                break;
            case { Operation: Arithmetic.Subtract, Right: ScalarCode.Binary { Operation: Arithmetic.Multiply } product }:
                EmitMultiplyAdd(new ScalarCode.Negation(product.Left), product.Right, x.Left);
                break;
            default:
                Emit(x.Left);
                Emit(x.Right);
                code.Emit(OpCodes.Call, lanes.Binary(x.Operation));
                break;
        }
    }

    private void EmitMultiplyAdd(ScalarCode left, ScalarCode right, ScalarCode summand)
    {
        Emit(left);
        Emit(right);
        Emit(summand);
        Call(nameof(Lanes512<>.MultiplyAdd));
    }

    private void EmitPower(ScalarCode body, Rational exponent)
    {
        var power = new RationalPower<double>(exponent);
        if (power.Factors is { } count)
        {
            EmitSmallPower(body, power.IsInteger, count);
            return;
        }

        Emit(body);
        Push(code, lanes, exponent.ToDouble());
        code.Emit(power.IsInteger ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
        code.Emit(power.IsOdd ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Call, lanes.RationalPower);
    }

    // The reciprocal of a product, of which each factor is the body or its root.
    private void EmitSmallPower(ScalarCode body, bool isInteger, int count)
    {
        if (count < 0)
        {
            Fill(1);
        }

        if (count == 0)
        {
            Fill(1);
            return;
        }

        Emit(body);
        if (!isInteger)
        {
            Call(nameof(Lanes512<>.Sqrt));
        }

        LocalBuilder factor = code.DeclareLocal(lanes.Vector);
        code.Emit(OpCodes.Stloc, factor);
        code.Emit(OpCodes.Ldloc, factor);
        for (int i = 1; i < int.Abs(count); i++)
        {
            code.Emit(OpCodes.Ldloc, factor);
            Call(nameof(Lanes512<>.Multiply));
        }

        if (count < 0)
        {
            Call(nameof(Lanes512<>.Divide));
        }
    }

    private void Fill(double number) => Fill(code, lanes, number);

    /// <summary>Writes code that pushes a number.</summary>
    public static void Push(ILGenerator code, LaneInstructions lanes, double number)
    {
        code.Emit(OpCodes.Ldc_R8, number);
        if (lanes.Element == typeof(float))
        {
            code.Emit(OpCodes.Conv_R4);
        }
    }

    private void Call(string operation) => code.Emit(OpCodes.Call, lanes.Operation(operation));
}
