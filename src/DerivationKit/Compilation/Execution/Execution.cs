namespace DerivationKit.Compilation;

/// <summary>The steps of a program at fixed sizes, and the memory for its intermediate values. One run at a time.</summary>
internal sealed unsafe class Execution<T>
    where T : unmanaged
{
    private readonly Step<T>[] steps;
    private readonly NativeBuffer<T> memory;
    private readonly NativeBuffer<nint> registers;

    /// <summary>Allocates the registers, and runs the steps that do not depend on inputs.</summary>
    public Execution(IReadOnlyList<Step<T>> constants, Step<T>[] steps, IReadOnlyList<int> lengths)
    {
        this.steps = steps;
        memory = new(lengths.Sum(length => (long)Padded(length)));
        registers = new(lengths.Count);
        T* next = memory.Pointer;
        for (int i = 0; i < lengths.Count; i++)
        {
            registers.Pointer[i] = (nint)next;
            next += Padded(lengths[i]);
        }

        var frame = new Frame<T>(null, (T**)registers.Pointer, null);
        foreach (Step<T> step in constants)
        {
            step.Run(frame);
        }
    }

    /// <summary>Runs the steps.</summary>
    public void Run(T** inputs, T** outputs)
    {
        var frame = new Frame<T>(inputs, (T**)registers.Pointer, outputs);
        foreach (Step<T> step in steps)
        {
            step.Run(frame);
        }
    }

    /// <summary>The memory of a register of so many numbers: whole cache lines.</summary>
    public static int Padded(int length) => (length + 15) & ~15;
}
