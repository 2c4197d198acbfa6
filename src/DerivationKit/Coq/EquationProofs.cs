using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>The rules that solve an equation for one of its terms.</summary>
internal static class EquationProofs
{
    public static Rewriting Fold(Site site)
    {
        Closure c = site.Closure;
        return Solve(site, c.Body, c.Slots, first: 0, c, (slots, lead) => Solved(site.Workshop, (Closure)c.At(slots), lead));
    }

    public static Rewriting Given(Site site, Replay replay, RuleProofs rules, Func<int, string> givenEquation)
    {
        if (site.Step.Factor >= 0)
        {
            throw new CoqExportException("the rule given has no Coq lemma yet for powers of an entry");
        }

        Workshop w = site.Workshop;
        Polynomial given = replay.Equations[site.Step.Data[0]];
        (Polynomial equation, string chain) = rules.Chain(given, site.Step.Inner);
        string known = givenEquation(site.Step.Data[0]);
        ImmutableArray<Slot> own = Atoms.Identity(equation.Parameters);
        string zero = $"(etrans (esym {Atoms.At(chain, own)}) {Atoms.At(known, own)})";
        string isZero = w.Script.Lemma("g", $"{Atoms.Binders(equation.Parameters)} : {w.Atoms.Sum(equation)} = 0", $"exact: {zero}");
        ImmutableArray<Slot> slots = [.. own.Select((_, i) => site.Step.Data[1 + i] is >= 0 and var o ? Slot.Bound(o) : Slot.Parameter(-1 - site.Step.Data[1 + i]))];
        return Solve(site, equation, slots, 1 + slots.Length, null, (at, lead) => Leading(w, equation, at, lead, isZero));
    }

    /// <summary>A term of a sum in brackets by the sum and its other terms.</summary>
    public static Equation Solved(Workshop w, Closure c, int lead)
    {
        ImmutableArray<Slot> own = Atoms.Identity(c.Body.Parameters);
        Rational number = c.Body.Terms[lead].Coefficient;
        (Product left, ImmutableArray<Product> others) = Terms(w, c.Body, lead);
        var sum = Product.Of(1 / number, Atoms.At(w.Atoms.Define(c.Body), own));
        string unfolded = w.Scalars.Prove([left], [sum, .. others], new Equation(sum.Powers[0], w.Atoms.Products(c.Body), $"(erefl ({sum.Powers[0].Letter.Text}))"));
        string lemma = w.Script.Lemma("f", $"{Atoms.Binders(c.Body.Parameters)} : {left.Powers[0].Letter.Text} = {Text([sum, .. others])}", $"exact: {unfolded}");
        return Moved(w, c.Body, c.Slots, lead, [new(1 / number, [new(w.Plain.Letter(c), 1)])], lemma);
    }

    // A term of an equation by its other terms.
    private static Equation Leading(Workshop w, Polynomial equation, ImmutableArray<Slot> at, int lead, string isZero)
    {
        (Product left, ImmutableArray<Product> others) = Terms(w, equation, lead);
        Rational number = equation.Terms[lead].Coefficient;
        ImmutableArray<Product> whole = w.Atoms.Products(equation);
        string sum = CoqText.Sum(whole.Select(t => CoqText.Scaled(t.Coefficient, t.Powers[0].Letter.Text)));
        Product all = Product.Of(1 / number, $"({sum})");
        string solved = w.Scalars.Prove([left], [all, .. others], new Equation(all.Powers[0], whole, $"(erefl ({sum}))"));
        string lemma = w.Script.Lemma("f", $"{Atoms.Binders(equation.Parameters)} : {left.Powers[0].Letter.Text} = {Text(others)}",
            $"apply: (etrans {solved}); rewrite {Atoms.At(isZero, Atoms.Identity(equation.Parameters))} ?mulr0 ?add0r; done");
        return Moved(w, equation, at, lead, [], lemma);
    }

    private static string Text(IEnumerable<Product> products) => CoqText.Sum(products.Select(p => CoqText.Scaled(p.Coefficient, CoqText.Times(p.Powers.Select(q => q.Letter.Text)))));

