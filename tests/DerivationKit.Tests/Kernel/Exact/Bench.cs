using System.Collections.Immutable;
using DerivationKit.Kernel;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>One tensor for every property, and what a test asks of the kernel about terms over them.</summary>
internal static class Bench
{
    public static readonly ImmutableArray<Tensor> Tensors =
    [
        new("A", [N, N], [Property.Symmetric]),
        new("B", [N, N], []),
        new("H", [N, K], [Property.OneHotRows]),
        new("M", [N, K], [Property.Mask]),
        new("O", [N, N], [Property.Orthogonal]),
        new("R", [N, K], [Property.RowStochastic]),
        new("S", [N, N], [Property.RowStochastic]),
        new("W", [N, K], []),
        new("a", [], []),
        new("b", [], [Property.Positive]),
        new("x", [N], [Property.Positive]),
        new("y", [N], []),
        new("L", [Two, Two], []),
        new("T", [Three, Three], []),
        new("t", [Two], []),
    ];

    public static readonly ImmutableArray<Declaration> Declarations = [.. Tensors.Select(t => t.Declaration)];

    /// <summary>What the properties mean.</summary>
    public static readonly ImmutableArray<Condition> Given = [.. Tensors.SelectMany(t => t.Given)];

    /// <summary>Sizes that are pairwise different and not 1.</summary>
    public static readonly ImmutableArray<ImmutableDictionary<string, int>> Sizes = [SizesOf(2, 3), SizesOf(3, 2)];

    public static ImmutableDictionary<string, int> SizesOf(int n, int k) =>
        ImmutableDictionary.CreateRange([KeyValuePair.Create("n", n), KeyValuePair.Create("k", k)]);

    public static Statement State(Term left, Term right, params ImmutableArray<Index> free) => new(Declarations, free, left, right, Given);

    /// <summary>The term as the kernel reads it, and the replay that knows its conditions.</summary>
    public static Obligations Read(Term term, params ImmutableArray<Index> free) => Obligations.Of(State(term, Num(0), free));

    /// <summary>Arrays with the declared properties at every size, with whole numbers where that is possible, and with others.</summary>
    public static IEnumerable<World> Worlds(int count, int first = 0) =>
        Enumerable.Range(first, count).Select(seed => World.Random(seed, Sizes[seed % Sizes.Length], Tensors, whole: seed % 4 < 2));

    /// <summary>A step on the factor whose head begins with the given text, in the only term or a given one.</summary>
    public static Step Step(this Polynomial p, string rule, string head, ImmutableArray<int> data = default, Rational number = default, int term = 0) =>
        new(rule, term, p.Place(head, term), data.IsDefault ? [] : data, number, []);

    /// <summary>The step with the inner steps that bring what its rule asks for to normal form, which has to be 0.</summary>
    public static Step Proved(this Polynomial p, Step step)
    {
        Replay replay = Read(Num(0)).Replay;
        return step with { Inner = new DerivationKit.Indices.Normaliser(replay, new(1000, 100), new()).Normalise(replay.Remainder(p, step)).Steps };
    }

    /// <summary>The place of the first factor whose head begins with the given text.</summary>
    public static int Place(this Polynomial p, string head, int term = 0) =>
        p.Terms[term].Monomial.Factors.ToList().FindIndex(f => f.Atom.Key.StartsWith(head, StringComparison.Ordinal)) is >= 0 and var place
            ? place
            : throw new ArgumentException($"no factor {head} in {p.Key}", nameof(head));

    /// <summary>The step turns a term into another, with the same value wherever the first has one.</summary>
    public static void Rewrites(Term before, Func<Polynomial, Step> step, Term after, params ImmutableArray<Index> free)
    {
        Obligations read = Read(before, free);
        Polynomial rewritten = read.Replay.Apply(read.Difference, step(read.Difference));
        Assert.Equal(Read(after, free).Difference.Key, Tidied(read.Replay, rewritten).Key);
        Assert.NotEqual(0, Agreements(read, read.Difference, rewritten));
    }

