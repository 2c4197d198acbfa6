using DerivationKit.Cli;

return CommandLine.Run(args, Terminal.OfProcess());
