using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel;

// Statements that could be misread are refused: each would have a proof of something false, or mean nothing.
public class StatementTests
{
    private static readonly ImmutableArray<Declaration> Square = [new("B", [N, N])];

    // A fresh name for the bound i is i~1: sum_i B(i,f) would be read as sum_i B(i,i) if the free index f were called so.
    [Theory]
    [InlineData("i~1")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("i,j")]
    public void A_free_index_needs_a_name_that_is_never_made_up(string name)
    {
        Index free = new(name, N);
        Refused("no proper name", new(Square, [free], Sum(I, At("B", I, free)), Sum(I, At("B", I, I))));
    }

    // The key of size(n)·size(m) is "#size:m() #size:n()": a third dimension could be called so that it has the same.
    [Theory]
    [InlineData("m() #size:n")]
    [InlineData("n,k")]
    [InlineData("n]")]
    [InlineData("")]
    [InlineData("2n")]
    public void A_dimension_needs_a_name_without_punctuation(string name) =>
        Assert.Throws<ArgumentException>(() => Dimension.Named(name));

    [Fact]
    public void A_variable_needs_a_name_without_punctuation()
    {
        foreach (string name in (string[])["", "2", "x~1", "x y", "x()", "#size:n", "B<"])
        {
            Refused("not a name", new([new(name, [])], [], At(name), At(name)));
        }
    }

    [Fact]
    public void Names_are_declared_once()
    {
        Refused("declared twice", new([new("B", [N, N]), new("B", [N, K])], [], Num(0), Num(0)));
        Refused("listed twice", new(Square, [I, I], Num(0), Num(0)));
    }

    [Fact]
    public void Names_are_declared()
    {
        Refused("V is not declared", new(Square, [I], At("V", I), Num(0)));
        Refused("index q is not bound", new(Square, [I], At("B", I, Q), Num(0)));
        Refused("index i is not bound", new(Square, [], Add(Sum(I, At("B", I, I)), At("B", I, I)), Num(0)));
    }

    [Fact]
    public void Indices_run_through_the_dimensions_of_the_tensor()
    {
        Refused("not indexed by its dimensions", new(Square, [I], At("B", I), Num(0)));
        Refused("not indexed by its dimensions", new(Square, [I, C], At("B", I, C), Num(0)));
        Refused("runs through n, but i is to run through k", new(Square, [I], At("B", I, new("i", K)), Num(0)));
        Refused("different dimensions", new(Square, [I, C], Delta(I, C), Num(0)));
        Refused("cannot be indexed", new([new("s", [Dimension.One])], [], Num(0), Num(0)));
    }

    // λ(i,j) used as λ(p): j would be whatever j is bound around it.
    [Fact]
    public void A_tensor_takes_one_index_for_each_parameter()
    {
        Abstraction full = Tensor([I, J], At("B", I, J)), short_ = Tensor([I], At("B", I, I)), twice = Tensor([I, I], At("B", I, I));
        Refused("cannot stand for", Applied(full, At("T", P)));
        Refused("cannot stand for", Applied(short_, At("T", P, Q)));
        Refused("cannot stand for", Applied(twice, At("T", P, Q)));

        static Statement Applied(Abstraction argument, Term body) => new(
            Square, [J, Q], Sum(P, Apply(new("op", [new("T", [])], [P, Q], body), [argument], P, Q)), Num(0));
    }

    [Fact]
    public void An_operator_takes_one_tensor_for_each_formal_parameter()
    {
        Definition sum = new("op", [new("T", [N]), new("V", [N])], [P], Add(At("T", P), At("V", P)));
        Abstraction column = Tensor([I], At("B", I, I));
        Refused("one tensor for each formal", new(Square, [J], Apply(sum, [column], J), Num(0)));
        Refused("one tensor for each formal", new(Square, [J], Apply(sum, [column, column, column], J), Num(0)));
        Definition same = new("op", [new("T", [N]), new("T", [N])], [P], At("T", P));
        Refused("one tensor for each formal", new(Square, [J], Apply(same, [column, column], J), Num(0)));
        Refused("cannot stand for", new(Square, [J], Apply(sum, [column, column], J, J), Num(0)));
    }

    // A definition is closed: its body sees its formal parameters and indices, nothing around it.
    [Fact]
    public void A_definition_sees_only_its_formal_parameters()
    {
        Refused("B is not declared", new(Square, [J], Apply(new("op", [], [P], At("B", P, P)), [], J), Num(0)));
        Refused("index j is not bound", new(Square, [J], Apply(new("op", [new("T", [N])], [P], At("T", J)), [Tensor([I], At("B", I, I))], J), Num(0)));
    }

    // W(p,i) over k and y(i) over n: one i cannot be both.
    [Fact]
    public void An_index_has_one_dimension()
    {
        Condition mixed = new(ConditionKind.Zero, Mul(At("y", I), At("W", P, new("i", K))));
        Refused("through two dimensions", new(Bench.Declarations, [], Num(0), Num(0), [mixed]));
        Definition entry = new("op", [new("T", [N])], [P], At("T", P));
        Refused("is to run through", new(Square, [C], Apply(entry, [Tensor([I], At("B", I, I))], C), Num(0)));
    }

    [Fact]
    public void A_fixed_size_is_a_number() =>
        Assert.Equal(Bench.Read(Num(2)).Difference.Key, Bench.Read(Size(Two)).Difference.Key);

    // A letter may take two code units: the last name is a mathematical italic theta.
    [Fact]
    public void Names_are_of_letters_digits_underscores_and_primes()
    {
        foreach (string name in (string[])["n", "θ", "x_1", "_", "x′", "\U0001D703"])
        {
            Assert.Equal(name, Dimension.Named(name).Text);
        }

        Assert.Same(Dimension.One, Dimension.Of(1));
        Assert.Equal(3, Dimension.Of(3).Size);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dimension.Of(0));
    }

    // What has no rules is not passed over in silence: neither where it is unfolded, nor differentiated, nor read.
    [Fact]
    public void Nothing_is_known_of_what_is_unknown()
    {
        Function f = new((ScalarFunction)99, At("a"));
        Refused("no rules are known for 99", Bench.State(f, f));
        Refused("no derivative is known for 99", Bench.State(D(new("a", []), f, Tensor([], At("a")), Tensor([], Num(1))), Num(0)));
        Refused("unknown term Unknown", Bench.State(new Unknown(), Num(0)));
        global::DerivationKit.Kernel.Differentiation differentiation = new(new(10), "a", _ => Num(1));
        Assert.Contains("cannot be differentiated", Assert.Throws<KernelException>(() => differentiation.Of(new Unknown())).Message);
        Assert.Contains("left after elaboration", Assert.Throws<KernelException>(() => Bench.Read(Num(0)).Read(new Unknown())).Message);
    }

    [Fact]
    public void A_theorem_is_about_its_statement()
    {
        Statement same = Bench.State(At("y", I), At("y", I), I);
        Assert.Same(same, new Proof(same, []).Check().Statement);
    }

    private sealed class Unknown : Term;

    private static void Refused(string reason, Statement statement) =>
        Assert.Contains(reason, Assert.Throws<KernelException>(() => new Proof(statement, []).Check()).Message);
}
