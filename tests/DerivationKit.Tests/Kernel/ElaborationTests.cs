using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Testing;
using DerivationKit.Tests.Kernel.Exact;
using FsCheck;
using FsCheck.Fluent;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel;

// What a term means when it is read directly, with an infinitesimal for each derivative, against what the kernel makes of it.
public class ElaborationTests
{
    private static readonly Formal Vector = new("y", [N]);

    // The derivative of a body that is written in y, at the point x + 2 y along the first column of W.
    private static Term Along(Term body) =>
        D(Vector, body, Tensor([P], Add(At("x", P), Mul(Num(2), At("y", P)))), Tensor([P], At("W", P, C)));

    public static TheoryData<string, Func<Term>> Bodies => new()
    {
        { "number", () => Num(7) },
        { "size", () => Size(N) },
        { "delta", () => Delta(I, J) },
        { "entry of another tensor", () => At("B", I, J) },
        { "entry", () => At("y", I) },
        { "empty sum", () => Add() },
        { "empty product", () => Mul() },
        { "sum of terms", () => Add(At("y", I), At("y", J), At("a")) },
        { "product of three", () => Mul(At("y", I), At("y", J), At("y", I)) },
        { "sum over an index", () => Sum(P, Mul(At("B", P, I), At("y", P))) },
        { "double sum", () => Sum(P, Sum(Q, Mul(At("y", P), At("B", P, Q), At("y", Q)))) },
        { "exp", () => Exp(Mul(At("a"), At("y", I))) },
        { "log", () => Log(Mul(At("b"), Exp(At("y", I)))) },
        { "power 0", () => Pow(At("y", I), 0) },
        { "power 1", () => Pow(At("y", I), 1) },
        { "power 3", () => Pow(At("y", I), 3) },
        { "power -1", () => Inv(Add(At("y", I), At("y", J))) },
        { "power -2", () => Pow(At("y", I), -2) },
        { "root", () => Root(Mul(At("y", I), At("y", I), At("y", I), At("y", I))) },
        { "power -3/2", () => Pow(Mul(At("y", I), At("y", I)), new Rational(-3, 2)) },
        { "operator", () => Apply(Square, [Tensor([P], At("y", P))], I) },
        { "derivative in another variable", () => D(new("a", []), Mul(At("a"), At("a"), At("y", I)), Tensor([], At("y", J)), Tensor([], At("b"))) },
        { "derivative in the same name", () => D(Vector, Pow(At("y", I), 3), Tensor([Q], At("y", Q)), Tensor([Q], Pow(At("y", Q), 2))) },
    };

