using DerivationKit;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Matrices;
using DerivationKit.Flows;
using DerivationKit.Language;
using MathNet.Numerics.LinearAlgebra;

namespace FlowToTrajectory;

/// <summary>From a loss on paper to its gradient flow, a proof that the flow is right, and a trajectory along which the loss falls.</summary>
public static class Trajectory
{
    /// <summary>Prints all of that, and says whether the flow was proved.</summary>
    public static bool Print(TextWriter output)
    {
        // Multinomial regression: n samples with d features, k classes, one label for each sample.
        Scope scope = Scope.Parse("Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows");
        (Variable z, Variable theta, Variable c) = (scope["Z"], scope["θ"], scope["C"]);
        Expr loss = scope.ParseExpression("-sum(C .* logsoftmax_rows(Z*θ'))");

        GradientFlow flow = GradientFlow.Of(loss, z);
        Verdict verdict = Verifier.Decide(flow.FieldClaim(z));
        output.WriteLine($"loss: {Text.Print(loss)}");
        output.WriteLine($"flow: Z' = {Text.Print(flow.Velocity(z))}");
        output.WriteLine($"verdict: {(verdict is Verdict.ProvedAllDimensions ? "proved for all dimensions" : verdict)}");

        // The same delegates serve all sizes.
        var energy = Compile.Function<double>(loss, z, theta, c).OnMatrices().ToFunc<Matrix<double>, Matrix<double>, Matrix<double>, double>();
        var euler = Compile.Function<double>(flow.EulerStep(z, Expr.Constant(0.25m)), z, theta, c)
            .OnMatrices().ToFunc<Matrix<double>, Matrix<double>, Matrix<double>, Matrix<double>>();

        // Three classes at the corners of a triangle, and four samples, each nearer to the corner of another class than its own.
        Matrix<double> corners = Matrix<double>.Build.DenseOfArray(new double[,] { { 2, 0 }, { -1, 2 }, { -1, -2 } });
        Matrix<double> labels = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 } });
        Matrix<double> samples = Matrix<double>.Build.DenseOfArray(new double[,] { { -1, 1 }, { 0, -1 }, { 1, 0 }, { -1, -1 } });
        for (int step = 0; step <= 10; step++)
        {
            output.WriteLine($"step {step,2}: loss {energy(samples, corners, labels):F6}");
            samples = euler(samples, corners, labels);
        }

        return verdict is Verdict.ProvedAllDimensions;
    }
}
