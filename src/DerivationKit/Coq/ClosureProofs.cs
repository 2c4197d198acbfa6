using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>The rules of powers of sums, and of exp.</summary>
internal static class ClosureProofs
{
    public static Rewriting Within(Site site, RuleProofs rules)
    {
        Closure c = site.Closure;
        (Polynomial body, string chain) = rules.Chain(c.Body, site.Step.Inner);
        return Replaced(site, c.With(body, c.Slots), slots => Atoms.At(chain, slots));
    }

    public static Rewriting Permute(Site site)
    {
        Closure c = site.Closure;
        ImmutableArray<int> old = [.. site.Step.Data.Take(c.Body.Parameters.Length)];
        Slot Map(Slot s) => Slot.Parameter(old.IndexOf(s.Ordinal));
        ImmutableArray<Slot> own = Atoms.Identity(c.Body.Parameters), turned = [.. old.Select(o => own[o])];
        Polynomial body = c.Body.Over([.. old.Select(o => c.Body.Parameters[o])], Map);
        string lemma = site.Workshop.Renaming((c.Body, own), (body, turned), c.Body.Parameters, Map);
        return Replaced(site, c.With(body, [.. old.Select(o => c.Slots[o])]), slots => Atoms.At(lemma, slots));
    }

    public static Rewriting Tidy(Site site)
    {
        Closure c = site.Closure;
        ImmutableArray<Slot> used = c.Body.UsedParameters, all = [.. c.Slots.Distinct()];
        ImmutableArray<Slot> slots = [.. c.Slots.Where((_, i) => used.Contains(Slot.Parameter(i))).Distinct()];
        Slot Map(Slot s) => Slot.Parameter(slots.IndexOf(c.Slots[s.Ordinal]));
        Slot Context(Slot s) => Slot.Parameter(all.IndexOf(s));
        Polynomial body = c.Body.Over([.. slots.Select(site.DimensionOf)], Map);
        string lemma = site.Workshop.Renaming(
            (c.Body, [.. c.Slots.Select(Context)]), (body, [.. slots.Select(Context)]), [.. all.Select(site.DimensionOf)], Map);
        return Replaced(site, c.With(body, slots), _ => Atoms.At(lemma, all));
    }

    public static Rewriting Expand(Site site)
    {
        Closure c = site.Closure;
        Workshop w = site.Workshop;
        if (c.Body.IsZero)
        {
            throw new CoqExportException("the rule expand has no Coq lemma yet for an empty sum");
        }

        ImmutableArray<Factor> rest = [new(c, site.Factor.Exponent - 1), .. site.Others];
        rest = [.. rest.Where(f => !f.Exponent.IsZero)];
        ImmutableArray<(Rational Coefficient, Host Sum)> parts = [.. c.Body.Terms.Select(t =>
            (t.Coefficient, new Host(site.Host.Parameters, site.Host.Bound, [.. rest, new(new Summed(Host.Of(c.Body, t), c.Slots), 1)])))];
        Combination way = w.From(site.Host);
        way.Apply(w.Sums.Pointwise(site.Host, parts, EquationProofs.Solved(w, c, 0)));
        foreach (((_, Host part), (Rational coefficient, Host sum), MonomialTerm t) in parts.Zip(site.Results, c.Body.Terms))
        {
            Host opened = way.Apply(w.Sums.Open(part));
            way.Apply(w.Sums.Pointwise(opened, coefficient.IsZero ? [] : [(coefficient / t.Coefficient, sum)]));
        }

        return way.Finish(site.Target);
    }

