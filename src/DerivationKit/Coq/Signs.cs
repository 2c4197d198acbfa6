using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>Proofs of signs: terms of Coq for what follows from the hypotheses, or from the parts of a number.</summary>
internal sealed class Signs(Script script, Atoms atoms)
{
    private readonly Dictionary<(ConditionKind Kind, string Subject), Func<ImmutableArray<Slot>, string>> facts = [];
    private readonly Dictionary<string, List<Func<ImmutableArray<Slot>, (Closure Other, string Proof)>>> equal = [];
    private readonly HashSet<string> asked = [];

    /// <summary>Notes a hypothesis about a polynomial over its parameters; the proof is asked for where it is used.</summary>
    public void Assume(ConditionKind kind, Polynomial p, Func<string> lemma)
    {
        bool single = p.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true }] } }];
        Atom? atom = single ? p.Terms[0].Monomial.Factors[0].Atom : null;
        if (atom is EntryAtom or Closure && atom.Slots.Distinct().Count() == atom.Slots.Length && atom.Slots.Length == p.Parameters.Length)
        {
            ImmutableArray<int> places = [.. p.Parameters.Select((_, i) => atom.Slots.IndexOf(Slot.Parameter(i)))];
            facts.TryAdd((kind, atom.Head), slots => Atoms.At(lemma(), places.Select(i => slots[i])));
        }

        facts.TryAdd((kind, $"#{ClosureKind.Base}<{p.Key}>"), slots => Atoms.At(lemma(), slots));
    }

    /// <summary>Notes that a sum in brackets is another one, of which the sign may be known.</summary>
    public void Equate(Closure c, Func<ImmutableArray<Slot>, (Closure Other, string Proof)> other)
    {
        if (!equal.TryGetValue(c.Head, out List<Func<ImmutableArray<Slot>, (Closure Other, string Proof)>>? others))
        {
            equal.Add(c.Head, others = []);
        }

        others.Add(other);
    }

    /// <summary>A proof that an atom is not 0, if there is one.</summary>
    public string? NonZero(Atom atom) => Positive(atom) is { } positive ? $"(lt0r_neq0 {positive})"
        : Fact(ConditionKind.NonZero, atom) ?? (atom is Closure { Kind: ClosureKind.Base } c ? Body(c, "z", "!= 0", ProductNonZero) ?? ByEqual(c, NonZero, "neq0_eq") : null);

    /// <summary>A proof that an atom is greater than 0, if there is one.</summary>
    public string? Positive(Atom atom) => Fact(ConditionKind.Positive, atom) ?? atom switch
    {
        SizeAtom s => $"(ltr0Sn _ {CoqName.Escape('n', s.Dimension.Text)})",
        Closure { Kind: ClosureKind.Exp } c => $"(exp_gt0 {atoms.Body(c)})",
        Closure { Kind: ClosureKind.Base } c => Body(c, "q", "> 0", PositiveSum) ?? ByEqual(c, Positive, "gt0_eq"),
        _ => null,
    };

    /// <summary>A proof that an atom is not negative, if there is one.</summary>
    public string? NonNegative(Atom atom) => Positive(atom) is { } positive ? $"(ltW {positive})" : Fact(ConditionKind.NonNegative, atom) ?? atom switch
    {
        DeltaAtom or TurnedDelta => $"(dl_ge0 {Atoms.Name(atom.Slots[0])} {Atoms.Name(atom.Slots[1])})",
        AtLeastAtom => $"(ge_ge0 {Atoms.Name(atom.Slots[0])} {Atoms.Name(atom.Slots[1])})",
        Closure { Kind: ClosureKind.Base } c => Body(c, "w", ">= 0", NonNegativeSum) ?? ByEqual(c, NonNegative, "ge0_eq"),
        _ => null,
    };

    private string? Fact(ConditionKind kind, Atom atom) =>
        facts.TryGetValue((kind, atom is Closure { Kind: ClosureKind.Base } c ? $"#{ClosureKind.Base}<{c.Body.Key}>" : atom.Head), out Func<ImmutableArray<Slot>, string>? proof) ? proof(atom.Slots) : null;

    // Two sums may each be said to be the other: none is asked about twice.
    private string? ByEqual(Closure c, Func<Atom, string?> sign, string law)
    {
        if (!equal.TryGetValue(c.Head, out List<Func<ImmutableArray<Slot>, (Closure Other, string Proof)>>? others) || !asked.Add($"{law} {c.Head}"))
        {
            return null;
        }

        string? found = others.Select(o => o(c.Slots)).Select(o => sign(o.Other) is { } known ? $"({law} {o.Proof} {known})" : null).FirstOrDefault(p => p is not null);
        asked.Remove($"{law} {c.Head}");
        return found;
    }

    private string? Body(Closure c, string prefix, string relation, Func<Polynomial, string?> prove)
    {
        Polynomial p = c.Body;
        return prove(p) is { } proof
            ? Atoms.At(script.Lemma(prefix, $"{Atoms.Binders(p.Parameters)} : {Atoms.At(atoms.Define(p), Atoms.Identity(p.Parameters))} {relation}", $"rewrite /{atoms.Define(p)}; exact: {proof}"), c.Slots)
            : null;
    }

    private string? ProductNonZero(Polynomial p) => p.Terms is [{ Monomial.Bound.IsEmpty: true } only]
        ? Times(only.Coefficient, Term(p, only, "hz", "!= 0", f => NonZero(f.Atom) is { } z ? Raise(f.Exponent, z, "expf_neq0", "invr_neq0", "") : null), "mulf_neq0", "!= 0") : null;

    private string? PositiveSum(Polynomial p)
    {
        string? sum = null;
        bool positive = false;
        foreach (MonomialTerm t in p.Terms)
        {
            string? greater = t.Coefficient.Sign > 0 ? Times(t.Coefficient, PositiveTerm(p, t), "mulr_gt0", "> 0") : null;
            string? term = greater ?? NonNegativeTerm(p, t);
            if (term is null)
            {
                return null;
            }

            sum = sum is null ? term : (positive, greater is not null) switch
            {
                (true, true) => $"(addr_gt0 {sum} {term})",
                (true, false) => $"(ltr_paddr {term} {sum})",
                (false, true) => $"(ltr_paddl {sum} {term})",
                _ => $"(addr_ge0 {sum} {term})",
            };
            positive |= greater is not null;
        }

        return positive ? sum : null;
    }

    private string? NonNegativeSum(Polynomial p)
    {
        string? sum = null;
        foreach (MonomialTerm t in p.Terms)
        {
            if (NonNegativeTerm(p, t) is not { } term)
            {
                return null;
            }

            sum = sum is null ? term : $"(addr_ge0 {sum} {term})";
        }

        return sum;
    }

    private string? PositiveTerm(Polynomial p, MonomialTerm t) => Term(p, t, "hp", "> 0", f => Positive(f.Atom) is { } x ? Raise(f.Exponent, x, "exprn_gt0", "invr_gt0p", "sqrt_gt0p") : null);

    private string? NonNegativeTerm(Polynomial p, MonomialTerm t) => t.Coefficient.Sign > 0 ? Times(t.Coefficient, Term(p, t, "hn", ">= 0", NonNegativeFactor), "mulr_ge0", ">= 0") : null;

    private string? NonNegativeFactor(Factor f) => f.Exponent is { IsInteger: true, Numerator.IsEven: true }
        ? $"(even_ge0 {atoms.Of(f.Atom)}{(f.Exponent.Sign < 0 ? "^-1" : "")} {Rational.Abs(f.Exponent)})"
        : NonNegative(f.Atom) is { } x ? Raise(f.Exponent, x, "exprn_ge0", "invr_ge0p", "sqrt_ge0p") : null;

    private static string Raise(Rational exponent, string proof, string power, string inverse, string root)
    {
        string rooted = exponent.IsInteger ? proof : $"({root} {proof})";
        string inverted = exponent.Sign < 0 ? $"({inverse} {rooted})" : rooted;
        Rational times = Rational.Abs(exponent.Numerator);
        return times.IsOne ? inverted : $"({power} {times} {inverted})";
    }

    // The sign of a number times a sum; a number is not written where it is 1.
    private string? Times(Rational coefficient, string? term, string law, string relation) =>
        term is null || coefficient.IsOne ? term : $"({law} {Number(coefficient, relation)} {term})";

    private string Number(Rational value, string relation) => script.Lemma(
        "c", $" : {CoqText.Number(value)} {relation} :> R", "by rewrite ?oppr_eq0 ?lt0r_neq0 ?ltW ?divr_gt0 ?ltr0Sn ?ltr01");

    private string? Term(Polynomial p, MonomialTerm t, string prefix, string relation, Func<Factor, string?> sign)
    {
        Host host = Host.Of(p, t);
        ImmutableArray<string?> factors = [.. host.Factors.Select(sign)];
        if (factors.Contains(null))
        {
            return null;
        }

        string law = relation switch { "> 0" => "mulr_gt0", ">= 0" => "mulr_ge0", _ => "mulf_neq0" };
        string one = relation switch { "> 0" => "ltr01", ">= 0" => "ler01", _ => "(oner_neq0 _)" };
        string product = factors.IsEmpty ? one : factors.Aggregate((a, b) => $"({law} {a} {b})")!;
        string sum = relation == "> 0" ? "sum_gt0" : "sum_ge0";
        string levels = string.Concat(host.Bound.Select((_, o) => $"apply: {sum} => {Atoms.Name(Slot.Bound(o))}; "));
        string name = atoms.Define(host);
        ImmutableArray<Slot> own = Atoms.Identity(p.Parameters);
        return Atoms.At(script.Lemma(prefix, $"{Atoms.Binders(p.Parameters)} : {Atoms.At(name, own)} {relation}", $"rewrite /{name}; {levels}exact: {product}"), own);
    }
}
