using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Flows;

/// <summary>A gradient flow at fixed sizes. A state holds the variables that move, one after the other. Steps allocate nothing, except for the
/// matrix exponential. Thread-safe: states that move at the same time do so with memory of their own.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
public sealed class BoundFlow<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly BoundProgram<T> velocities;
    private readonly Program energy;
    private readonly Lazy<BoundProgram<T>> boundEnergy;
    private readonly Integrator integrator;

    private readonly IdlePool<Stepper<T>> steppers;

    internal BoundFlow(BoundProgram<T> velocities, Program energy, Integrator integrator)
    {
        (this.velocities, this.energy, this.integrator) = (velocities, energy, integrator);
        boundEnergy = new(() => new(energy, ["the energy"], velocities.Sizes, velocities.Layout, LaneWidths.ForEmittedCode<T>()));
        steppers = new(() => new(velocities, integrator));
        Stepper<T> stepper = steppers.Take();
        Length = stepper.Length;
        steppers.Return(stepper);
    }

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> Sizes => velocities.Sizes.ByName;

    /// <summary>The order of the entries of each variable.</summary>
    public MatrixLayout Layout => velocities.Layout;

    /// <summary>How many numbers a state has: the entries of all variables that move.</summary>
    public int Length { get; }

    private int Moving => velocities.Outputs.Length;

    /// <summary>The same flow, with the rows of large arrays shared among threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public BoundFlow<T> WithThreads(int threads) => new(velocities.WithThreads(threads), energy, integrator);

    /// <summary>Moves a state by one step, in a flow without inputs.</summary>
    /// <param name="state">The state; it moves in place.</param>
    /// <param name="stepSize">The step size h.</param>
    /// <exception cref="ArgumentException">The flow has inputs, or the state has another length.</exception>
    public void Step(Span<T> state, T stepSize)
    {
        var call = new Steps(this, state, stepSize);
        Pinning<T>.Run(ref call);
    }

    /// <summary>Moves a state by one step, in a flow of one input.</summary>
    /// <param name="state">The state; it moves in place.</param>
    /// <param name="input">The input, in the order of <see cref="Layout"/>.</param>
    /// <param name="stepSize">The step size h.</param>
    /// <exception cref="ArgumentException">The flow has another number of inputs, a length does not fit, or the state overlaps an input.</exception>
    public void Step(Span<T> state, ReadOnlySpan<T> input, T stepSize)
    {
        var call = new Steps(this, state, stepSize);
        Pinning<T>.Run(input, ref call);
    }

    /// <summary>Moves a state by one step, in a flow of two inputs.</summary>
    /// <param name="state">The state; it moves in place.</param>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="stepSize">The step size h.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Step(Span<T> state, ReadOnlySpan<T> first, ReadOnlySpan<T> second, T stepSize)
    {
        var call = new Steps(this, state, stepSize);
        Pinning<T>.Run(first, second, ref call);
    }

    /// <summary>Moves a state by one step, in a flow of three inputs.</summary>
    /// <param name="state">The state; it moves in place.</param>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="stepSize">The step size h.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Step(Span<T> state, ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, T stepSize)
    {
        var call = new Steps(this, state, stepSize);
        Pinning<T>.Run(first, second, third, ref call);
    }

    /// <summary>Moves a state by any number of steps, in a flow of any number of inputs.</summary>
    /// <param name="state">The state; it moves in place.</param>
    /// <param name="inputs">The inputs in order, each in the order of <see cref="Layout"/>.</param>
    /// <param name="stepSize">The step size h.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="cancellation">Heard between steps.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    /// <exception cref="OperationCanceledException">The state has moved by some whole number of steps.</exception>
    public void Run(
        Span<T> state, ReadOnlySpan<ReadOnlyMemory<T>> inputs, T stepSize, int steps = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        velocities.CheckCount(inputs.Length, Moving);
        var call = new Steps(this, state, stepSize, steps, cancellation);
        Pinning<T>.Run(inputs, ref call);
    }

    /// <summary>The energy of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="inputs">The inputs in order.</param>
    /// <exception cref="ArgumentException">There is another number of inputs, or a length does not fit.</exception>
    public T Energy(ReadOnlySpan<T> state, ReadOnlySpan<ReadOnlyMemory<T>> inputs)
    {
        velocities.CheckCount(inputs.Length, Moving);
        var call = new EnergyCall(this, state);
        Pinning<T>.Run(inputs, ref call);
        return call.Value;
    }

    /// <summary>Moves a state, and keeps every so many steps where it is and what energy it has, the start first. Nothing is allocated, except
    /// for the matrix exponential.</summary>
    /// <param name="state">The state; it moves in place by all steps.</param>
    /// <param name="inputs">The inputs in order, each in the order of <see cref="Layout"/>.</param>
    /// <param name="stepSize">The step size h.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="every">How many of them lie between two states that are kept.</param>
    /// <param name="states">Receives the ⌊steps/every⌋ + 1 states after 0, every, 2·every, ... steps; empty if they are not wanted.</param>
    /// <param name="energies">Receives their energies; empty if they are not wanted.</param>
    /// <param name="cancellation">Heard between steps.</param>
    /// <exception cref="ArgumentException">There is another number of inputs, a length does not fit, or an array that is written overlaps
    /// another one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative, or that between states not positive.</exception>
    /// <exception cref="OperationCanceledException">The state has moved by some whole number of steps; what was to be kept so far is.</exception>
    public void Trajectory(
        Span<T> state, ReadOnlySpan<ReadOnlyMemory<T>> inputs, T stepSize, int steps, int every, Span<T> states, Span<T> energies,
        CancellationToken cancellation = default)
    {
        long kept = CountKept(steps, every);
        CheckLength("the states", states.Length, kept * Length);
        CheckLength("the energies", energies.Length, kept);
        CheckApart("the states", states, state, inputs);
        CheckApart("the energies", energies, state, inputs);
        if (states.Overlaps(energies))
        {
            throw new ArgumentException("the states overlap the memory of the energies");
        }

        for (long i = 0; i < kept; i++)
        {
            Run(state, inputs, stepSize, i == 0 ? 0 : every, cancellation);
            if (!states.IsEmpty)
            {
                state.CopyTo(states.Slice((int)(i * Length), Length));
            }

            if (!energies.IsEmpty)
            {
                energies[(int)i] = Energy(state, inputs);
            }
        }

        Run(state, inputs, stepSize, steps % every, cancellation);
    }

    /// <summary>Moves a state, and keeps in new memory every so many steps where it is, the start first.</summary>
    /// <param name="state">The state; it moves in place by all steps.</param>
    /// <param name="inputs">The inputs in order, each in the order of <see cref="Layout"/>.</param>
    /// <param name="stepSize">The step size h.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="every">How many of them lie between two states that are kept.</param>
    /// <param name="withEnergies">Whether their energies are kept, too.</param>
    /// <param name="cancellation">Heard between steps.</param>
    /// <exception cref="ArgumentException">There is another number of inputs, a length does not fit, the state overlaps an input, or the
    /// states are more numbers than an array holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative, or that between states not positive.</exception>
    /// <exception cref="OperationCanceledException">The state has moved by some whole number of steps. What was kept is lost; the overload
    /// that writes to spans leaves it there.</exception>
    public Trajectory<T> Trajectory(
        Span<T> state, ReadOnlySpan<ReadOnlyMemory<T>> inputs, T stepSize, int steps, int every = 1, bool withEnergies = false,
        CancellationToken cancellation = default)
    {
        long wanted = CountKept(steps, every);
        if (wanted * Length > Array.MaxLength)
        {
            throw new ArgumentException($"{wanted} states of {Length} numbers are more than an array holds", nameof(steps));
        }

        int kept = (int)wanted;
        T[] states = new T[kept * Length];
        T[] energies = new T[withEnergies ? kept : 0];
        Trajectory(state, inputs, stepSize, steps, every, states, energies, cancellation);
        return new([.. Enumerable.Range(0, kept).Select(i => new ReadOnlyMemory<T>(states, i * Length, Length))], [.. energies]);
    }

    private static long CountKept(int steps, int every)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        return (steps / every) + 1L;
    }

    private static void CheckLength(string name, int found, long wanted)
    {
        if (found != 0 && found != wanted)
        {
            throw new ArgumentException($"{name} need {wanted} numbers, or none if they are not wanted, but not {found}");
        }
    }

    private void CheckApart(string name, ReadOnlySpan<T> written, ReadOnlySpan<T> state, ReadOnlySpan<ReadOnlyMemory<T>> inputs)
    {
        if (written.Overlaps(state))
        {
            throw new ArgumentException($"{name} overlap the memory of the state");
        }

        velocities.CheckCount(inputs.Length, Moving);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (written.Overlaps(inputs[i].Span))
            {
                throw new ArgumentException($"{name} overlap the memory of the input {velocities.Program.Inputs[Moving + i].Name}");
            }
        }
    }

    private void CheckState(int length)
    {
        if (length != Length)
        {
            string variables = string.Join(", ", Enumerable.Range(0, Moving).Select(i =>
                $"{velocities.Program.Inputs[i].Name}: {velocities.Inputs[i].Rows}×{velocities.Inputs[i].Columns}"));
            throw new ArgumentException($"the state holds {variables} and needs {Length} numbers, not {length}");
        }
    }

    private readonly unsafe ref struct Steps(
        BoundFlow<T> flow, Span<T> state, T stepSize, int steps = 1, CancellationToken cancellation = default) : IPinnedCall<T>
    {
        private readonly Span<T> state = state;

        public void Run(T** inputs, scoped ReadOnlySpan<int> lengths)
        {
            flow.velocities.CheckInputs(lengths, flow.Moving, 1);
            flow.CheckState(state.Length);
            fixed (T* x = state)
            {
                flow.velocities.CheckApart(inputs, lengths, flow.Moving, x, state.Length, "the state");
                Stepper<T> stepper = flow.steppers.Take();
                int rest = steps;
                for (; rest > 0 && !cancellation.IsCancellationRequested; rest--)
                {
                    stepper.Step(x, inputs, stepSize);
                }

                flow.steppers.Return(stepper);
                if (rest > 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }
        }
    }

    private unsafe ref struct EnergyCall(BoundFlow<T> flow, ReadOnlySpan<T> state) : IPinnedCall<T>
    {
        private readonly ReadOnlySpan<T> state = state;

        public T Value { get; private set; }

        public void Run(T** inputs, scoped ReadOnlySpan<int> lengths)
        {
            flow.velocities.CheckInputs(lengths, flow.Moving, 1);
            flow.CheckState(state.Length);
            T value;
            fixed (T* x = state)
            {
                T* result = &value;
                T** all = stackalloc T*[flow.velocities.Inputs.Length];
                Stepper<T>.Gather(flow.velocities, x, inputs, all);
                flow.boundEnergy.Value.Execute(all, &result);
            }

            Value = value;
        }
    }
}