    /// <summary>The step changes a polynomial into another one of the same value; answers that.</summary>
    public static Polynomial Changes(Obligations read, Polynomial before, Step step, int worlds)
    {
        Polynomial after = read.Replay.Apply(before, step);
        Assert.NotEqual(before.Key, after.Key);
        Assert.NotEqual(0, Agreements(read, before, after, worlds));
        return after;
    }

    /// <summary>The same of a term.</summary>
    public static Polynomial Changes(Term before, Func<Polynomial, Step> step, int worlds, params ImmutableArray<Index> free)
    {
        Obligations read = Read(before, free);
        return Changes(read, read.Difference, step(read.Difference), worlds);
    }

    /// <summary>The kernel refuses the step, for the given reason.</summary>
    public static void Refuses(string reason, Term term, Func<Polynomial, Step> step, params ImmutableArray<Index> free)
    {
        Obligations read = Read(term, free);
        Step refused = step(read.Difference);
        Assert.Contains(reason, Assert.Throws<KernelException>(() => read.Replay.Apply(read.Difference, refused)).Message);
    }

    /// <summary>How often both have rational values where the statement's conditions hold; fails where these differ, or only the second
    /// is undefined.</summary>
    public static int Agreements(Obligations read, Polynomial before, Polynomial after, int worlds = 24, int first = 0) => (
        from world in Worlds(worlds, first)
        where read.Conditions.All(c => Holds(c, world))
        from at in world.Tuples(read.Statement.Free.Select(i => i.Dimension))
        where Agree(before, after, world, at)
        select at).Count();

    /// <summary>Whether a condition holds for all values of its indices; no if that is not plain to see.</summary>
    public static bool Holds(Condition condition, World world) => Holds(condition, world, Declarations);

    /// <summary>The same of other tensors.</summary>
    public static bool Holds(Condition condition, World world, IEnumerable<Declaration> declarations)
    {
        ImmutableArray<Index> free = Reading.FreeIndices(condition.Term);
        try
        {
            Rational[] values = [.. world.Tuples(free.Select(i => i.Dimension)).Select(at => TermValue.Of(condition.Term, world, declarations, free, at))];
            return condition.Kind == ConditionKind.Semidefinite ? Matrices.IsSemidefinite(values, world.Size(free[0].Dimension)) : values.All(v => condition.Kind switch
            {
                ConditionKind.NonZero => !v.IsZero,
                ConditionKind.NonNegative => v.Sign >= 0,
                ConditionKind.Zero => v.IsZero,
                _ => v.Sign > 0,
            });
        }
        catch (Exception e) when (e is UndefinedException or IrrationalException)
        {
            return false;
        }
    }

    /// <summary>The polynomial without the parameters that a rule has left over in closures.</summary>
    public static Polynomial Tidied(Replay replay, Polynomial p)
    {
        for (int t = 0; t < p.Terms.Length; t++)
        {
            for (int f = 0; f < p.Terms[t].Monomial.Factors.Length; f++)
            {
                if (p.Terms[t].Monomial.Factors[f].Atom is Closure && replay.Apply(p, new("tidy", t, f, [], default, [])) is var tidied && tidied.Key != p.Key)
                {
                    return Tidied(replay, tidied);
                }
            }
        }

        return p;
    }

    private static bool Agree(Polynomial before, Polynomial after, World world, ImmutableArray<int> at)
    {
        Rational value;
        try
        {
            value = PolynomialValue.Of(before, world, at);
        }
        catch (Exception e) when (e is UndefinedException or IrrationalException)
        {
            return false;
        }

        try
        {
            Rational other = PolynomialValue.Of(after, world, at);
            Assert.True(value == other, $"{value} has become {other}: {before.Key} and {after.Key} at {string.Join(",", at)}, {world}");
            return true;
        }
        catch (IrrationalException)
        {
            return false;
        }
    }
}
