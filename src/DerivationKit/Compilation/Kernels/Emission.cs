using System.Reflection.Emit;

namespace DerivationKit.Compilation.Kernels;

/// <summary>What the emitters write alike.</summary>
internal static class Emission
{
    /// <summary>A method with the parameters of a delegate behind an object that nobody reads: a delegate that is bound to an object passes its
    /// arguments on as they are, one that is not moves each of them first.</summary>
    public static DynamicMethod MethodOf<TDelegate>(string name)
        where TDelegate : Delegate =>
        new(name, typeof(void), [typeof(object), .. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)], typeof(Emission).Module, skipVisibility: true);

    /// <summary>The delegate of such a method.</summary>
    public static TDelegate Bind<TDelegate>(this DynamicMethod method)
        where TDelegate : Delegate => method.CreateDelegate<TDelegate>(string.Empty);

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
