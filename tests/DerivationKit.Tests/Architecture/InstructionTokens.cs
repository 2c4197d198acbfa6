using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace DerivationKit.Tests.Architecture;

// The metadata tokens among the operands of a method body (ECMA-335, III.1.2: an opcode fixes its operand's length).
internal static class InstructionTokens
{
    private const byte TwoByteOpcode = 0xFE;

    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    public static IEnumerable<int> In(BlobReader code)
    {
        var tokens = new List<int>();
        while (code.RemainingBytes > 0)
        {
            ushort opcode = code.ReadByte();
            if (opcode == TwoByteOpcode)
            {
                opcode = (ushort)((TwoByteOpcode << 8) | code.ReadByte());
            }

            OperandType operand = Operands[opcode];
            if (IsToken(operand))
            {
                tokens.Add(code.ReadInt32());
            }
            else
            {
                int length = operand == OperandType.InlineSwitch ? 4 * code.ReadInt32() : LengthOf(operand);
                code.Offset += length;
            }
        }

        return tokens;
    }

    // A string token leads to text, not to a type.
    private static bool IsToken(OperandType operand) => operand is OperandType.InlineField or OperandType.InlineMethod
        or OperandType.InlineSig or OperandType.InlineTok or OperandType.InlineType;

    private static int LengthOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
