using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using static DerivationKit.Language.NotationTree;

namespace DerivationKit.Language;

/// <summary>How a term of the kernel is written in index notation.</summary>
internal sealed class TermNotation
{
    private static readonly Notation Plus = OperatorSyntax.Infix["+"].Notation;
    private static readonly Notation Minus = OperatorSyntax.Infix["-"].Notation;
    private static readonly Notation Times = OperatorSyntax.Infix["*"].Notation;
    private static readonly Notation Over = OperatorSyntax.Infix["/"].Notation;
    private static readonly Notation Negative = OperatorSyntax.Prefix["-"].Notation;
    private static readonly Notation Exponent = new ScalarPower(2).Notation;

    private readonly Dictionary<Term, NotationTree> trees = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Term, ImmutableHashSet<string>> free = new(ReferenceEqualityComparer.Instance);

    private PlainMatrices Matrices => new(free, term => trees[term], Tensor);

    private TermNotation()
    {
    }

    /// <summary>The notation of a term; shared parts are shared.</summary>
    public static NotationTree Of(Term root)
    {
        TermNotation notation = new();
        Stack<(Term Term, bool Done)> stack = new([(root, false)]);
        while (stack.TryPop(out (Term Term, bool Done) top))
        {
            if (top.Done)
            {
                notation.trees[top.Term] = notation.Node(top.Term);
                notation.free[top.Term] = notation.FreeIndices(top.Term);
            }
            else if (!notation.trees.ContainsKey(top.Term))
            {
                stack.Push((top.Term, true));
                foreach (Term child in Children(top.Term))
                {
                    stack.Push((child, false));
                }
            }
        }

        return notation.trees[root];
    }

    private static ImmutableArray<Term> Children(Term term) => term switch
    {
        Add sum => sum.Terms,
        Multiply product => product.Factors,
        Sum sum => [sum.Body],
        Function function => [function.Argument],
        Power power => [power.Base],
        Kernel.Inverse inverse => [inverse.Matrix.Body],
        Kernel.Determinant determinant => [determinant.Matrix.Body],
        Kernel.MatrixExponential exponential => [exponential.Matrix.Body],
        Kernel.Apply apply => [.. apply.Arguments.Select(a => a.Body)],
        Kernel.Derivative derivative => [derivative.Body, derivative.Point.Body, derivative.Direction.Body],
        _ => [],
    };

    private ImmutableHashSet<string> FreeIndices(Term term) => term switch
    {
        Entry entry => [.. entry.Indices.Select(i => i.Name)],
        Delta delta => [delta.Left.Name, delta.Right.Name],
        AtLeast mask => [mask.Left.Name, mask.Right.Name],
        Sum sum => free[sum.Body].Remove(sum.Index.Name),
        Kernel.Inverse inverse => [.. inverse.Rows.Concat(inverse.Columns).Select(i => i.Name), .. FreeIndices(inverse.Matrix)],
        Kernel.Determinant determinant => FreeIndices(determinant.Matrix),
        Kernel.MatrixExponential exponential => [.. exponential.Indices.Select(i => i.Name), .. FreeIndices(exponential.Matrix)],
        Kernel.Apply apply => [.. apply.Indices.Select(i => i.Name), .. apply.Arguments.SelectMany(FreeIndices)],
        Kernel.Derivative d => [.. free[d.Body], .. FreeIndices(d.Point), .. FreeIndices(d.Direction)],
        _ => [.. Children(term).SelectMany(child => free[child])],
    };

    private ImmutableHashSet<string> FreeIndices(Abstraction tensor) => free[tensor.Body].Except(tensor.Parameters.Select(p => p.Name));

