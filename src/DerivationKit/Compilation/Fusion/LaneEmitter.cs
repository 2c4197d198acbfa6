using System.Reflection.Emit;
using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes scalar code as code on vectors that leaves its value on the evaluation stack; what is used several times goes to a register.
/// </summary>
internal sealed class LaneEmitter(ILGenerator code, LaneInstructions lanes, Func<Dimension, int> sizeOf)
{
    private readonly LaneTranslation translation = new(lanes.Element == typeof(float), sizeOf);

    /// <summary>Writes code that pushes the value; operands are pushed by a function of their position.</summary>
    public void Emit(ScalarCode scalar, Action<int> loadOperand) => new Writer(code, lanes, loadOperand).Write(translation.Of(scalar));

    /// <summary>Writes code that pushes a number.</summary>
    public static void PushNumber(ILGenerator code, LaneInstructions lanes, double number)
    {
        code.Emit(OpCodes.Ldc_R8, number);
        if (lanes.Element == typeof(float))
        {
            code.Emit(OpCodes.Conv_R4);
        }
    }

    /// <summary>Writes code that pushes a number in every lane.</summary>
    public static void Fill(ILGenerator code, LaneInstructions lanes, double number)
    {
        PushNumber(code, lanes, number);
        code.Emit(OpCodes.Call, lanes.Fill);
    }

    /// <summary>Writes one term.</summary>
    private sealed class Writer(ILGenerator code, LaneInstructions lanes, Action<int> loadOperand)
    {
        private readonly Dictionary<LaneTerm, int> uses = [];
        private readonly Dictionary<LaneTerm, LocalBuilder> registers = [];

        public void Write(LaneTerm term)
        {
            Count(term);
            Push(term);
        }

        private static LaneTerm[] ArgumentsOf(LaneTerm term) => term switch
        {
            LaneTerm.Operation x => x.Arguments,
            LaneTerm.Call x => x.Arguments,
            _ => [],
        };

        private void Count(LaneTerm term)
        {
            uses[term] = uses.GetValueOrDefault(term) + 1;
            if (uses[term] == 1)
            {
                Array.ForEach(ArgumentsOf(term), Count);
            }
        }

        private void Push(LaneTerm term)
        {
            if (registers.TryGetValue(term, out LocalBuilder? register))
            {
                code.Emit(OpCodes.Ldloc, register);
                return;
            }

            Array.ForEach(ArgumentsOf(term), Push);
            Apply(term);
            if (uses[term] > 1)
            {
                registers.Add(term, code.DeclareLocal(lanes.Vector));
                code.Emit(OpCodes.Stloc, registers[term]);
                code.Emit(OpCodes.Ldloc, registers[term]);
            }
        }

        private void Apply(LaneTerm term)
        {
            switch (term)
            {
                case LaneTerm.Operand x:
                    loadOperand(x.Position);
                    break;
                case LaneTerm.Constant x:
                    Fill(code, lanes, x.Value);
                    break;
                case LaneTerm.Operation x:
                    code.Emit(OpCodes.Call, lanes.Operation(x.Name));
                    break;
                case LaneTerm.Call x:
                    if (x.Exponent is { } exponent)
                    {
                        code.Emit(OpCodes.Ldc_R8, exponent);
                    }

                    code.Emit(OpCodes.Call, lanes.Function(x.Name));
                    break;
            }
        }
    }
}
