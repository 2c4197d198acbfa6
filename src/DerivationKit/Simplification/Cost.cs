using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>How much a reader has to read: every name, number, operator symbol, function name and argument counts 1, and so does a pair of
/// brackets. An array of ones or zeros and the identity count 2, whatever their dimensions;
/// a derivative under a name of its own counts more than a product. A shared part counts as often as it is written.</summary>
internal sealed class Cost
{
    private const long Unreadable = 1L << 40;
    private const int Quotation = 6;

    private readonly Dictionary<Expr, long> known = [];

    /// <summary>The cost of an expression.</summary>
    public long Of(Expr root)
    {
        if (!known.ContainsKey(root))
        {
            foreach (Expr node in root.PostOrder().Where(node => !known.ContainsKey(node)))
            {
                known[node] = Math.Min(Unreadable, OfNode(node));
            }
        }

        return known[root];
    }

    private long OfNode(Expr node) => node switch
    {
        Constant { Value: var value } => 1 + (value.Sign < 0 ? 1 : 0) + (value.IsInteger ? 0 : 2),
        Apply { Operator: { Notation: { Fixity: not Fixity.Function } notation }, Arguments: var arguments } => arguments.Length switch
        {
            0 => 1,
            1 => 1 + Operand(arguments[0], notation.Precedence) + (notation.Fixity == Fixity.Exponent ? 1 : 0),
            _ => 1 + Operand(arguments[0], notation.Precedence) + Operand(arguments[1], notation.Precedence + 1),
        },
        Apply { Arguments: [] } => 2,
        Apply { Operator: ExponentialDerivative } call => Quotation + call.Arguments.Sum(a => 1 + known[a]),
        Apply call => 1 + call.Operator.Parameters.Sum(p => p is Parameter.Text ? Quotation : 2) + call.Arguments.Sum(a => 1 + known[a]),
        _ => 1 + node.Children.Sum(c => 1 + known[c]),
    };

    private long Operand(Expr operand, int precedence) => known[operand] + (Precedence(operand) < precedence ? 1 : 0);

    private static int Precedence(Expr operand) => operand switch
    {
        Constant { Value: { IsInteger: true, Sign: >= 0 } } => 100,
        Constant => 20,
        Apply apply => apply.Operator.Notation.Precedence,
        _ => 100,
    };
}
