using System.Reflection.Emit;

namespace DerivationKit.Compilation.Kernels;

/// <summary>What the emitters write alike.</summary>
internal static class Emission
{
    /// <summary>Some local variables of one type.</summary>
    public static LocalBuilder[] DeclareLocals(this ILGenerator code, Type type, int count)
    {
        var locals = new LocalBuilder[count];
        for (int i = 0; i < count; i++)
        {
            locals[i] = code.DeclareLocal(type);
        }

        return locals;
    }

    /// <summary>Lowers the argument at a position by a constant.</summary>
    public static void CountDown(this ILGenerator code, byte argument, int by)
    {
        code.Emit(OpCodes.Ldarg_S, argument);
        code.Emit(OpCodes.Ldc_I4, by);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Starg_S, argument);
    }
}
