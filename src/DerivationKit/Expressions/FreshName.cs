namespace DerivationKit;

/// <summary>Names that nothing else has.</summary>
internal static class FreshName
{
    /// <summary>The name, with as many primes ′ as it takes to be nobody's; from then on it is taken.</summary>
    public static string Take(string stem, HashSet<string> taken)
    {
        string name = stem;
        while (!taken.Add(name))
        {
            name += "′";
        }

        return name;
    }
}
