namespace DerivationKit.Kernel;

/// <summary>Every rule by which a polynomial may be rewritten.</summary>
public static class RuleTable
{
    private static readonly ImmutableDictionary<string, Rule> ByName = new[]
    {
        IndexRules.Rename, IndexRules.Substitute, IndexRules.Identify, IndexRules.Cardinality,
        ClosureRules.Within, ClosureRules.Permute, ClosureRules.Tidy, ClosureRules.Expand, ClosureRules.SplitExp, ClosureRules.CancelExponents, ClosureRules.Solve,
        ContentRules.ExtractAtom, ContentRules.ExtractNumber, ContentRules.ExtractSquare, ContentRules.Lower, ContentRules.Separate,
        CircularRules.Parity, CircularRules.Addition, CircularRules.Circle, CircularRules.Inverse, CircularRules.RightAngle,
        SignRules.SquareRoot, OrderRules.Antisymmetry, OrderRules.Totality, EquationRules.Fold, EquationRules.Given, CaseRules.Select, CaseRules.Decide,
        MatrixRules.Cancel, MatrixRules.Factor, MatrixRules.Unnest, MatrixRules.Diagonal, MatrixRules.Scale, MatrixRules.Exchange, KroneckerRules.Kronecker,
        ExponentialRules.Join, ExponentialRules.Add, ExponentialRules.Shift, ExponentialRules.Intertwine,
        UnrollRules.Unroll, UnrollRules.Meet, UnrollRules.Single, UnrollRules.Leibniz,
    }.ToImmutableDictionary(rule => rule.Name);

    /// <summary>Name and law of every rule, sorted by name.</summary>
    public static ImmutableArray<(string Name, string Law)> All =>
        [.. ByName.Values.Select(r => (r.Name, r.Law)).Concat(RootRules.All).OrderBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>Whether a rule is about a whole claim, so that no inner step that has to keep a value may use it.</summary>
    public static bool IsOfRoot(string name) => !ByName.ContainsKey(name);

    internal static Rule Find(string name) => ByName.GetValueOrDefault(name) ?? throw new KernelException($"there is no rule {name}");
}
