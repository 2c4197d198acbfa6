using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Compilation;

namespace DerivationKit.Flows;

/// <summary>Moves states by steps, with memory of its own. One step at a time.</summary>
internal sealed unsafe class Stepper<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly T Two = T.One + T.One;
    private static readonly T Six = T.CreateChecked(6);

    private readonly BoundProgram<T> velocities;
    private readonly Integrator integrator;
    private readonly NativeBuffer<T> velocity;
    private readonly NativeBuffer<T> sum;
    private readonly NativeBuffer<T> stage;

    public Stepper(BoundProgram<T> velocities, Integrator integrator)
    {
        (this.velocities, this.integrator) = (velocities, integrator);
        Length = velocities.Outputs.Sum(place => place.Length);
        velocity = new(Length);
        int rest = integrator == Integrator.Euler ? 0 : Length;
        (sum, stage) = (new(rest), new(rest));
    }

    /// <summary>How many numbers a state has.</summary>
    public int Length { get; }

    /// <summary>Moves a state by one step; it changes only when all of the step is known.</summary>
    /// <param name="state">The state.</param>
    /// <param name="inputs">Where each variable that stands still begins.</param>
    /// <param name="h">The step size.</param>
    public void Step(T* state, T** inputs, T h)
    {
        if (integrator == Integrator.Euler)
        {
            Evaluate(state, inputs);
            Combine(state, h, velocity.Pointer, state);
            return;
        }

        Evaluate(state, inputs);
        new ReadOnlySpan<T>(velocity.Pointer, Length).CopyTo(new(sum.Pointer, Length));
        Stage(state, inputs, h / Two, Two);
        Stage(state, inputs, h / Two, Two);
        Stage(state, inputs, h, T.One);
        Combine(state, h / Six, sum.Pointer, state);
    }

    /// <summary>Puts the variables of a state and the inputs into one list.</summary>
    public static void Gather(BoundProgram<T> program, T* state, T** inputs, T** all)
    {
        int moving = program.Outputs.Length;
        for (int i = 0; i < program.Inputs.Length; i++)
        {
            all[i] = i < moving ? state : inputs[i - moving];
            state += i < moving ? program.Inputs[i].Length : 0;
        }
    }

    // The next velocity is that at a distance from the state along the present one.
    private void Stage(T* state, T** inputs, T distance, T weight)
    {
        Combine(state, distance, velocity.Pointer, stage.Pointer);
        Evaluate(stage.Pointer, inputs);
        Combine(sum.Pointer, weight, velocity.Pointer, sum.Pointer);
    }

    private void Evaluate(T* state, T** inputs)
    {
        T** all = stackalloc T*[velocities.Inputs.Length];
        T** results = stackalloc T*[velocities.Outputs.Length];
        Gather(velocities, state, inputs, all);
        T* next = velocity.Pointer;
        for (int i = 0; i < velocities.Outputs.Length; i++)
        {
            results[i] = next;
            next += velocities.Outputs[i].Length;
        }

        velocities.Execute(all, results);
    }

    // result = x + factor·direction
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Combine(T* x, T factor, T* direction, T* result)
    {
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            Vector<T> factors = Vector.Create(factor);
            for (; i <= Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector.Store(Vector.Load(x + i) + (factors * Vector.Load(direction + i)), result + i);
            }
        }

        for (; i < Length; i++)
        {
            result[i] = x[i] + (factor * direction[i]);
        }
    }
}
