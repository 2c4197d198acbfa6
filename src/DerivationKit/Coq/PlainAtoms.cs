using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>Factors as letters, and the equations of atoms that the kernel replaces by their value when it makes a monomial.</summary>
internal sealed class PlainAtoms(Script script, Atoms atoms, Signs signs)
{
    /// <summary>Factors as powers of letters.</summary>
    public ImmutableArray<LetterPower> Powers(ImmutableArray<Factor> factors) => [.. factors.Select(f => new LetterPower(Letter(f.Atom), f.Exponent))];

    /// <summary>An atom as a letter.</summary>
    public Letter Letter(Atom atom) => new(
        atoms.Of(atom),
        () => signs.NonZero(atom) ?? throw new CoqExportException($"no Coq proof yet that a denominator is not 0"),
        () => signs.NonNegative(atom) ?? throw new CoqExportException($"no Coq proof yet that a radicand is not negative"),
        atom is IndicatorAtom ? $"({(atom is AtLeastAtom ? "ge01" : "dl01")} {Atoms.Name(atom.Slots[0])} {Atoms.Name(atom.Slots[1])})" : null);

    /// <summary>The product of factors, with equations for those that are plain.</summary>
    public (ImmutableArray<Product> Product, ImmutableArray<Equation> Equations) Settle(ImmutableArray<Factor> factors)
    {
        Dictionary<string, Equation> equations = [];
        foreach (Factor f in factors)
        {
            for (Atom? atom = f.Atom; atom is not null;)
            {
                (Equation? equation, atom) = Value(new(atom, f.Exponent));
                if (equation is not null)
                {
                    equations[equation.Left.Letter.Text] = equation;
                }
            }
        }

        return ([new(1, Powers(factors))], [.. equations.Values]);
    }

    private (Equation? Equation, Atom? Next) Value(Factor f) => f.Atom switch
    {
        DeltaAtom { Slots: [var i, var j] } when i == j => (One(f, $"(dl_refl {Atoms.Name(i)})"), null),
        TurnedDelta d => (Equation.Same(Letter(d), Letter(d.Sorted), $"(dlC {Atoms.Name(d.Slots[0])} {Atoms.Name(d.Slots[1])})"), null),
        AtLeastAtom { Slots: [var i, var j] } when i == j => (One(f, $"(ge_refl {Atoms.Name(i)})"), null),
        Closure { Kind: ClosureKind.Exp, Body.IsZero: true } c => (Constant(f, c, "exp_0", 1), null),
        Closure { Kind: ClosureKind.Base, Body.Constant: { } value } c => f.Exponent.IsInteger ? (Constant(f, c, "", value), null) : (null, null),
        Closure { Kind: ClosureKind.Base } c when Single(c) is { } atom => (Equation.Same(Letter(c), Letter(atom.At([.. atom.Slots.Select(s => c.Slots[s.Ordinal])])), Unfolded(c, atom)), atom.At([.. atom.Slots.Select(s => c.Slots[s.Ordinal])])),
        _ => (null, null),
    };

    private Equation One(Factor f, string proof) => new(new(Letter(f.Atom), 1), [new(1, [])], proof);

    // The atom that a body is.
    private static Atom? Single(Closure c) =>
        c.Body.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true } only] } }] ? only.Atom : null;

    private string Unfolded(Closure c, Atom atom)
    {
        Polynomial p = c.Body;
        string lemma = script.Lemma("p", $"{Atoms.Binders(p.Parameters)} : {Atoms.At(atoms.Define(p), Atoms.Identity(p.Parameters))} = {atoms.Of(atom)}",
            $"by rewrite /{atoms.Define(p)} /{atoms.Define(Host.Of(p, p.Terms[0]))}");
        return Atoms.At(lemma, c.Slots);
    }

    // A function of a number that is a number, or the inverse of such a one.
    private Equation Constant(Factor f, Closure c, string law, Rational value)
    {
        Polynomial p = c.Body;
        ImmutableArray<Slot> own = Atoms.Identity(p.Parameters);
        Rational sign = f.Exponent.Sign;
        string hosts = string.Concat(p.Terms.Select(t => $"/{atoms.Define(Host.Of(p, t))} "));
        string lemma = script.Lemma("p", $"{Atoms.Binders(p.Parameters)} : {CoqText.Raised(atoms.Of(c.At(own)), sign)} = {CoqText.Number(sign.Sign > 0 ? value : 1 / value)} :> R",
            $"rewrite /{atoms.Define(p)} {hosts}{law}; (by ring) || (by field; rewrite ?pnatr_eq0)");
        return new(new(Letter(c), sign), [new(sign.Sign > 0 ? value : 1 / value, [])], Atoms.At(lemma, c.Slots));
    }
}
