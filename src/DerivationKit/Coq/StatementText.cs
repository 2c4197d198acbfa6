using System.Collections.Immutable;
using System.Globalization;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>Writes elaborated terms as they stand, for the statement: it shares nothing with the reading of terms as polynomials.</summary>
/// <remarks>A free index x is i_x; bound indices are j0, j1, ... by their depth.</remarks>
internal static class StatementText
{
    /// <summary>The term.</summary>
    public static string Of(Term term) => Of(term, ImmutableDictionary<string, string>.Empty);

    /// <summary>A free index.</summary>
    public static string Name(Index index) => CoqName.Escape('i', index.Name);

    /// <summary>The quantifiers of free indices.</summary>
    public static string Binders(IEnumerable<Index> free) => string.Concat(free.Select(i => $" ({Name(i)} : 'I_({Atoms.Size(i.Dimension)}))"));

    private static string Of(Term term, ImmutableDictionary<string, string> bound) => term switch
    {
        Number n => CoqText.Number(n.Value),
        Size s => s.Dimension.Size is { } size ? CoqText.Number(size) : $"({Atoms.Size(s.Dimension)}%:R)",
        Entry e => Applied(CoqName.Escape('v', e.Tensor), e.Indices, bound),
        Delta d => Applied("dl", [d.Left, d.Right], bound),
        AtLeast a => Applied("ge", [a.Left, a.Right], bound),
        Add a => a.Terms.IsEmpty ? "0" : $"({string.Join(" + ", a.Terms.Select(t => Of(t, bound)))})",
        Multiply m => m.Factors.IsEmpty ? "1" : $"({string.Join(" * ", m.Factors.Select(f => Of(f, bound)))})",
        Sum s => Sum(s, bound),
        Function { Name: ScalarFunction.Exp } f => $"(exp {Of(f.Argument, bound)})",
        Function { Name: ScalarFunction.Log } f => $"(log {Of(f.Argument, bound)})",
        Function f => throw new CoqExportException($"the function {f.Name.ToString().ToLowerInvariant()} has no Coq counterpart yet"),
        Kernel.Power { Exponent.IsZero: true } => "1",
        Kernel.Power p => $"({CoqText.Raised(Of(p.Base, bound), p.Exponent)})",
        Inverse or Determinant or MatrixExponential => throw new CoqExportException("inverses, determinants and exponentials of matrices have no Coq counterpart yet"),
        _ => throw new CoqExportException($"{term.GetType().Name} has no Coq counterpart"),
    };

    private static string Sum(Sum s, ImmutableDictionary<string, string> bound)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"j{bound.Count}");
        return $"(\\sum_({name} < {Atoms.Size(s.Index.Dimension)}) {Of(s.Body, bound.Add(s.Index.Name, name))})";
    }

    private static string Applied(string name, ImmutableArray<Index> indices, ImmutableDictionary<string, string> bound) =>
        indices.IsEmpty ? name : $"({name} {string.Join(" ", indices.Select(i => bound.GetValueOrDefault(i.Name) ?? Name(i)))})";
}
