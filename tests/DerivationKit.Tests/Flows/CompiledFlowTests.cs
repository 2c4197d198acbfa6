using DerivationKit.Compilation;
using DerivationKit.Flows;
using DerivationKit.Language;

namespace DerivationKit.Tests.Flows;

// Steps of 1/2 along flows with integer velocities: every number is exact.
public class CompiledFlowTests
{
    private static readonly Scope Scope = Scope.Parse("""
        Z: matrix(n,d)
        A: matrix(n,d)
        B: matrix(n,d)
        C: matrix(n,d)
        F: matrix(m,n)
        """);

    // Z' = -Z: a step of h takes Z to (1 - h)·Z.
    [Fact]
    public void An_Euler_step_moves_the_state_in_place()
    {
        double[] state = [8, -16, 24, 32, -40, 48];
        BoundFlow<double> flow = Flow("sum(Z .* Z)/2", Integrator.Euler).Bind((2, 3));
        Assert.Equal(6, flow.Length);
        flow.Step(state, 0.5);
        Assert.Equal([4, -8, 12, 16, -20, 24], state);
        flow.WithThreads(2).Run(state, [], 0.5, steps: 2);
        Assert.Equal([1, -2, 3, 4, -5, 6], state);
    }

    // A Runge-Kutta step takes Z to (1 - h + h²/2 - h³/6 + h⁴/24)·Z, which is 3/8·Z for h = 1.
    [Fact]
    public void A_Runge_Kutta_step_agrees_with_the_exponential_series_up_to_its_fourth_power()
    {
        double[] state = [8, -16, 24, 32, -40, 48];
        Flow("sum(Z .* Z)/2", Integrator.RungeKutta4).Bind((2, 3)).Step(state, 1);

        // One rounding of h/6 and a few of sums up to 48.
        Assert.All(state.Zip([3, -6, 9, 12, -15, 18]), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-13));
    }

    // Z' = -(A + 2·B + 4·C), so that each input shows its place.
    [Theory]
    [InlineData(Integrator.Euler)]
    [InlineData(Integrator.RungeKutta4)]
    public void Each_number_of_inputs_has_its_entry_point(Integrator integrator)
    {
        double[] a = [2, 4, 6, 8, 10, 12], b = [20, 40, 60, 80, 100, 120], c = [200, 400, 600, 800, 1000, 1200];
        Check(Flow("sum(Z .* A)", integrator, "A"), 1, (flow, state) => flow.Step(state, a, 0.5));
        Check(Flow("sum(Z .* (A + 2*B))", integrator, "A", "B"), 21, (flow, state) => flow.Step(state, a, b, 0.5));
        Check(Flow("sum(Z .* (A + 2*B + 4*C))", integrator, "A", "B", "C"), 421, (flow, state) => flow.Step(state, a, b, c, 0.5));
        Check(Flow("sum(Z .* (A + 2*B + 4*C))", integrator, "A", "B", "C"), 421, (flow, state) => flow.Run(state, [a, b, c], 0.5));

        static void Check(CompiledFlow<double> compiled, double factor, Action<BoundFlow<double>, double[]> step)
        {
            double[] state = new double[6];
            step(compiled.Bind([.. Enumerable.Repeat((2, 3), 1 + compiled.Inputs.Length)]), state);

            // Sixths of the step size round in a Runge-Kutta step.
            Assert.All(state.Select((x, i) => (x, i)), at => Assert.Equal(-factor * (at.i + 1), at.x, tolerance: 1e-11));
        }
    }

    // X' = -(row sums of Y)' in each row, Y' = -(column sums of X)' in each column, both from the state before the step.
    [Fact]
    public void Variables_that_move_together_lie_one_after_the_other()
    {
        GradientFlow flow = GradientFlow.Of(Scope.ParseExpression("sum(F*Z)"), Variable("F"), Variable("Z"));
        double[] state = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
        flow.Compile<double>(Integrator.Euler).Bind((2, 3), (3, 4)).Step(state, 0.5);
        Assert.Equal([-1, -3, -5, -1, -3, -5, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], state);
    }

    // Z' = -F'*F*Z with F = (1 2; 3 4; 5 6), F'*F = (35 44; 44 56) and Z = (1 0 1; 0 1 1).
    [Fact]
    public void States_may_lie_column_after_column()
    {
        double[] state = [1, 0, 0, 1, 1, 1];
        Flow("sum((F*Z) .* (F*Z))/2", Integrator.Euler, "F").Bind(MatrixLayout.ColumnMajor, (2, 3), (3, 2)).Step(state, [1, 3, 5, 2, 4, 6], 1);
        Assert.Equal([-34, -44, -44, -55, -78, -99], state);
    }

    // Z halves with each step, and the energy is (64² + 32²)/2 = 2560 at the start.
    [Fact]
    public void A_trajectory_keeps_every_second_state_and_its_energy()
    {
        double[] state = [64, -32];
        Trajectory<double> kept = Flow("sum(Z .* Z)/2", Integrator.Euler).Bind((2, 1)).Trajectory(state, [], 0.5, steps: 5, every: 2, withEnergies: true);
        Assert.Equal([[64, -32], [16, -8], [4, -2]], kept.States.Select(at => at.ToArray()));
        Assert.Equal([2560, 160, 10], kept.Energies);
        Assert.Equal([2, -1], state);
    }

    [Fact]
    public void Energies_are_optional()
    {
        Trajectory<float> kept = GradientFlow.Of(Scope.ParseExpression("sum(Z .* Z)/2"), Variable("Z"))
            .Compile<float>(Integrator.Euler).Bind((2, 1)).Trajectory([64, -32], [], 0.5f, steps: 1);
        Assert.Equal(2, kept.States.Length);
        Assert.Empty(kept.Energies);
    }

    [Fact]
    public void A_trajectory_fills_memory_of_the_caller_and_allocates_nothing()
    {
        BoundFlow<double> flow = Flow("sum((Z - A) .* (Z - A))/2", Integrator.RungeKutta4, "A").Bind((2, 3), (2, 3));
        double[] state = new double[6], a = [1, 2, 3, 4, 5, 6], states = new double[18], energies = new double[3];
        ReadOnlyMemory<double>[] inputs = [a];
        RunBoth();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            RunBoth();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        // The distance to A shrinks by 3/8 in each step of 1, up to rounding; at the start it is A, of which half the square is 91/2.
        Assert.Equal(new double[6], states[..6]);
        Assert.All(a.Zip(states[6..12]), pair => Assert.Equal(pair.First * 5 / 8, pair.Second, tolerance: 1e-14));
        Assert.All(a.Zip(states[12..]), pair => Assert.Equal(pair.First * 55 / 64, pair.Second, tolerance: 1e-14));
        Assert.All(energies.Zip([45.5, 45.5 * 9 / 64, 45.5 * 81 / 4096]), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-13));

        void RunBoth()
        {
            state.AsSpan().Clear();
            flow.Step(state, a, 1);
            state.AsSpan().Clear();
            flow.Trajectory(state, inputs, 1, steps: 2, every: 1, states, energies);
        }
    }

    // Each whole step takes the state from k·A to (k + 1)·A, so it stays an integer multiple of A in every entry.
    [Theory]
    [InlineData(Integrator.Euler)]
    [InlineData(Integrator.RungeKutta4)]
    public void A_cancelled_run_stops_after_a_whole_step(Integrator integrator)
    {
        BoundFlow<double> flow = Flow("sum(Z .* A)", integrator, "A").Bind((3, 2), (3, 2));
        double[] a = [-1, -2, -3, -4, -5, -6], state = new double[6];
        Assert.Throws<OperationCanceledException>(() => flow.Run(state, [a], 1, 5, new CancellationToken(canceled: true)));
        Assert.Equal(new double[6], state);

        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(() => flow.Trajectory(state, [a], 6, int.MaxValue, int.MaxValue, [], [], source.Token));
        double steps = Math.Round(state[0] / 6);
        Assert.All(state.Zip(a), pair => Assert.Equal(-6 * steps * pair.Second, pair.First));
        flow.Step(state, a, 6);
        Assert.Equal(6 * (steps + 1), state[0]);
    }

    // There are 2^31 states, the first before any step; the token is heard before the second.
    [Fact]
    public void States_that_are_not_wanted_may_be_more_than_an_array_holds()
    {
        BoundFlow<double> flow = Flow("sum(Z .* Z)/2", Integrator.Euler).Bind((2, 1));
        Assert.Throws<OperationCanceledException>(
            () => flow.Trajectory(new double[2], [], 1, int.MaxValue, 1, [], [], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void One_bound_flow_moves_states_in_many_threads()
    {
        BoundFlow<double> flow = Flow("sum((F*Z) .* (F*Z))/2", Integrator.RungeKutta4, "F").Bind((2, 3), (3, 2));
        double[] f = [1, 2, 3, 4, 5, 6];
        double[][] states = [.. Enumerable.Range(0, 8).Select(_ => new double[] { 1, 0, 1, 0, 1, 1 })];
        Parallel.ForEach(states, state =>
        {
            for (int step = 0; step < 200; step++)
            {
                flow.Step(state, f, 1.0 / 1024);
            }
        });
        Assert.All(states, state => Assert.Equal(states[0], state));
        Assert.NotEqual(1, states[0][0]);
    }

    [Fact]
    public void Errors_say_what_is_wrong()
    {
        BoundFlow<double> flow = Flow("sum(Z .* A)", Integrator.Euler, "A").Bind((2, 3), (2, 3));
        double[] memory = new double[12], a = new double[6], state = new double[6];
        Refuses("the state holds Z: 2×3 and needs 6 numbers, not 5", () => flow.Step(state.AsSpan(1), a, 1));
        Refuses("A: matrix(n,d) is 2×3 here and needs 6 numbers, not 5", () => flow.Step(state, a.AsSpan(1), 1));
        Refuses("the function takes 1 input (A), not 0", () => flow.Step(state, 1));
        Refuses("the function takes 1 input (A), not 2", () => flow.Run(state, [a, a], 1));
        Refuses("the state overlaps the memory of the input A", () => flow.Step(memory.AsSpan(0, 6), memory.AsSpan(5, 6), 1));
        Refuses("the states need 12 numbers, or none if they are not wanted, but not 6", () => flow.Trajectory(state, [a], 1, 2, 2, a, []));
        Refuses("the energies need 2 numbers, or none if they are not wanted, but not 6", () => flow.Trajectory(state, [a], 1, 2, 2, [], a));
        Refuses("the states overlap the memory of the energies", () => flow.Trajectory(state, [a], 1, 1, 1, memory, memory.AsSpan(0, 2)));
        Refuses("the energies overlap the memory of the input A", () => flow.Trajectory(state, [a], 1, 5, 1, [], a));
        Refuses(
            "the states overlap the memory of the state", () => flow.Trajectory(memory.AsSpan(0, 6), [a], 1, 1, 1, memory.AsSpan(0, 12), []));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.Run(state, [a], 1, steps: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.Trajectory(state, [a], 1, steps: 1, every: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.WithThreads(0));
        Refuses("2147483648 states of 6 numbers are more than an array holds (Parameter 'steps')", () => flow.Trajectory(state, [a], 0.1, int.MaxValue));
        Assert.Contains("9", Assert.Throws<ArgumentOutOfRangeException>("integrator", () => Flow("sum(Z .* A)", (Integrator)9, "A")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => Flow("sum(Z .* A)", Integrator.Euler, "A").Bind((MatrixLayout)7, (2, 3), (2, 3)));
        Refuses("Z is listed twice among the inputs (Parameter 'inputs')", () => Flow("sum(Z .* A)", Integrator.Euler, "A", "Z"));
    }

    private static CompiledFlow<double> Flow(string energy, Integrator integrator, params string[] inputs) =>
        GradientFlow.Of(Scope.ParseExpression(energy), Variable("Z")).Compile<double>(integrator, inputs.Select(Variable));

    private static Variable Variable(string name) => Scope[name];

    private static void Refuses(string message, Action run) => Assert.Equal(message, Assert.Throws<ArgumentException>(run).Message);
}
