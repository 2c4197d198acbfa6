using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;

namespace DerivationKit.Proving;

/// <summary>Finds the numbers on whose signs a statement depends: what stands squared under roots, as in |R| = (R²)^(1/2).</summary>
/// <param name="obligations">The statement.</param>
/// <param name="normaliser">Brings the numbers to normal form.</param>
internal sealed class Kinks(Obligations obligations, Normaliser normaliser)
{
    private const int MostMultiples = 4;

    /// <summary>The simplest number whose sign is not given; one that is not negative if that can be told.</summary>
    public Kink? First()
    {
        HashSet<string> known = [.. obligations.Replay.NonNegative.Select(p => p.Key)];
        foreach (Term number in All())
        {
            Term opposite = CaseSplit.Times(-1, number);
            if (!known.Contains(obligations.Read(number).Key) && !known.Contains(obligations.Read(opposite).Key))
            {
                return Weights(number) is { } weights ? new(number, weights) : Weights(opposite) is { } negative ? new(opposite, negative) : new(number, null);
            }
        }

        return null;
    }

    // The simplest first; the factors of a product one by one.
    private IEnumerable<Term> All() => obligations.Parts.SelectMany(Roots).Distinct()
        .Where(r => Obligations.FreeIndices(r).All(obligations.Statement.Free.Contains))
        .SelectMany(Primitive)
        .DistinctBy(r => r.Key)
        .OrderBy(r => HasRoot(obligations.Read(r.Term))).ThenBy(r => r.Key.Length).ThenBy(r => r.Key, StringComparer.Ordinal)
        .Select(r => r.Term);

    // How often each of the givens is contained in the number, if that shows that it is not negative.
    private ImmutableArray<Rational>? Weights(Term number) => Weights(number, [.. obligations.NonNegative.Select(_ => Rational.Zero)], MostMultiples);

    private ImmutableArray<Rational>? Weights(Term number, ImmutableArray<Rational> weights, int left)
    {
        ImmutableArray<Term> terms = [number, .. obligations.NonNegative.Zip(weights).Where(g => !g.Second.IsZero).Select(g => CaseSplit.Times(-g.Second, g.First))];
        Polynomial rest = obligations.Read(new Add(terms));
        MonomialTerm[] open = [.. rest.Terms.Where(t => t.Coefficient.Sign < 0 || !t.Monomial.Factors.All(IsNonNegative))];
        if (open.Length == 0)
        {
            return weights;
        }

        for (int k = 0; k < weights.Length && left > 0; k++)
        {
            Rational given = obligations.Replay.NonNegative[k].Terms.FirstOrDefault(t => t.Monomial.Key == open[0].Monomial.Key)?.Coefficient ?? Rational.Zero;
            Rational times = given.IsZero ? Rational.Zero : open[0].Coefficient / given;
            if (times.Sign > 0 && Fit(terms.Add(obligations.NonNegative[k])) && Weights(number, weights.SetItem(k, weights[k] + times), left - 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // Whether they can be added up: one name is one index.
    private static bool Fit(ImmutableArray<Term> terms) => terms.SelectMany(t => Obligations.FreeIndices(t)).Distinct().GroupBy(i => i.Name).All(g => g.Count() == 1);

    private bool IsNonNegative(Factor f) => !f.Exponent.IsInteger || f.Exponent.Numerator.IsEven || obligations.Replay.IsNonNegative(f.Atom);

    private static IEnumerable<Term> Roots(Term term) => Obligations.Children(term).SelectMany(Roots)
        .Concat(term is Power { Exponent.IsInteger: false, Base: Power { Base: var r, Exponent: var two } } && two == 2 ? [r] : []);

    private static bool HasRoot(Polynomial p) => p.Terms.Any(t => t.Monomial.Factors.Any(f => !f.Exponent.IsInteger || (f.Atom is Closure c && HasRoot(c.Body))));

    // Without its content, and the atoms that every term holds.
    private IEnumerable<(string Key, Term Term)> Primitive(Term number)
    {
        ImmutableArray<Index> indices = Obligations.FreeIndices(number);
        Polynomial p = normaliser.Normalise(obligations.Read(number)).Polynomial;
        if (p.Constant is not null || p.Terms.Any(t => t.Monomial.Factors.Any(f => f.Atom is Closure { Own: > 0 })))
        {
            yield break;
        }

        ImmutableArray<Factor> shared = [.. p.Terms[0].Monomial.Factors
            .Where(f => f.Atom.Slots.All(s => !s.IsBound))
            .Select(f => new Factor(f.Atom, Content.Common(p, f.Atom, isPositive: false)))
            .Where(f => !f.Exponent.IsZero)];
        foreach (Factor f in shared.Where(f => f.Atom is not (SizeAtom or Closure { Kind: ClosureKind.Exp }) && !f.Exponent.Numerator.IsEven))
        {
            yield return (f.Atom.Key, TermOf.Atom(f.Atom, indices));
        }

        Term rest = TermOf.Quotient(p, indices, Content.Common(p, mayBeNegative: true), shared);
        if (obligations.Read(rest) is { Constant: null } primitive)
        {
            yield return (primitive.Key, rest);
        }
    }
}

/// <summary>A number on whose sign a statement depends.</summary>
/// <param name="Number">The number.</param>
/// <param name="Weights">How often each given that is not negative is contained in it, if that shows that it is not negative either.</param>
internal sealed record Kink(Term Number, ImmutableArray<Rational>? Weights);
