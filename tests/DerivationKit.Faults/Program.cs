// Breaks the kernel in one place after another, and lists which false claims it then proves and which other layers object.
//   dotnet run -c Release --project tests/DerivationKit.Faults -- [EVERY [FIRST]]
// takes every so many faults, from the first given one on. Each kernel runs in a process of its own, since it may do anything.

using DerivationKit.Faults;

if (args is ["--probe", var kernel, var file])
{
    Console.Write(LargeStack.Run(() => new KitContext(kernel).Run(File.ReadAllText(file))));
    return 0;
}

string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "DerivationKit.sln")))
{
    root = Path.GetDirectoryName(root)!;
}

int every = args.Length > 0 ? int.Parse(args[0]) : 1, first = args.Length > 1 ? int.Parse(args[1]) : 0;
using Probing probing = new(new(root), Claims.Sample(Path.Combine(root, "tests", "Corpus")));
Fault[] faults = [.. probing.Build.Sources.SelectMany(Fault.In)];
HashSet<string> usual = [.. probing.Run(null)!];
Console.WriteLine($"{faults.Length} faults; {probing.Claims} claims, of which the sound kernel proves {usual.Count}, {usual.Count(Probing.IsFalse)} of them defined or differentiable nowhere");

Dictionary<string, int> counts = new() { ["prove something false, and all of it is objected to"] = 0, ["prove something false to which no layer objects"] = 0, ["lose proofs"] = 0, ["crash or hang"] = 0, ["show nowhere"] = 0, ["do not compile"] = 0 };
for (int number = first; number < faults.Length; number += every)
{
    Fault fault = faults[number];
    string[]? found = probing.Run(fault);
    string[] wrong = [.. (found ?? []).Where(l => Probing.IsFalse(l) && !usual.Contains(l))];
    bool isCaught = wrong.All(l => !l.EndsWith(" false", StringComparison.Ordinal));
    string outcome = found is null ? probing.Compiles ? "crash or hang" : "do not compile"
        : wrong.Length > 0 ? isCaught ? "prove something false, and all of it is objected to" : "prove something false to which no layer objects"
        : usual.Except(found).Any() ? "lose proofs" : "show nowhere";
    counts[outcome]++;
    if (wrong.Length > 0)
    {
        Console.WriteLine($"{number,5} {fault.File}:{fault.Line} {fault.Change}");
        Console.WriteLine($"      {(isCaught ? "" : "NOT CAUGHT: ")}{wrong.Length} false claims proved: {string.Join("; ", wrong.OrderBy(l => l.Length).Take(3))}");
    }
}

foreach ((string outcome, int count) in counts)
{
    Console.WriteLine($"{count,5} {outcome}");
}

return counts["prove something false to which no layer objects"] == 0 ? 0 : 1;
