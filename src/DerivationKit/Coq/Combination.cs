using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>One sum on its way to others: lemmas are applied to it one after the other, and the end is one lemma.</summary>
internal sealed class Combination(Script script, Atoms atoms, Scalars scalars, Sums sums, Host start)
{
    private readonly List<Rewriting> used = [];

    /// <summary>What the sum is now.</summary>
    public ImmutableArray<(Rational Coefficient, Host Sum)> Terms { get; private set; } = [(1, start)];

    /// <summary>Puts the right side of a lemma in the place of its left side.</summary>
    public Host Apply(Rewriting lemma)
    {
        if (lemma.To is not [{ Coefficient.IsOne: true } only] || only.Sum.Key != lemma.From.Key)
        {
            used.Add(lemma);
            Terms = [.. Terms.SelectMany(t => t.Sum.Key == lemma.From.Key
                ? lemma.To.Select(u => (t.Coefficient * u.Coefficient, u.Sum))
                : [t])];
        }

        return lemma.To.IsEmpty ? lemma.From : lemma.To[0].Sum;
    }

    /// <summary>Brings the bound indices of a sum into an order: for each place the old ordinal.</summary>
    public Host Arrange(Host host, IReadOnlyList<int> order)
    {
        List<int> now = [.. Enumerable.Range(0, order.Count)];
        for (int place = 0; place < order.Count; place++)
        {
            for (int at = now.IndexOf(order[place]); at > place; at--)
            {
                host = Apply(sums.Swap(host, at - 1));
                (now[at - 1], now[at]) = (now[at], now[at - 1]);
            }
        }

        return host;
    }

    /// <summary>Brings one bound index to the innermost place.</summary>
    public Host Innermost(Host host, int ordinal) =>
        Arrange(host, [.. Enumerable.Range(0, host.Bound.Length).Where(o => o != ordinal), ordinal]);

    /// <summary>The lemma that the sum is the given combination.</summary>
    public Rewriting Finish(ImmutableArray<(Rational Coefficient, Host Sum)> target)
    {
        string proof = scalars.Prove([Product.Of(1, sums.At(start))], [.. target.Select(t => Product.Of(t.Coefficient, sums.At(t.Sum)))], [.. used.Select(Equation)]);
        string right = CoqText.Sum(target.Select(t => CoqText.Scaled(t.Coefficient, sums.At(t.Sum))));
        return new(start, target, script.Lemma("e", $"{Atoms.Binders(start.Parameters)} : {Atoms.At(atoms.Define(start), Atoms.Identity(start.Parameters))} = {right}", $"exact: {proof}"));
    }

    private Equation Equation(Rewriting r) => Coq.Combination.Equation(r, sums);

    /// <summary>A lemma as an equation between letters.</summary>
    public static Equation Equation(Rewriting r, Sums sums) => new(
        new(Letter.Opaque(sums.At(r.From)), 1), [.. r.To.Select(t => Product.Of(t.Coefficient, sums.At(t.Sum)))], Atoms.At(r.Lemma, Atoms.Identity(r.From.Parameters)));
}
