using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using Kernel = DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>How a term of the kernel is written in index notation.</summary>
internal static class TermNotation
{
    private static readonly Notation Plus = OperatorSyntax.Infix["+"].Notation;
    private static readonly Notation Minus = OperatorSyntax.Infix["-"].Notation;
    private static readonly Notation Times = OperatorSyntax.Infix["*"].Notation;
    private static readonly Notation Over = OperatorSyntax.Infix["/"].Notation;
    private static readonly Notation Negative = OperatorSyntax.Prefix["-"].Notation;
    private static readonly Notation Raised = OperatorSyntax.Power["^"].Create([OperatorSyntax.Exponent(2)]).Notation;

    /// <summary>The notation of a term; shared parts are shared.</summary>
    public static NotationTree Of(Term root)
    {
        Dictionary<Term, NotationTree> trees = new(ReferenceEqualityComparer.Instance);
        Stack<(Term Term, bool Done)> stack = new([(root, false)]);
        while (stack.TryPop(out (Term Term, bool Done) top))
        {
            if (top.Done)
            {
                trees[top.Term] = Node(top.Term, trees);
            }
            else if (!trees.ContainsKey(top.Term))
            {
                stack.Push((top.Term, true));
                foreach (Term child in Children(top.Term))
                {
                    stack.Push((child, false));
                }
            }
        }

        return trees[root];
    }

    private static ImmutableArray<Term> Children(Term term) => term switch
    {
        Add sum => sum.Terms,
        Multiply product => product.Factors,
        Sum sum => [sum.Body],
        Function function => [function.Argument],
        Power power => [power.Base],
        Kernel.Apply apply => [.. apply.Arguments.Select(a => a.Body)],
        Kernel.Derivative derivative => [derivative.Body, derivative.Point.Body, derivative.Direction.Body],
        _ => [],
    };

    private static NotationTree Node(Term term, Dictionary<Term, NotationTree> trees) => term switch
    {
        Number number => NotationTree.Number(number.Value),
        Size size => new NotationTree.Name(size.Dimension.Text),
        Entry entry => Indexed(new NotationTree.Name(entry.Tensor), entry.Indices),
        Delta delta => Indexed(new NotationTree.Name("δ"), [delta.Left, delta.Right]),
        Add sum => Total([.. sum.Terms.Select(t => trees[t])]),
        Multiply product => Product(product.Factors, trees),
        Sum sum => NotationTree.Summation(sum.Index.Name, trees[sum.Body]),
        Function function => new NotationTree.Call(NameOf(function.Name), $"\\{NameOf(function.Name)}", [trees[function.Argument]]),
        Power power => NotationTree.Power(Raised, trees[power.Base], power.Exponent),
        Kernel.Apply apply => Indexed(
            new NotationTree.Call(NameOf(apply.Definition), Notation.Function(NameOf(apply.Definition)).Latex, [.. apply.Arguments.Select(a => Tensor(a, trees))]),
            apply.Indices),
        Kernel.Derivative derivative => new NotationTree.Differentiated(
            DerivativeKind.Directional,
            trees[derivative.Body],
            new NotationTree.Name(derivative.Variable.Name),
            [Tensor(derivative.Point, trees)],
            [Tensor(derivative.Direction, trees)]),
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };

    private static NotationTree Total(ImmutableArray<NotationTree> terms) => terms.IsEmpty
        ? NotationTree.Number(0)
        : terms[1..].Aggregate(terms[0], (sum, term) => term is NotationTree.Prefix negative
            ? NotationTree.Binary(Minus, sum, NotationTree.Bare(negative.Operand))
            : NotationTree.Binary(Plus, sum, term));

    // A factor -1 in front is a minus, a power -1 behind is a divisor.
    private static NotationTree Product(ImmutableArray<Term> factors, Dictionary<Term, NotationTree> trees)
    {
        if (factors is [Number { Value: var value }, _, ..] && value == -1)
        {
            return NotationTree.Unary(Negative, Product(factors[1..], trees));
        }

        return factors.IsEmpty
            ? NotationTree.Number(1)
            : factors[1..].Aggregate(trees[factors[0]], (product, factor) => factor is Power { Base: var divisor, Exponent: var exponent } && exponent == -1
                ? NotationTree.Binary(Over, product, trees[divisor])
                : NotationTree.Binary(Times, product, trees[factor]));
    }

    // (i,j) -> N[i,j] is N.
    private static NotationTree Tensor(Abstraction tensor, Dictionary<Term, NotationTree> trees) => tensor switch
    {
        { Body: Entry entry } when entry.Indices.AsSpan().SequenceEqual(tensor.Parameters.AsSpan()) => new NotationTree.Name(entry.Tensor),
        { Parameters.IsEmpty: true } => trees[tensor.Body],
        _ => new NotationTree.Lambda([.. tensor.Parameters.Select(p => p.Name)], trees[tensor.Body]),
    };

    private static NotationTree Indexed(NotationTree head, ImmutableArray<Kernel.Index> indices) =>
        indices.IsEmpty ? head : new NotationTree.Indexed(head, [.. indices.Select(i => i.Name)]);

    private static string NameOf(ScalarFunction function) => function.ToString().ToLowerInvariant();

    // softmax_rows of softmax_rows(matrix(n,k)).
    private static string NameOf(Definition definition) => definition.Name.Split('(')[0];
}
