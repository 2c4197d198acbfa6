using System.Text.RegularExpressions;
// README
using DerivationKit;
using DerivationKit.Compilation;
using DerivationKit.Flows;
using DerivationKit.Language;
// END
using DerivationKit.Tests.Architecture;

namespace DerivationKit.Tests.Documentation;

// The README shows the lines between the marks of this file, and says in comments what they print, and then those of another.
public partial class ReadmeTests
{
    private static readonly string[] Blocks =
        [.. Fence().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(match => match.Groups[1].Value)];

    [Fact]
    public void The_readme_shows_the_code_that_runs_here() => Assert.Equal([Marked("ReadmeTests.cs"), Marked("ReadmePropertyTests.cs")], Blocks);

    [Fact]
    public void The_code_prints_what_its_comments_say()
    {
        Console.Lines.Clear();

        // README
        Scope scope = Scope.Parse("Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows");
        Expr loss = scope.ParseExpression("-sum(C .* logsoftmax_rows(Z*θ'))");
        Variable z = scope["Z"], theta = scope["θ"], c = scope["C"];
        GradientFlow flow = GradientFlow.Of(loss, z);
        Console.WriteLine(flow.Velocity(z)); // (C - softmax_rows(Z*θ'))*θ
        Console.WriteLine(Verifier.Decide(flow.FieldClaim(z)) is Verdict.ProvedAllDimensions); // True
        Claim slip = Claim.Equal(Expr.Gradient(loss, z), flow.Velocity(z));
        if (Verifier.Decide(slip) is Verdict.Refuted refuted)
        {
            Console.WriteLine(refuted.Counterexample.Instance); // d = 1, k = 2, n = 1; C = [1 0], Z = [0], θ = [0; 1]
        }

        double[] state = [0, 0], corners = [1, -1], labels = [1, 0, 0, 1], gradient = new double[2];
        BoundLossAndGradient<double> descent = Compile.LossAndGradient<double>(loss, z, z, theta, c).Bind((2, 1), (2, 1), (2, 2));
        Console.WriteLine($"{descent.Run(state, corners, labels, gradient):F6}, {string.Join(" ", gradient)}"); // 1.386294, -1 1
        BoundFlow<double> bound = flow.Compile<double>(Integrator.RungeKutta4, theta, c).Bind((2, 1), (2, 1), (2, 2));
        Trajectory<double> path = bound.Trajectory(state, [corners, labels], stepSize: 0.5, steps: 4, every: 2, withEnergies: true);
        Console.WriteLine(string.Join(", ", path.Energies.Select(energy => $"{energy:F3}"))); // 1.386, 0.479, 0.265
        // END

        Assert.Equal(Comment().Matches(Blocks[0]).Select(match => match.Groups[1].Value), Console.Lines);
    }

    private static string Marked(string file) => string.Join("\n\n", Marks().Matches(File.ReadAllText(
        Path.Combine(Repository.Root, "tests", "DerivationKit.Tests", "Documentation", file)))
        .Select(match => WithoutMargin(match.Groups[1].Value)));

    private static string WithoutMargin(string lines) => Regex.Replace(lines, $"^ {{{lines.TakeWhile(c => c == ' ').Count()}}}", "", RegexOptions.Multiline).Trim();

    [GeneratedRegex(@"```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ *// README\n(.*?)^ *// END$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Marks();

    [GeneratedRegex("WriteLine.*; // (.*)$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    // Hears what the lines above print.
    private static class Console
    {
        public static List<string> Lines { get; } = [];

        public static void WriteLine(object value) => Lines.Add($"{value}");
    }
}
