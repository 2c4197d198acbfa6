// Breaks the kernel in one place after another, and lists which false claims it then proves and which other layers object.
//   dotnet run -c Release --project tests/DerivationKit.Faults [FIRST [COUNT]]

using DerivationKit.Faults;

string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "DerivationKit.sln")))
{
    root = Path.GetDirectoryName(root)!;
}

int first = args.Length > 0 ? int.Parse(args[0]) : 0, count = args.Length > 1 ? int.Parse(args[1]) : int.MaxValue;
KernelBuild build = new(root);
Fault[] faults = [.. build.Sources.SelectMany(Fault.In)];
string claims = Claims.Sample(Path.Combine(root, "tests", "Corpus"));
HashSet<string> usual = [.. Lines(build.Load(null)!.Run(claims))];
Console.WriteLine($"{faults.Length} faults; {claims.Split('\n').Length} claims, of which the sound kernel proves {usual.Count}, {usual.Count(l => l.Contains(" false"))} of them false");

int compiled = 0, silent = 0, loses = 0, shows = 0, caught = 0;
foreach ((Fault fault, int number) in faults.Select((f, i) => (f, i)).Skip(first).Take(count))
{
    if (build.Load(fault) is not { } kit)
    {
        continue;
    }

    compiled++;
    string[] found = Lines(LargeStack.Run(() => kit.Run(claims)));
    kit.Unload();
    string[] wrong = [.. found.Where(l => l.Contains(" false") && !usual.Contains(l))];
    bool isLess = usual.Except(found).Any(), isCaught = wrong.All(l => !l.EndsWith(" false", StringComparison.Ordinal));
    shows += wrong.Length > 0 ? 1 : 0;
    caught += wrong.Length > 0 && isCaught ? 1 : 0;
    loses += wrong.Length == 0 && isLess ? 1 : 0;
    silent += wrong.Length == 0 && !isLess ? 1 : 0;
    if (wrong.Length > 0)
    {
        Console.WriteLine($"{number,5} {fault.File}:{fault.Line} {fault.Change}");
        Console.WriteLine($"      {wrong.Length} false claims proved{(isCaught ? "" : ", NOT ALL OF THEM CAUGHT")}: {string.Join("; ", wrong.OrderBy(l => l.Length).Take(3))}");
    }
}

Console.WriteLine($"{compiled} faults compiled: {shows} prove something false, {caught} of these with another layer objecting to every such proof; {loses} lose proofs; {silent} show nowhere");
return shows == caught ? 0 : 1;

static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
