using DerivationKit.Indices;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit.Tests.Language;

public class TermPrintingTests
{
    private static readonly Index I = new("i", Dimension.Named("n"));
    private static readonly Index J = new("j", Dimension.Named("d"));
    private static readonly Index L = new("l", Dimension.Named("d"));
    private static readonly Term A = new Entry("a", []);
    private static readonly Term X = new Entry("x", [I]);
    private static readonly Term Z = new Entry("Z", [I, J]);

    public static TheoryData<Term, string, string> Terms => new()
    {
        { new Number(new Rational(-1, 2)), "-1/2", @"\frac{-1}{2}" },
        { new Size(Dimension.Named("n")), "n", "n" },
        { A, "a", "a" },
        { Z, "Z[i,j]", "{Z}_{i,j}" },
        { new Delta(I, I), "δ[i,i]", @"{\delta}_{i,i}" },
        { new Add([]), "0", "0" },
        { new Multiply([]), "1", "1" },
        { new Add([A, X, Z]), "a + x[i] + Z[i,j]", "a + {x}_{i} + {Z}_{i,j}" },
        { new Add([A, new Multiply([new Number(-1), X, Z])]), "a - x[i]*Z[i,j]", "a - {x}_{i} {Z}_{i,j}" },
        { new Add([A, new Multiply([new Number(-1), new Add([X, A])])]), "a - (x[i] + a)", @"a - \left({x}_{i} + a\right)" },
        { new Multiply([new Number(-1), new Number(3)]), "-(3)", @"-\left(3\right)" },
        { new Multiply([new Add([A, X]), Z]), "(a + x[i])*Z[i,j]", @"\left(a + {x}_{i}\right) {Z}_{i,j}" },
        { new Multiply([A, new Power(X, -1), Z]), "a/x[i]*Z[i,j]", @"\frac{a}{{x}_{i}} {Z}_{i,j}" },
        { new Power(new Add([A, X]), new Rational(1, 2)), "(a + x[i])^(1/2)", @"\left(a + {x}_{i}\right)^{\frac{1}{2}}" },
        { new Sum(L, new Entry("Z", [I, L])), "sum_l Z[i,l]", @"\sum_{l} {Z}_{i,l}" },
        { new Sum(I, new Sum(J, new Multiply([X, Z]))), "sum_i sum_j x[i]*Z[i,j]", @"\sum_{i} \sum_{j} {x}_{i} {Z}_{i,j}" },
        { new Sum(I, new Add([X, A])), "sum_i (x[i] + a)", @"\sum_{i} \left({x}_{i} + a\right)" },
        { new Multiply([new Sum(I, X), A]), "(sum_i x[i])*a", @"\left(\sum_{i} {x}_{i}\right) a" },
        { new Add([new Sum(I, X), A]), "sum_i x[i] + a", @"\sum_{i} {x}_{i} + a" },
        { new Function(ScalarFunction.Exp, Z), "exp(Z[i,j])", @"\exp\left({Z}_{i,j}\right)" },
    };

    [Theory]
    [MemberData(nameof(Terms))]
    public void A_term_is_written_in_index_notation(Term term, string text, string latex)
    {
        Assert.Equal(text, Text.Print(term));
        Assert.Equal(latex, Latex.Print(term));
    }

    [Fact]
    public void A_definition_is_written_in_index_notation()
    {
        OperatorTable.TryFind("softmax_rows", out OperatorFamily? family);
        Term body = family!.Create([]).Meaning([Shape.Matrix("n", "d")]).Body;
        Assert.Equal("exp(A[i,j])/(sum_l exp(A[i,l]))", Text.Print(body));
    }

    [Theory]
    [InlineData("softmax_rows(Z*θ')", "softmax_rows(mul(Z, transpose(θ)))[i,j]")]
    [InlineData("sum(x) + a*t", "add(sum(x), mul(a, t))")]
    [InlineData("ones(n)", "ones[n][i]")]
    [InlineData("jvp(A*x, x = y, x)", "jvp(mul(A, x)[i], x = y, x)")]
    [InlineData("grad(sum(x), x)", "jvp(sum(x), x = x, (p) -> δ[p,i])")]
    public void Operators_and_derivatives_are_written_over_their_tensors(string text, string expected) =>
        Assert.Equal(expected, Text.Print(new IndexNotation().Of(Samples.Read(text)).Body));

    [Fact]
    public void A_tensor_keeps_its_indices_where_it_depends_on_them_twice()
    {
        OperatorTable.TryFind("sum", out OperatorFamily? family);
        Definition sum = family!.Create([]).Meaning([Shape.Vector("d")]);
        Definition rows = new("rows", [new Formal("T", [L.Dimension])], [I], new Number(1));
        // rows((l) -> Z[i,l])[i] depends on i in two places, and is not a tensor applied to i.
        Term twice = new DerivationKit.Kernel.Apply(rows, [new Abstraction([L], new Entry("Z", [I, L]))], [I]);
        Term whole = new DerivationKit.Kernel.Apply(sum, [new Abstraction([I], twice)], []);
        Assert.Equal("sum((i) -> rows((l) -> Z[i,l])[i])", Text.Print(whole));
    }

    [Fact]
    public void A_statement_shows_declarations_indices_and_sides()
    {
        Statement statement = new([new("a", []), new("Z", [I.Dimension, J.Dimension])], [I, J], Z, A, [new(ConditionKind.Positive, Z)]);
        Assert.Equal("a\nZ[n,d]\ngiven Z[i,j] > 0 for all i, j\nfor all i in n, j in d\n  Z[i,j]\n= a", Text.Print(statement));
    }
}
