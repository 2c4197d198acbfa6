using System.Collections;
using System.Text;
using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace DerivationKit.Testing;

/// <summary>Keeps FsCheck's result instead of printing it.</summary>
/// <param name="unnamed">How many of the first arguments are none of the property's own.</param>
internal sealed class ResultRunner(int unnamed) : IRunner
{
    private TestResult? result;

    public void OnStartFixture(Type t)
    {
    }

    public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    public void OnFinished(string name, TestResult testResult) => result = testResult;

    /// <summary>The success text, or an exception with the counterexample.</summary>
    public string Report(string name) => result switch
    {
        TestResult.Failed failed => throw Counterexample(name, failed),
        TestResult.Exhausted exhausted => throw new PropertyFailedException(
            $"{name}: undecided, only {exhausted.Item.NumberOfTests} case(s) met the precondition. That of a claim is that both sides are defined: declare what makes them so, such as positive"),
        { } passed => Runner.onFinishedToString(name, passed),
        null => throw new InvalidOperationException("FsCheck gave no result"),
    };

    // FsCheck's tuple: data, original arguments, shrunk arguments, outcome, run's first state, failing state, failing size.
    private PropertyFailedException Counterexample(string name, TestResult.Failed failed)
    {
        (TestData data, Outcome outcome) = (failed.Item1, failed.Item4);
        (string original, string shrunk) = (ShowAll(failed.Item2.Skip(unnamed)), ShowAll(failed.Item3.Skip(unnamed)));
        var replay = new ReplaySeed(failed.Item6.Seed, failed.Item6.Gamma, failed.Item7).ToString();
        var text = new StringBuilder()
            .AppendLine($"{name}: fails at case {data.NumberOfTests}, after {data.NumberOfShrinks} shrink(s)")
            .AppendLine($"  counterexample: {shrunk}")
            .AppendLine($"  first found as: {original}");
        if (!data.Labels.IsEmpty)
        {
            text.AppendLine($"  label: {string.Join(", ", data.Labels)}");
        }

        text.Append($"  replay this case: \"{replay}\"")
            .AppendLine($"  whole run: \"{new ReplaySeed(failed.Item5.Seed, failed.Item5.Gamma)}\"")
            .Append($"  either as {PropertyRunner.ReplaySetting}, with a filter for this test, or as Replay of its attribute");

        // Of a property that is false FsCheck makes an exception that nobody threw.
        return new(text.ToString(), outcome is Outcome.Failed { Item: { StackTrace: not null } thrown } ? thrown : null)
        {
            Counterexample = shrunk,
            FirstFoundAs = original,
            Replay = replay,
        };
    }

    private static string ShowAll(IEnumerable<object> values) => string.Join(", ", values.Select(Show));

    // An array's own text is the name of its type.
    private static string Show(object? value) =>
        value is IEnumerable items && value.ToString() == value.GetType().ToString() ? $"[{ShowAll(items.Cast<object>())}]" : $"{value ?? "null"}";
}
