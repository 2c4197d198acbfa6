using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DerivationKit.Faults;

/// <summary>One thing broken in one file of the kernel.</summary>
/// <param name="File">The file, by its name.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Change">What was broken.</param>
/// <param name="Tree">The file as it then reads.</param>
internal sealed record Fault(string File, int Line, string Change, SyntaxTree Tree)
{
    /// <summary>Every fault of a file: a check left out, a comparison off by one, a connective or a sign exchanged, a default turned round.</summary>
    public static IEnumerable<Fault> In(SyntaxTree tree) =>
        from node in tree.GetRoot().DescendantNodes()
        from broken in Broken(node)
        select new Fault(
            Path.GetFileName(tree.FilePath), node.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            broken.Change, tree.WithRootAndOptions(tree.GetRoot().ReplaceNode(node, broken.Node.WithTriviaFrom(node)), tree.Options));

    private static IEnumerable<(SyntaxNode Node, string Change)> Broken(SyntaxNode node) => node switch
    {
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } when IsCheck(call) => [(EmptyStatement(), $"left out: {Short(call)}")],
        ConditionalExpressionSyntax { WhenFalse: ThrowExpressionSyntax } c => [(c.WhenTrue, $"left out: {Short(c.Condition)}")],
        ConditionalExpressionSyntax { WhenTrue: ThrowExpressionSyntax } c => [(c.WhenFalse, $"left out: {Short(c.Condition)}")],
        BinaryExpressionSyntax binary => Exchanged(binary),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus => [(minus.Operand, $"sign lost: {Short(minus)}")],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => [(not.Operand, $"not lost: {Short(not)}")],
        SwitchExpressionArmSyntax { Pattern: DiscardPatternSyntax, Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } } arm =>
            [(arm.WithExpression(LiteralExpression(SyntaxKind.TrueLiteralExpression)), "default turned round")],
        _ => [],
    };

    private static bool IsCheck(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Require" } or IdentifierNameSyntax { Identifier.Text: "Require" };

    private static IEnumerable<(SyntaxNode Node, string Change)> Exchanged(BinaryExpressionSyntax binary)
    {
        SyntaxKind[] others = binary.Kind() switch
        {
            SyntaxKind.LogicalAndExpression => [SyntaxKind.LogicalOrExpression],
            SyntaxKind.LogicalOrExpression => [SyntaxKind.LogicalAndExpression],
            SyntaxKind.EqualsExpression => [SyntaxKind.NotEqualsExpression],
            SyntaxKind.NotEqualsExpression => [SyntaxKind.EqualsExpression],
            SyntaxKind.GreaterThanExpression => [SyntaxKind.GreaterThanOrEqualExpression],
            SyntaxKind.GreaterThanOrEqualExpression => [SyntaxKind.GreaterThanExpression],
            SyntaxKind.LessThanExpression => [SyntaxKind.LessThanOrEqualExpression],
            SyntaxKind.LessThanOrEqualExpression => [SyntaxKind.LessThanExpression],
            SyntaxKind.AddExpression when !IsText(binary) => [SyntaxKind.SubtractExpression],
            SyntaxKind.SubtractExpression => [SyntaxKind.AddExpression],
            SyntaxKind.MultiplyExpression => [SyntaxKind.DivideExpression],
            SyntaxKind.DivideExpression => [SyntaxKind.MultiplyExpression],
            _ => [],
        };
        return others.Select(kind => ((SyntaxNode)BinaryExpression(kind, binary.Left, binary.Right), $"{binary.OperatorToken.Text} exchanged: {Short(binary)}"));
    }

    private static bool IsText(SyntaxNode node) => node.DescendantNodes().Any(n => n is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression });

    private static string Short(SyntaxNode node) => string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var text && text.Length > 70 ? $"{text[..70]}…" : text;
}
