using System.Text.RegularExpressions;
using FlowToTrajectory;

namespace DerivationKit.Tests.Documentation;

public partial class FlowToTrajectoryTests
{
    // The sum over the samples of log(sum(exp(z·θ[j]))) - z·θ[label], by hand: the logits are (-2, 3, -1), (0, -2, 2), (2, -1, -1), (-2, -1, 3).
    private static readonly double LossAtStart = LogSumExp(-2, 3, -1) + 2 + LogSumExp(0, -2, 2) + 2 + LogSumExp(2, -1, -1) + 1 + LogSumExp(-2, -1, 3) + 2;

    [Fact]
    public void The_flow_is_proved_and_the_loss_falls_along_its_trajectory()
    {
        using StringWriter output = new();
        Assert.True(Trajectory.Print(output));
        string[] lines = output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(["flow: Z' = (C - softmax_rows(Z*θ'))*θ", "verdict: proved for all dimensions"], lines[1..3]);

        double[] losses = [.. lines[3..].Select(line => double.Parse(StepLine().Match(line).Groups[1].Value))];
        Assert.Equal(11, losses.Length);
        Assert.Equal(LossAtStart, losses[0], tolerance: 1e-6); // six decimals are printed
        Assert.All(losses.Zip(losses[1..]), pair => Assert.True(pair.Second < pair.First));
    }

    private static double LogSumExp(params double[] logits) => Math.Log(logits.Sum(Math.Exp));

    [GeneratedRegex(@"^step +\d+: loss (\d+\.\d{6})$")]
    private static partial Regex StepLine();
}
