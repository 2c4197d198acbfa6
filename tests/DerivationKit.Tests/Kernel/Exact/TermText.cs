using System.Text.RegularExpressions;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Conditions as text, without the numbers that tell fresh indices apart.</summary>
internal static partial class TermText
{
    public static string Of(Condition condition) => FreshNumber().Replace($"{Of(condition.Term)} {Sign(condition.Kind)}", "");

    private static string Sign(ConditionKind kind) => kind switch
    {
        ConditionKind.NonZero => "≠ 0",
        ConditionKind.NonNegative => "≥ 0",
        _ => "> 0",
    };

    private static string Of(Term term) => term switch
    {
        Number n => $"{n.Value}",
        Size s => s.Dimension.Text,
        Entry { Indices.IsEmpty: true } e => e.Tensor,
        Entry e => $"{e.Tensor}[{string.Join(",", e.Indices)}]",
        Delta d => $"δ({d.Left},{d.Right})",
        AtLeast a => $"[{a.Left} >= {a.Right}]",
        Add a => $"({string.Join(" + ", a.Terms.Select(Of))})",
        Multiply m => string.Join(" ", m.Factors.Select(Of)),
        Sum s => $"sum_{s.Index} {Of(s.Body)}",
        Function f => $"{f.Name}({Of(f.Argument)})",
        Inverse v => $"inv({Of(v.Matrix.Body)})[{string.Join(",", v.Rows)},{string.Join(",", v.Columns)}]",
        Determinant d => $"det({Of(d.Matrix.Body)})",
        MatrixExponential x => $"exp({Of(x.Matrix.Body)})[{string.Join(",", x.Indices)}]",
        Power p => $"({Of(p.Base)})^({p.Exponent})",
        _ => throw new ArgumentException("an elaborated term is expected", nameof(term)),
    };

    [GeneratedRegex("~[0-9]+")]
    private static partial Regex FreshNumber();
}