    private NotationTree Node(Term term) => term switch
    {
        Kernel.Number number => NotationTree.Number(number.Value),
        Size size => new Name(size.Dimension.Text),
        Entry or Kernel.Apply => Indexed(Head(term), IndicesOf(term)),
        Delta delta => Indexed(new Name("δ"), [delta.Left, delta.Right]),
        AtLeast mask => Indexed(new Name("atleast"), [mask.Left, mask.Right]),
        Add sum => Total([.. sum.Terms.Select(t => trees[t])]),
        Multiply product => Product(product.Factors),
        Sum sum => Summation(sum.Index.Name, trees[sum.Body]),
        Function function => new Call(NameOf(function.Name), LatexOf(function.Name), [trees[function.Argument]]),
        Kernel.Power power => NotationTree.Power(Exponent, trees[power.Base], power.Exponent),
        Kernel.Inverse inverse => Indexed(new Call("inv", Notation.Function("inv").Latex, [Tensor(inverse.Matrix)]), [.. inverse.Rows, .. inverse.Columns]),
        Kernel.Determinant determinant => new Call("det", "\\det", [Tensor(determinant.Matrix)]),
        Kernel.MatrixExponential exponential => Indexed(new Call("expm", Notation.Function("expm").Latex, [Tensor(exponential.Matrix)]), exponential.Indices),
        Kernel.Derivative d => new Differentiated(
            DerivativeKind.Directional, trees[d.Body], new Name(d.Variable.Name), [Tensor(d.Point)], [Tensor(d.Direction)]),
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };

    private static NotationTree Total(ImmutableArray<NotationTree> terms) => terms.IsEmpty
        ? NotationTree.Number(0)
        : terms[1..].Aggregate(terms[0], (sum, term) => term is Prefix negative
            ? Binary(Minus, sum, Bare(negative.Operand))
            : Binary(Plus, sum, term));

    // A factor -1 in front is a minus, a power -1 behind is a divisor.
    private NotationTree Product(ImmutableArray<Term> factors)
    {
        if (factors is [Kernel.Number { Value: var value }, _, ..] && value == -1)
        {
            return Unary(Negative, Product(factors[1..]));
        }

        return factors.IsEmpty
            ? NotationTree.Number(1)
            : factors[1..].Aggregate(trees[factors[0]], (product, factor) =>
                factor is Kernel.Power { Base: var divisor, Exponent: var exponent } && exponent == -1
                    ? Binary(Over, product, trees[divisor])
                    : Binary(Times, product, trees[factor]));
    }

    // (i,j) -> N[i,j] is N, unless N itself depends on i or j.
    private NotationTree Tensor(Abstraction tensor) => tensor.Body switch
    {
        _ when tensor.Parameters.IsEmpty => trees[tensor.Body],
        Entry or Kernel.Apply when IsHeadOf(tensor) => Head(tensor.Body),
        _ when tensor.Parameters is [var row, var column] && Matrices.Of(tensor.Body, row, column) is { } matrix => matrix,
        _ => new Lambda([.. tensor.Parameters.Select(p => p.Name)], trees[tensor.Body]),
    };

    private bool IsHeadOf(Abstraction tensor) =>
        IndicesOf(tensor.Body).AsSpan().SequenceEqual(tensor.Parameters.AsSpan())
        && !(tensor.Body is Kernel.Apply apply
            && apply.Arguments.SelectMany(FreeIndices).Intersect(tensor.Parameters.Select(p => p.Name)).Any());

    private NotationTree Head(Term term)
    {
        if (term is not Kernel.Apply apply)
        {
            return new Name(((Entry)term).Tensor);
        }

        // A definition's name goes on with the shapes, as in softmax_rows(matrix(n,k)).
        string name = apply.Definition.Name.Split('(')[0];
        return apply.Arguments.IsEmpty
            ? new Name(name)
            : new Call(name, Notation.Function(name).Latex, [.. apply.Arguments.Select(Tensor)]);
    }

    private static ImmutableArray<Kernel.Index> IndicesOf(Term term) => term is Entry entry ? entry.Indices : ((Kernel.Apply)term).Indices;

    private static NotationTree Indexed(NotationTree head, ImmutableArray<Kernel.Index> indices) =>
        indices.IsEmpty ? head : new Indexed(head, [.. indices.Select(i => i.Name)]);

    private static string NameOf(ScalarFunction function) => function.ToString().ToLowerInvariant();

    private static string LatexOf(ScalarFunction function) => function == ScalarFunction.Erf ? "\\operatorname{erf}" : $"\\{NameOf(function)}";
}
