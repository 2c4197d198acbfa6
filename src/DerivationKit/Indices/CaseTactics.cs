using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where functions of entries that can only be 0 or 1 are taken apart.</summary>
internal sealed class CaseTactics(Normaliser normaliser)
{
    private readonly Dictionary<string, bool> known = [];
    private readonly Content content = new(normaliser.Replay);

    /// <summary>Draws an entry of one-hot rows, or one that is 0 or 1, out of a function.</summary>
    public bool Apply(Rewriting rewriting, Monomial m)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            int place = f;
            if (m.Factors[f] is { Atom: EntryAtom entry, Exponent: { Sign: > 0, IsOne: false } } && IsBit(entry))
            {
                rewriting.Apply(m, t => Kernel.Step.Of("decide", t, place));
                return true;
            }

            if (m.Factors[f] is { Atom: Closure { Own: 0, Kind: not ClosureKind.Arcsin } c } factor && !(c.Kind == ClosureKind.Base && factor.Exponent is { IsInteger: true, Sign: > 0 }))
            {
                ImmutableArray<Step> steps = [.. Steps(c, f)];
                if (steps.Any(step => rewriting.TryApply(m, step)) || steps.Any(step => TryInNormalForm(rewriting, m, place, step)))
                {
                    return true;
                }

                normaliser.LacksSign |= !steps.IsEmpty;
            }
        }

        return false;
    }

    // What the function is taken of may be known to be in its domain in normal form, and without what would be drawn out of the function.
    private bool TryInNormalForm(Rewriting rewriting, Monomial m, int f, Step step)
    {
        if (step.Rule != "select")
        {
            return false;
        }

        Rewriting argument = new(normaliser, normaliser.Replay.Argument(Replay.Alone(rewriting.Polynomial, m), step));
        while (argument.Polynomial.Terms is [{ Monomial: var only }]
            && only.Closures((factor, kind) => kind == ClosureKind.Base && factor.Exponent.IsOne).FirstOrDefault() is { } sum
            && Next(sum.C, m.Factors[f].Exponent) is { } next && argument.TryApply(only, next with { Factor = sum.F }))
        {
        }

        ImmutableArray<Step> inner = argument.Steps;
        return !inner.IsEmpty && rewriting.TryApply(m, step with { Inner = inner });
    }

    private Step? Next(Closure c, Rational exponent) => normaliser.Normalise(c.Body).Steps is { IsEmpty: false } steps
        ? new("within", 0, 0, [], Rational.Zero, steps)
        : content.Find(c, exponent);

    private IEnumerable<Step> Steps(Closure c, int place)
    {
        for (int t = 0; t < c.Body.Terms.Length; t++)
        {
            for (int f = 0; f < c.Body.Terms[t].Monomial.Factors.Length; f++)
            {
                // What is not a natural power would be left where it is, to be found again for ever.
                if (c.Body.Terms[t].Monomial.Factors[f] is { Atom: EntryAtom entry, Exponent: { IsInteger: true, Sign: > 0 } } && Step(entry, place, t, f) is { } step)
                {
                    yield return step;
                }
            }
        }
    }

    private Step? Step(EntryAtom entry, int place, int term, int factor)
    {
        int[] bound = [.. Enumerable.Range(0, entry.Slots.Length).Where(i => entry.Slots[i].IsBound)];
        return bound switch
        {
            [] when IsBit(entry) || Known(entry.Head + "²", () => normaliser.Replay.IsSign(entry)) => Kernel.Step.Of("decide", 0, place, term, factor),
            [var axis] when Known($"{entry.Head} {axis}", () => normaliser.Replay.IsOneHot(entry, axis)) => Kernel.Step.Of("select", 0, place, term, factor, axis),
            _ => null,
        };
    }

    private bool IsBit(EntryAtom entry) => Known(entry.Head, () => normaliser.Replay.IsBit(entry));

    private bool Known(string key, Func<bool> ask) => known.TryGetValue(key, out bool answer) ? answer : known[key] = ask();
}
