using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>The order in which rules are tried on a term.</summary>
internal sealed class Tactics
{
    private readonly ImmutableArray<Func<Rewriting, Monomial, bool>> inOrder, all;

    public Tactics(Normaliser normaliser)
    {
        ClosureTactics closures = new(normaliser);
        FoldTactic fold = new(normaliser);
        CircularTactics circular = new(normaliser);
        PartialFractions fractions = new(normaliser);
        MatrixTactics matrices = new(normaliser);
        ExponentialTactics exponentials = new(normaliser);
        ExchangeTactic? exchange = null;
        exchange = new(normaliser, matrices, exponentials, rewriting => Run(rewriting, inOrder), rewriting => Run(rewriting, [.. inOrder, exchange!.Exchange]));
        inOrder =
        [
            ClosureTactics.Tidy, closures.Draw, closures.Within, closures.SquareRoot, closures.Order, ClosureTactics.Lower, ClosureTactics.SplitExp,
            CircularTactics.Parity, CircularTactics.Inverse, circular.Addition, CircularTactics.Circle,
            .. normaliser.Route == Route.Unrolled ? [UnrollTactics.Expand] : UnrollTactics.None,
            .. normaliser.Route == Route.Whole ? UnrollTactics.None : [matrices.TakeApart, matrices.Exchange],
            .. normaliser.Route is Route.Whole or Route.Undivided ? UnrollTactics.None : [matrices.Divide, matrices.Clear], ExponentialTactics.TakeApart,
            IndexTactics.Substitute, IndexTactics.Cardinality,
            .. normaliser.Route == Route.Unrolled ? [UnrollTactics.Meet, UnrollTactics.Unroll] : UnrollTactics.None,
            IndexTactics.Order, matrices.Cancel, ExponentialTactics.Join, exponentials.Absorb,
            new CaseTactics(normaliser).Apply, new EquationTactics(normaliser).Reduce,
            ClosureTactics.Expand, new Orientation(normaliser).Orient, fold.Fold, PartialFractions.SplitAtom, fractions.SplitDenominators, IndexTactics.Identify, new Labelling(normaliser).Rename,
        ];
        all = [.. inOrder, exchange.Exchange, exchange.Resolve];
    }

    /// <summary>Rewrites until no tactic applies to any term.</summary>
    public void Run(Rewriting rewriting) => Run(rewriting, all);

    private static void Run(Rewriting rewriting, ImmutableArray<Func<Rewriting, Monomial, bool>> inOrder)
    {
        HashSet<string> settled = [];
        while (rewriting.Polynomial.Terms.Select(t => t.Monomial).FirstOrDefault(m => !settled.Contains(m.Key)) is { } next)
        {
            if (!inOrder.Any(tactic => tactic(rewriting, next)))
            {
                settled.Add(next.Key);
            }
        }
    }

    /// <summary>Names bound indices by structure.</summary>
    private sealed class Labelling(Normaliser normaliser)
    {
        public bool Rename(Rewriting rewriting, Monomial m)
        {
            ImmutableArray<int> places = normaliser.Labelling.Places(m);
            if (places.SequenceEqual(places.Order()))
            {
                return false;
            }

            rewriting.Apply(m, t => new("rename", t, -1, places, Rational.Zero, []));
            return true;
        }
    }
}
