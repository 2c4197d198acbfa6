using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DerivationKit.Benchmarks.Modes;

const double slice = 80; // milliseconds

switch (args)
{
    case ["serve"]:
        Server.Run(Console.In, Console.Out);
        break;
    case ["latency"]:
        Latency.Run();
        break;
    case ["latency-empty"]:
        break;
    case ["latency-first"]:
        Latency.First();
        break;
    case ["linear", .. var rest]:
        Growth.Run(SliceOf(rest));
        break;
    case ["linear-rows", var rows, var milliseconds]:
        Growth.Rows(int.Parse(rows), double.Parse(milliseconds));
        break;
    case ["threads", .. var rest]:
        Threads.Run(SliceOf(rest));
        break;
    default:
        // In process: the default toolchain generates a project outside Directory.Packages.props and restores it anew.
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
        break;
}

static double SliceOf(string[] rest) => rest is ["--slice-ms", var milliseconds] ? double.Parse(milliseconds) : slice;