    // op(T)(i) = sum_p T(p) T(i): its p is not the p of an argument.
    private static Definition Square => new("square", [new("T", [N])], [I], Sum(P, Mul(At("T", P), At("T", I))));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void The_derivative_of_each_kind_of_term_is_exact(string kind, Func<Term> body)
    {
        Assert.NotEmpty(kind);
        Agrees(Along(body()), I, J, C);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void The_second_derivative_of_each_kind_of_term_is_exact(string kind, Func<Term> body)
    {
        Assert.NotEmpty(kind);
        Agrees(D(Vector, Along(body()), Tensor([Q], At("x", Q)), Tensor([Q], At("B", Q, J))), I, J, C);
    }

    [Fact]
    public void A_power_sum_has_the_derivative_of_a_power_sum()
    {
        Obligations read = Read(D(Vector, Sum(P, Pow(At("y", P), 3)), Tensor([P], At("x", P)), Tensor([P], Delta(P, I))), I);
        Assert.Equal(Read(Sum(P, Mul(Num(3), Pow(At("x", P), 2), Delta(P, I))), I).Difference.Key, read.Difference.Key);
        Assert.Empty(read.Conditions);
    }

    // Substitution must not capture: the argument's free index has the name that the definition binds, and the other way round.
    [Fact]
    public void A_definition_that_binds_the_claims_index_does_not_capture_it()
    {
        Definition total = new("total", [new("T", [N])], [], Sum(I, At("T", I)));
        Abstraction column = Tensor([P], At("B", P, I));
        Equal(Sum(Q, At("B", Q, I)), Apply(total, [column]), I);
        Abstraction constant = Tensor([P], At("y", I));
        Equal(Mul(Size(N), At("y", I)), Apply(total, [constant]), I, rule: "cardinality");
    }

    [Fact]
    public void Indices_of_an_entry_are_replaced_at_once()
    {
        Definition transpose = new("transpose", [new("T", [N, N])], [I, J], At("T", J, I));
        Abstraction b = Tensor([I, J], At("B", I, J));
        Equal(At("B", J, I), Apply(transpose, [b], I, J), [I, J]);
        Equal(At("B", I, J), Apply(transpose, [b], J, I), [I, J]);
        Equal(At("B", I, J), Apply(transpose, [Tensor([I, J], Apply(transpose, [b], I, J))], I, J), [I, J]);
        Equal(At("B", J, J), Apply(transpose, [b], J, J), [I, J]);
    }

    [Fact]
    public void An_argument_means_what_it_means_outside()
    {
        // The formal parameter is called B, and the argument speaks of the B outside.
        Definition scaled = new("scaled", [new("B", [N, N]), new("a", [])], [P, Q], Mul(At("a"), At("B", P, Q)));
        Equal(
            Mul(At("b"), At("B", J, I)),
            Apply(scaled, [Tensor([P, Q], At("B", Q, P)), Tensor([], At("b"))], I, J), [I, J]);
    }

    [Fact]
    public void A_derivative_binds_its_variable_in_the_body_alone()
    {
        // d/dy y(i)^2 at y := (y of the claim) along (y of the claim).
        Term own = D(Vector, Pow(At("y", I), 2), Tensor([P], At("y", P)), Tensor([P], At("y", P)));
        Equal(Mul(Num(2), Pow(At("y", I), 2)), own, I);

        // What was y outside stays as it is: only its name is hidden.
        Term mixed = D(new("a", []), Mul(At("a"), At("y", I)), Tensor([], At("y", J)), Tensor([], At("b")));
        Equal(Mul(At("b"), At("y", I)), mixed, I, J);
    }

    // op(T) = d/dT sum T^2 at T := T along T: the variable hides the formal parameter of the same name.
    [Fact]
    public void A_variable_hides_a_formal_parameter()
    {
        Abstraction own = Tensor([P], At("T", P));
        Definition @operator = new("op", [new("T", [N])], [], D(new("T", [N]), Sum(Q, Pow(At("T", Q), 2)), own, own));
        Equal(Sum(Q, Mul(Num(2), Pow(At("y", Q), 2))), Apply(@operator, [Tensor([P], At("y", P))]));
    }

    // d/dY tr(Y Y) at Y := A is 2A, though A is symmetric: the direction is not.
    [Fact]
    public void A_property_holds_at_the_point_alone()
    {
        Formal matrix = new("A", [N, N]);
        Abstraction point = Tensor([P, Q], At("A", P, Q));
        Term square = Sum(P, Sum(Q, Mul(At("A", P, Q), At("A", P, Q))));
        Obligations read = Read(D(matrix, square, point, Tensor([P, Q], Mul(Delta(P, I), Delta(Q, J)))), I, J);
        Assert.Equal(
            Read(Sum(P, Sum(Q, Mul(Num(2), At("A", P, Q), Delta(P, I), Delta(Q, J)))), I, J).Difference.Key, read.Difference.Key);

        // One-hot C.*C is C only at the point: the derivative of its sum is 2C, not ones.
        Formal labels = new("H", [N, K]);
        Term twice = D(
            labels, Sum(P, Sum(E, Pow(At("H", P, E), 2))), Tensor([P, E], At("H", P, E)), Tensor([P, E], Mul(Delta(P, I), Delta(E, C))));
        Assert.Equal(
            Read(Sum(P, Sum(E, Mul(Num(2), At("H", P, E), Delta(P, I), Delta(E, C)))), I, C).Difference.Key, Read(twice, I, C).Difference.Key);
    }

    // The query slot moves while the keys stand still: d/dY sum_i Y(i) y(i) at Y := y.
    [Fact]
    public void A_slot_is_differentiated_alone()
    {
        Formal query = new("v", [N]);
        Term slot = D(query, Sum(P, Mul(At("v", P), At("y", P))), Tensor([P], At("y", P)), Tensor([P], Delta(P, I)));
        Equal(Sum(P, Mul(At("y", P), Delta(P, I))), slot, I);
    }

    [Fact]
    public void Random_terms_with_operators_and_derivatives_keep_their_value()
    {
        int compared = 0, refused = 0;
        PropertyRunner.Check(
            nameof(Random_terms_with_operators_and_derivatives_keep_their_value),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                Term term = new RandomTerms(seed, binders: true).Any(3, I, J, C);
                try
                {
                    compared += Compare(term, 2, seed % 1_000, I, J, C);
                }
                catch (KernelException)
                {
                    refused++;
                }
            }),
            new() { MaxTest = 300 });
        TestContext.Current.TestOutputHelper?.WriteLine($"{compared} values compared, {refused} terms refused");
        Assert.True(compared > 1_000 && refused < 100, $"{compared} values compared, {refused} terms refused");
    }

    // An index is more than its name: a sum over k captures none over n.
    [Fact]
    public void What_is_read_is_indexed_by_its_dimensions()
    {
        Obligations read = Read(Num(0));
        Index other = new("p", K);
        foreach (Term captured in (Term[])[At("y", P), Delta(P, P), Causal(P, P), Inverse(At("B", R, S), P, P)])
        {
            Assert.Contains("another dimension", Assert.Throws<KernelException>(() => read.Read(Sum(other, captured))).Message);
        }
    }

    private static void Equal(Term expected, Term term, params ImmutableArray<Index> free) => Equal(expected, term, free, rule: "");

    private static void Equal(Term expected, Term term, Index free, string rule) => Equal(expected, term, [free], rule);

    private static void Equal(Term expected, Term term, ImmutableArray<Index> free, string rule)
    {
        Obligations read = Read(term, free);
        Polynomial p = rule.Length == 0 ? read.Difference : read.Replay.Apply(read.Difference, Step.Of(rule, 0, -1, 0));
        Assert.Equal(Read(expected, free).Difference.Key, p.Key);
        Agrees(term, free);
    }

    private static void Agrees(Term term, params ImmutableArray<Index> free) => Assert.NotEqual(0, Compare(term, 24, 0, free));

    // Where the conditions hold, the term is defined, and the polynomial has its value.
    private static int Compare(Term term, int worlds, int first, params ImmutableArray<Index> free)
    {
        Obligations read = Read(term, free);
        int compared = 0;
        foreach (World world in Worlds(worlds, first).Where(w => read.Conditions.All(c => Holds(c, w))))
        {
            foreach (ImmutableArray<int> at in world.Tuples(free.Select(i => i.Dimension)))
            {
                try
                {
                    Rational value = TermValue.Of(term, world, Declarations, free, at);
                    Assert.Equal(value, PolynomialValue.Of(read.Difference, world, at));
                    compared++;
                }
                catch (IrrationalException)
                {
                }
            }
        }

        return compared;
    }
}
