using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>The rules that draw a common factor out of an integer power of a sum.</summary>
internal static class ContentProofs
{
    public static Rewriting Extract(Site site)
    {
        Closure c = site.Closure;
        if (c.Kind != ClosureKind.Base || !site.Factor.Exponent.IsInteger)
        {
            throw new CoqExportException($"the rule {site.Step.Rule} has no Coq lemma yet for {(c.Kind == ClosureKind.Base ? "roots" : "logarithms")}");
        }

        Rational sign = site.Factor.Exponent.Sign;
        (Closure? rest, Factor? taken, Rational number) = Drawn(site, c);
        return site.Pointwise(rest is null ? Unfolded(site.Workshop, c, sign) : Divided(site.Workshop, c, sign, rest, taken, number));
    }

    // What is left of the sum: a sum in brackets of the target whose terms are those of the old one, each divided.
    private static (Closure? Left, Factor? Taken, Rational Number) Drawn(Site site, Closure c)
    {
        Factor? taken = null;
        Rational number = Rational.One;
        if (site.Step.Rule == "extract-atom")
        {
            int term = site.Step.Data.Length > 1 ? site.Step.Data[1] : 0;
            taken = new(c.Body.Terms[term].Monomial.Factors[site.Step.Data[0]].Atom, site.Step.Number);
        }
        else
        {
            number = Rational.Pow(site.Step.Number, site.Step.Data[0]);
        }

        ImmutableHashSet<string> keys = [.. c.Body.Terms.Select(t => Quotient(c.Body, t, taken).Monomial)];
        Closure? rest = site.Target.SelectMany(t => t.Sum.Factors).Select(f => f.Atom).OfType<Closure>().FirstOrDefault(r =>
            r.Kind == ClosureKind.Base && r.Slots.SequenceEqual(c.Slots) && keys.SetEquals(r.Body.Terms.Select(t => t.Monomial.Key))
            && r.Body.Terms.All(t => c.Body.Terms.Any(o => o.Coefficient == t.Coefficient * number && Quotient(c.Body, o, taken).Monomial == t.Monomial.Key)));
        return (rest, taken, number);
    }

    private static Host Quotient(Polynomial p, MonomialTerm t, Factor? taken)
    {
        Host host = Host.Of(p, t);
        return taken is { } f ? new(host.Parameters, host.Bound, [.. host.Factors, new(f.Atom, -f.Exponent)]) : host;
    }

    // A single product: the power is that of its factors.
    private static Equation Unfolded(Workshop w, Closure c, Rational sign)
    {
        if (c.Body.Terms is not [{ Monomial.Bound.IsEmpty: true } only])
        {
            throw new CoqExportException("what the rule extract leaves of a sum has no Coq lemma yet");
        }

        Polynomial p = c.Body;
        Host host = Host.Of(p, only);
        string name = Atoms.At(w.Atoms.Define(p), Atoms.Identity(p.Parameters));
        Rational number = sign.Sign > 0 ? only.Coefficient : 1 / only.Coefficient;
        string right = CoqText.Scaled(number, CoqText.Times(host.Factors.Select(f => CoqText.Raised(w.Atoms.Of(f.Atom), f.Exponent * sign))));
        string lemma = w.Script.Lemma("o", $"{Atoms.Binders(p.Parameters)} : {CoqText.Raised(name, sign)} = {right}",
            $"rewrite /{w.Atoms.Define(p)} /{w.Atoms.Define(host)}{(sign.Sign < 0 ? " ?invfM -?exprVn ?invrK" : "")}; by [] || field; rewrite ?pnatr_eq0");
        ImmutableArray<Factor> factors = [.. host.Factors.Select(f => new Factor(f.Atom.At([.. f.Atom.Slots.Select(s => c.Slots[s.Ordinal])]), f.Exponent * sign))];
        return new(new(w.Plain.Letter(c), sign), [new(number, w.Plain.Powers(factors))], Atoms.At(lemma, c.Slots));
    }

    private static Equation Divided(Workshop w, Closure c, Rational sign, Closure rest, Factor? taken, Rational number)
    {
        Polynomial p = c.Body;
        ImmutableArray<Slot> own = Atoms.Identity(p.Parameters);
        List<Equation> equations = [];
        foreach (MonomialTerm t in p.Terms)
        {
            Host quotient = Host.Of(rest.Body, rest.Body.Terms.First(r => r.Monomial.Key == Quotient(p, t, taken).Monomial));
            ImmutableArray<Factor> front = taken is { } f ? [f] : [];
            Host apart = new(p.Parameters, [], [.. front, new(new Summed(quotient, own), 1)]);
            Rewriting open = w.Sums.Open(apart);
            Combination way = w.From(Host.Of(p, t));
            way.Apply(w.Sums.Pointwise(Host.Of(p, t), [(1, open.To[0].Sum)]));
            way.Apply(w.Sums.Back(open));
            equations.Add(Combination.Equation(way.Finish([(1, apart)]), w.Sums));
            equations.Add(new(new(Letter.Opaque(w.Sums.At(apart)), 1), [new(1, w.Plain.Powers(apart.Factors))], $"(erefl {w.Sums.At(apart)})"));
        }

        Letter left = w.Plain.Letter(rest.At(own));
        ImmutableArray<LetterPower> drawn = taken is { } a ? w.Plain.Powers([a]) : [];
        string sum = Atoms.At(w.Atoms.Define(rest.Body), own);
        string product = CoqText.Scaled(number, CoqText.Times([.. drawn.Select(d => CoqText.Raised(d.Letter.Text, d.Exponent)), sum]));
        string whole = Atoms.At(w.Atoms.Define(p), own);
        string proof = w.Scalars.Prove(w.Atoms.Products(p), [new(number, [.. drawn, new(left, 1)])], [.. equations, new(new(left, 1), w.Atoms.Products(rest.Body), $"(erefl {sum})")]);
        string lemma = w.Script.Lemma("o", $"{Atoms.Binders(p.Parameters)} : {whole} = {product}", $"exact: {proof}");
        Rational inverse = sign.Sign > 0 ? number : 1 / number;
        if (sign.Sign < 0)
        {
            string turned = CoqText.Scaled(inverse, CoqText.Times([.. drawn.Select(d => CoqText.Raised(d.Letter.Text, -d.Exponent)), $"{sum}^-1"]));
            lemma = w.Script.Lemma("o", $"{Atoms.Binders(p.Parameters)} : {whole}^-1 = {turned}", $"rewrite {Atoms.At(lemma, own)} ?invfM -?exprVn ?invrK; by [] || (by rewrite ?mulNr; ring) || (by rewrite ?invrN ?invfM ?invrK; ring)");
        }

        Factor[] factors = [.. taken is { } t0 ? [new Factor(t0.Atom.At([.. t0.Atom.Slots.Select(s => c.Slots[s.Ordinal])]), t0.Exponent * sign)] : Array.Empty<Factor>(), new(rest, sign)];
        return new(new(w.Plain.Letter(c), sign), [new(inverse, w.Plain.Powers([.. factors]))], Atoms.At(lemma, c.Slots));
    }
}
