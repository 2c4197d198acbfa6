using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DerivationKit.Benchmarks.Modes;

switch (args)
{
    case ["serve"]:
        Server.Run(Console.In, Console.Out);
        break;
    default:
        // In process: the default toolchain generates a project outside Directory.Packages.props and restores it anew.
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
        break;
}
