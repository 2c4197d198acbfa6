using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of powers of sums, of exp and of log apply.</summary>
internal sealed class ClosureTactics(Normaliser normaliser)
{
    private const int LargestPower = 200;

    private readonly Content content = new(normaliser.Replay);
    private Dictionary<string, (int Given, ImmutableArray<Step> Steps)>? squares;

    /// <summary>Drops parameters that a body does not use, and joins those that stand for one index.</summary>
    public static bool Tidy(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        ImmutableArray<Slot> outer = c.Outer;
        if (outer.IsEmpty || (c.Body.UsedParameters.Count(s => s.Ordinal >= c.Own) == outer.Length && outer.Distinct().Count() == outer.Length))
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("tidy", t, f));
        return true;
    });

    /// <summary>Draws a common factor out of a power or a logarithm; out of a single product before its parts are multiplied out.</summary>
    public bool Draw(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        // The logarithm of a square would be that of the number, if that were known to be positive.
        normaliser.LacksSign |= c is { Kind: ClosureKind.Log, Body.Terms: [{ Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent: var e, Atom: Closure }] } }] } && e == 2;
        bool ready = c.Body.Terms.Length == 1 || normaliser.Normalise(c.Body).Steps.IsEmpty;
        return ready && (content.Find(c, m.Factors[f].Exponent) is { } step
            ? rewriting.TryApply(m, t => step with { Term = t, Factor = f })
            : content.Roots(c, m.Factors[f].Exponent).Concat(Content.Sums(c, m.Factors[f].Exponent)).Any(root => rewriting.TryApply(m, t => root with { Term = t, Factor = f }))
                || DrawWithin(rewriting, m, f, c));
    });

    // Takes a power of a product apart under a root, before the product is multiplied out: ((a·(b + c))²)^(1/2).
    private bool DrawWithin(Rewriting rewriting, Monomial m, int f, Closure c)
    {
        bool root = c.Kind == ClosureKind.Log || (c.Kind == ClosureKind.Base && !m.Factors[f].Exponent.IsInteger);
        if (!root || c.Body.Terms is not [{ Monomial: var body }])
        {
            return false;
        }

        for (int g = 0; g < body.Factors.Length; g++)
        {
            int place = g;
            if (body.Factors[g] is { Exponent.IsInteger: true, Atom: Closure { Kind: ClosureKind.Base } inner } factor
                && Part(inner, factor.Exponent, body.Bound.IsEmpty && factor.Exponent.Numerator.IsEven) is { } step)
            {
                return rewriting.TryApply(m, t => new("within", t, f, [], Rational.Zero, [step with { Term = 0, Factor = place }]));
            }
        }

        return false;
    }

    // Of an even power of a sum, what all terms hold is drawn out before it is multiplied out.
    private Step? Part(Closure inner, Rational exponent, bool isSquare) =>
        inner.Body.Terms.Length == 1 ? content.Find(inner, exponent)
        : !isSquare ? null
        : normaliser.Normalise(inner.Body).Steps is { IsEmpty: false } steps ? new("within", 0, 0, [], Rational.Zero, steps)
        : content.Shared(inner);

    /// <summary>Writes a negative root of a single product as a positive one, divided by the product.</summary>
    public static bool Lower(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        bool lower = c.Kind == ClosureKind.Base && m.Factors[f].Exponent is { Sign: < 0, IsInteger: false }
            && c.Body.Constant is null && c.Body.Terms is [{ Monomial.Bound.IsEmpty: true }];
        return lower && rewriting.TryApply(m, t => Step.Of("lower", t, f));
    });

    /// <summary>Brings a body to normal form.</summary>
    public bool Within(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        ImmutableArray<Step> inner = normaliser.Normalise(c.Body).Steps;
        if (inner.IsEmpty)
        {
            return false;
        }

        rewriting.Apply(m, t => new("within", t, f, [], Rational.Zero, inner));
        return true;
    });

    /// <summary>Puts the parameters of a body, which is in normal form by now, into the order that its structure gives.</summary>
    public bool Order(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        int[] best = normaliser.Symmetries.BestOrder(c);
        if (best.SequenceEqual(best.Order()) || normaliser.Normalise(Symmetries.Permuted(c.Body, best)).Polynomial.Key == c.Body.Key)
        {
            return false;
        }

        rewriting.Apply(m, t => new("permute", t, f, [.. best], Rational.Zero, []));
        return true;
    });

    /// <summary>Writes the root of a square as the number itself, where that is given not to be negative.</summary>
    public bool SquareRoot(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        if (c.Kind != ClosureKind.Base || m.Factors[f].Exponent.IsInteger || !Squares().TryGetValue(c.Body.Key, out (int Given, ImmutableArray<Step> Steps) square))
        {
            return false;
        }

        rewriting.Apply(m, t => new("square-root", t, f, [square.Given], Rational.Zero, square.Steps));
        return true;
    });

    // The normal forms of the squares of all that is given not to be negative.
    private Dictionary<string, (int Given, ImmutableArray<Step> Steps)> Squares()
    {
        if (squares is null)
        {
            squares = [];
            // What an equation defines as a root would be unfolded to that root again.
            foreach (int given in Enumerable.Range(0, normaliser.Replay.NonNegative.Length).Where(given => !normaliser.Equations.Define(normaliser.Replay.NonNegative[given])))
            {
                Normalised square = normaliser.Normalise(normaliser.Replay.Square(given));
                squares.TryAdd(square.Polynomial.Key, (given, square.Steps));
            }
        }

        return squares;
    }

    /// <summary>Writes exp of a sum as a product.</summary>
    public static bool SplitExp(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        if (c.Kind != ClosureKind.Exp || c.Body.Terms is [{ Coefficient.IsOne: true, Monomial: { } only }] && !IsLog(only))
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("split-exp", t, f));
        return true;
    });

    /// <summary>Multiplies out one power of a sum.</summary>
    public static bool Expand(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        if (c.Kind != ClosureKind.Base || m.Factors[f].Exponent < 1)
        {
            return false;
        }

        if (m.Factors[f].Exponent > LargestPower && c.Body.Terms.Length > 1)
        {
            throw new BudgetException($"a power beyond {LargestPower} of a sum is not multiplied out");
        }

        rewriting.Apply(m, t => Step.Of("expand", t, f));
        return true;
    });

    private static bool IsLog(Monomial m) =>
        m is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Log } }] };

    private static bool Try(Monomial m, Func<int, Closure, bool> tactic)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            if (m.Factors[f].Atom is Closure c && tactic(f, c))
            {
                return true;
            }
        }

        return false;
    }
}