    private static (Product Left, ImmutableArray<Product> Others) Terms(Workshop w, Polynomial p, int lead)
    {
        ImmutableArray<Product> all = w.Atoms.Products(p);
        return (all[lead] with { Coefficient = 1 }, [.. all.RemoveAt(lead).Select(t => t with { Coefficient = -t.Coefficient / p.Terms[lead].Coefficient })]);
    }

    // The lemma at other indices.
    private static Equation Moved(Workshop w, Polynomial p, ImmutableArray<Slot> at, int lead, ImmutableArray<Product> sum, string lemma)
    {
        LetterPower Letter(MonomialTerm t) => new(w.Plain.Letter(new Summed(Host.Of(p, t), at)), 1);
        return new(Letter(p.Terms[lead]), [.. sum, .. p.Terms.RemoveAt(lead).Select(t => new Product(-t.Coefficient / p.Terms[lead].Coefficient, [Letter(t)]))], Atoms.At(lemma, at));
    }

    // The other factors stand apart from the leading term, which is put together as one sum, replaced, and opened again.
    private static Rewriting Solve(Site site, Polynomial equation, ImmutableArray<Slot> slots, int first, Closure? sum, Func<ImmutableArray<Slot>, int, Equation> solved)
    {
        Workshop w = site.Workshop;
        int lead = site.Step.Data[first];
        Host leading = Host.Of(equation, equation.Terms[lead]);
        ImmutableArray<int> map = [.. leading.Bound.Select((_, o) => site.Step.Data[first + 1 + o])];
        ImmutableArray<int> kept = [.. Enumerable.Range(0, site.Host.Bound.Length).Except(map)];
        Slot Kept(Slot s) => s.IsBound ? Slot.Bound(kept.IndexOf(s.Ordinal)) : s;
        ImmutableArray<Factor> image = Host.Map(leading.Factors, s => s.IsBound ? Slot.Bound(map[s.Ordinal]) : slots[s.Ordinal]);
        ImmutableArray<Factor> rest = Host.Map(Without(site.Host.Factors, image), Kept);
        ImmutableArray<Slot> at = [.. slots.Select(Kept)];
        ImmutableArray<Dimension> bound = [.. kept.Select(o => site.Host.Bound[o])];
        Host With(params ImmutableArray<Factor> last) => new(site.Host.Parameters, bound, [.. rest, .. last]);
        Host apart = With(new Factor(new Summed(leading, at), 1));

        Combination way = w.From(site.Host);
        Host ready = way.Arrange(site.Host, [.. kept, .. map]);
        Rewriting open = w.Sums.Open(apart);
        way.Apply(w.Sums.Pointwise(ready, [(1, open.To[0].Sum)]));
        way.Apply(w.Sums.Back(open));
        Rational number = equation.Terms[lead].Coefficient;
        List<(Rational Coefficient, Host Sum)> parts = sum is null ? [] : [(1 / number, With(new Factor(sum.At(at), 1)))];
        parts.AddRange(equation.Terms.RemoveAt(lead).Select(t => (-t.Coefficient / number, With(new Factor(new Summed(Host.Of(equation, t), at), 1)))));
        way.Apply(w.Sums.Pointwise(apart, [.. parts], solved(at, lead)));
        foreach (((Rational from, Host part), (Rational coefficient, Host result)) in parts.Zip(site.Results))
        {
            Host last = part.Factors[^1].Atom is Summed ? way.Apply(w.Sums.Open(part)) : part;
            way.Apply(w.Sums.Pointwise(last, coefficient.IsZero ? [] : [(coefficient / from, result)]));
        }

        return way.Finish(site.Target);
    }

    // The factors without those of the image.
    private static ImmutableArray<Factor> Without(ImmutableArray<Factor> factors, ImmutableArray<Factor> image)
    {
        ILookup<string, Factor> taken = image.ToLookup(f => f.Atom.Key);
        return [.. factors.Select(f => f.Atom is IndicatorAtom
            ? new Factor(f.Atom, taken.Contains(f.Atom.Key) ? Rational.Zero : f.Exponent)
            : new Factor(f.Atom, taken[f.Atom.Key].Aggregate(f.Exponent, (e, t) => e - t.Exponent))).Where(f => !f.Exponent.IsZero)];
    }
}
