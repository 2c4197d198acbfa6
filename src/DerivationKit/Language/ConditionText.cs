using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Prints the conditions of a theorem, such as "x[i] ≠ 0 for all i".</summary>
public static class ConditionText
{
    private const int LongestText = 400;
    private const string Letters = "ijlmpqrstuvw";

    /// <summary>The condition with short names for its indices.</summary>
    public static string Print(Condition condition)
    {
        Renaming renaming = new();
        string term = Text.Print(renaming.Of(condition.Term));
        string relation = condition.Kind switch
        {
            ConditionKind.NonZero => "≠ 0",
            ConditionKind.NonNegative => "≥ 0",
            ConditionKind.Zero => "= 0",
            ConditionKind.Positive => "> 0",
            ConditionKind.Semidefinite => $"as a matrix over {string.Join(", ", renaming.Free)} is positive semidefinite",
            _ => throw new InvalidOperationException("a condition that has no text"),
        };
        string all = renaming.Free.Count == 0 || condition.Kind == ConditionKind.Semidefinite ? "" : $" for all {string.Join(", ", renaming.Free)}";
        return $"{(term.Length <= LongestText ? term : term[..LongestText] + "…")} {relation}{all}";
    }

    /// <summary>Names indices in the order in which they are met; elaborated terms hold neither operators nor derivatives.</summary>
    private sealed class Renaming
    {
        private readonly Dictionary<string, Index> names = [];
        private readonly HashSet<string> bound = [];

        public List<string> Free { get; } = [];

        public Term Of(Term term) => term switch
        {
            Entry e => new Entry(e.Tensor, [.. e.Indices.Select(At)]),
            Delta d => new Delta(At(d.Left), At(d.Right)),
            AtLeast a => new AtLeast(At(a.Left), At(a.Right)),
            Add a => new Add([.. a.Terms.Select(Of)]),
            Multiply m => new Multiply([.. m.Factors.Select(Of)]),
            Sum s => Bind(s),
            Function f => new Function(f.Name, Of(f.Argument)),
            Power p => new Power(Of(p.Base), p.Exponent),
            Inverse v => new Inverse(Of(v.Matrix), [.. v.Rows.Select(At)], [.. v.Columns.Select(At)]),
            Determinant d => new Determinant(Of(d.Matrix)),
            MatrixExponential x => new MatrixExponential(Of(x.Matrix), [.. x.Indices.Select(At)]),
            _ => term,
        };

        private Abstraction Of(Abstraction matrix)
        {
            bound.UnionWith(matrix.Parameters.Select(p => p.Name));
            return new([.. matrix.Parameters.Select(At)], Of(matrix.Body));
        }

        private Sum Bind(Sum s)
        {
            bound.Add(s.Index.Name);
            return new Sum(At(s.Index), Of(s.Body));
        }

        private Index At(Index index)
        {
            if (!names.TryGetValue(index.Name, out Index? named))
            {
                int count = names.Count;
                string name = Letters[count % Letters.Length] + (count < Letters.Length ? "" : $"{count / Letters.Length}");
                names[index.Name] = named = index with { Name = name };
                if (!bound.Contains(index.Name))
                {
                    Free.Add(name);
                }
            }

            return named;
        }
    }
}
