using System.Runtime.InteropServices;
using System.Text.Json;
using DerivationKit.Benchmarks.Contenders;
using DerivationKit.Benchmarks.Kernels;
using DerivationKit.Benchmarks.Limits;
using DerivationKit.Benchmarks.Measuring;

namespace DerivationKit.Benchmarks.Modes;

/// <summary>Answers requests, one a line, each by a line of JSON; <c>README.md</c> lists them.</summary>
internal static class Server
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Run(TextReader requests, TextWriter answers)
    {
        ISession? session = null;
        Priming.Run();
        Write(answers, new { Ready = true, Runtime = RuntimeInformation.FrameworkDescription, Contenders = Contender.Names });
        while (requests.ReadLine() is { } line && line != "quit")
        {
            try
            {
                Write(answers, Answer(line.Split(' '), ref session));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Write(answers, new { Error = $"{e.GetType().Name}: {e.Message}" });
            }
        }
    }

    private static object Answer(string[] words, ref ISession? session) => words switch
    {
        ["kernels"] => KernelCatalogue.Kernels.Select(k => new { Kernel = k, Sizes = KernelCatalogue.SizesOf(k) }),
        ["limits", var slice] => Machine.Measure(double.Parse(slice)),
        ["prepare", var kernel, var size, var type, var folder] => Prepare(kernel, size, type, folder, out session),
        ["check", var contender, var threads] => new { RelativeError = Prepared(session).Check(contender, int.Parse(threads)) },
        ["time", var contender, var threads, var slice] => Prepared(session).Time(contender, int.Parse(threads), double.Parse(slice)),
        _ => throw new ArgumentException($"unknown request {string.Join(' ', words)}"),
    };

    private static ISession Prepared(ISession? session) => session ?? throw new InvalidOperationException("nothing is prepared");

    private static Description Prepare(string kernel, string size, string type, string folder, out ISession session)
    {
        KernelCase @case = KernelCatalogue.Of(kernel, size);
        session = type == "f64" ? new Session<double>(@case, folder) : new Session<float>(@case, folder);
        var description = Description.Of(@case, type);
        File.WriteAllText(Path.Combine(folder, "case.json"), JsonSerializer.Serialize(description, Json));
        return description;
    }

    private static void Write(TextWriter answers, object answer)
    {
        answers.WriteLine(JsonSerializer.Serialize(answer, Json));
        answers.Flush();
    }
}