    public static Rewriting SplitExp(Site site)
    {
        Closure c = site.Closure;
        Workshop w = site.Workshop;
        ImmutableArray<Slot> own = Atoms.Identity(c.Body.Parameters);
        Rational sign = site.Factor.Exponent.Sign;
        ImmutableArray<Closure> parts = [.. c.Body.Terms.Select(t => Part(site, c, t))];
        string body = Atoms.At(w.Atoms.Define(c.Body), own);
        string laws = string.Join(" ", c.Body.Terms.Where(t => !t.Coefficient.IsOne).Select(t => Multiple(t.Coefficient, Atoms.At(w.Atoms.Define(Host.Of(c.Body, t)), own))));
        string Product(Rational times) => CoqText.Times(c.Body.Terms.Zip(parts, (t, part) => CoqText.Raised(w.Atoms.Of(part.At(own)), t.Coefficient * times)));
        string binders = Atoms.Binders(c.Body.Parameters);
        string split = w.Script.Lemma("l", $"{binders} : exp {body} = {Product(1)}", $"rewrite /{w.Atoms.Define(c.Body)} ?exp_add {laws}; done");
        if (sign.Sign < 0)
        {
            split = w.Script.Lemma("l", $"{binders} : (exp {body})^-1 = {Product(-1)}", $"by rewrite {Atoms.At(split, own)} ?invfM ?exprVn ?invrK");
        }

        ImmutableArray<LetterPower> powers = [.. c.Body.Terms.Zip(parts, (t, part) => new LetterPower(w.Plain.Letter(part), t.Coefficient * sign))];
        return site.Pointwise(new Equation(new(w.Plain.Letter(c), sign), [new(1, powers)], Atoms.At(split, c.Slots)));
    }

    // The exponential of a term without its number: the kernel has put it into the target, or there was one that it cancels.
    private static Closure Part(Site site, Closure c, MonomialTerm t)
    {
        if (t.Monomial is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Log } }] })
        {
            throw new CoqExportException("the rule split-exp has no Coq lemma yet for logarithms");
        }

        return t.Coefficient.IsOne
            ? c.With(Replay.Alone(c.Body, t.Monomial), c.Slots)
            : site.Target.SelectMany(h => h.Sum.Factors).Concat(site.Others).Select(f => f.Atom).OfType<Closure>().FirstOrDefault(e =>
                e.Kind == ClosureKind.Exp && e.Slots.SequenceEqual(c.Slots) && e.Body.Parameters.SequenceEqual(c.Body.Parameters)
                && e.Body.Terms is [{ Coefficient.IsOne: true } only] && only.Monomial.Key == t.Monomial.Key)
                ?? throw new CoqExportException("the rule split-exp has no Coq lemma yet for parts that cancel");
    }

    // exp(a x) is exp(x) to the power a, for half integers a.
    private static string Multiple(Rational a, string x)
    {
        string law = (a.IsInteger, a.Sign > 0, Rational.Abs(a.Numerator).IsOne) switch
        {
            (true, true, _) => "exp_nat",
            (true, false, true) => "exp_opp1",
            (true, false, false) => "exp_oppn",
            (false, true, true) => "exp_half",
            (false, false, true) => "exp_opphalf",
            (false, true, false) => "exp_halfn",
            _ => "exp_opphalfn",
        };
        return Rational.Abs(a.Numerator).IsOne ? $"({law} {x})" : $"({law} {Rational.Abs(a.Numerator)} {x})";
    }

    private static Rewriting Replaced(Site site, Closure other, Func<ImmutableArray<Slot>, string> lemma)
    {
        Closure c = site.Closure;
        Workshop w = site.Workshop;
        string equal = lemma(c.Slots);
        string proof = c.Kind switch
        {
            ClosureKind.Base => equal,
            ClosureKind.Exp => $"(congr1 exp {equal})",
            ClosureKind.Log => $"(congr1 log {equal})",
            _ => throw new CoqExportException($"the function {c.Kind.ToString().ToLowerInvariant()} has no Coq counterpart yet"),
        };
        if (c.Kind == ClosureKind.Base && c.Slots.Distinct().Count() == c.Slots.Length && other.Slots.Length == c.Slots.Length)
        {
            ImmutableArray<int> there = [.. other.Slots.Select(s => c.Slots.IndexOf(s))], back = [.. c.Slots.Select(s => other.Slots.IndexOf(s))];
            w.Signs.Equate(c, slots => (c.With(other.Body, [.. there.Select(o => slots[o])]), lemma(slots)));
            w.Signs.Equate(other, slots => (c.With(c.Body, [.. back.Select(o => slots[o])]), $"(esym {lemma([.. back.Select(o => slots[o])])})"));
        }

        Equation same = Equation.Same(w.Plain.Letter(c), w.Plain.Letter(other), proof);
        return site.Pointwise([same, .. w.Plain.Settle([new(other, site.Factor.Exponent)]).Equations]);
    }
}
