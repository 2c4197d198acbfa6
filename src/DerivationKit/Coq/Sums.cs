using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>A lemma: one sum is a combination of others, for all values of their parameters.</summary>
internal sealed record Rewriting(Host From, ImmutableArray<(Rational Coefficient, Host Sum)> To, string Lemma);

/// <summary>The laws of nested sums, each as one lemma about two or more sums that have names.</summary>
internal sealed class Sums(Script script, Atoms atoms, Scalars scalars, PlainAtoms plain)
{
    /// <summary>Summands that are equal one by one have equal sums: the same indices are bound on both sides.</summary>
    public Rewriting Pointwise(Host from, ImmutableArray<(Rational Coefficient, Host Sum)> to, params ImmutableArray<Equation> equations)
    {
        (ImmutableArray<Product> left, _) = plain.Settle(from.Factors);
        ImmutableArray<Equation> more = plain.Settle([.. from.Factors, .. to.SelectMany(t => t.Sum.Factors)]).Equations;
        ImmutableArray<Product> right = [.. to.Select(t => new Product(t.Coefficient, plain.Powers(t.Sum.Factors)))];
        string scalar = scalars.Prove(left, right, [.. equations.Concat(more).DistinctBy(e => e.Left.Letter.Text)]);
        string levels = to.IsEmpty
            ? string.Concat(from.Bound.Select((_, o) => $"apply: big1 => {K(o)} _; "))
            : string.Concat(from.Bound.Select((_, o) => $"{Pull}apply: eq_bigr => {K(o)} _; "));
        return Lemma(from, to, $"{levels}exact: {scalar}");
    }

    /// <summary>Two neighbouring sums are exchanged.</summary>
    public Rewriting Swap(Host from, int outer)
    {
        Slot Turned(Slot s) => s == Slot.Bound(outer) ? Slot.Bound(outer + 1) : s == Slot.Bound(outer + 1) ? Slot.Bound(outer) : s;
        ImmutableArray<Dimension> bound = from.Bound.SetItem(outer, from.Bound[outer + 1]).SetItem(outer + 1, from.Bound[outer]);
        Host to = new(from.Parameters, bound, Host.Map(from.Factors, Turned));
        return Lemma(from, [(1, to)], $"{Under(outer)}exact: exchange_big");
    }

    /// <summary>sum_k δ(k,j) f(k) = f(j) for the innermost sum; the delta is the factor at a place.</summary>
    public Rewriting Delta(Host from, int place)
    {
        int last = from.Bound.Length - 1;
        (Slot k, Atom delta) = (Slot.Bound(last), from.Factors[place].Atom);
        Slot j = delta.Slots[0] == k ? delta.Slots[1] : delta.Slots[0];
        ImmutableArray<Factor> rest = from.Factors.RemoveAt(place);
        Host to = new(from.Parameters, from.Bound.RemoveAt(last), Host.Map(rest, s => s == k ? j : s));
        string f = CoqText.Times(rest.Select(Text));
        string commute = delta.Slots[0] == k ? "" : $"rewrite (dlC {Atoms.Name(j)} {K(last)}); ";
        return Lemma(from, [(1, to)],
            $"{Under(last)}apply: (@delta_sum _ {Atoms.Name(j)} (fun {K(last)} : 'I_({Atoms.Size(from.Bound[last])}) => {f})) => {K(last)}; cbv beta; {commute}ring");
    }

    /// <summary>δ(i,j) f(i) = δ(i,j) f(j); the delta is the factor at a place.</summary>
    public Rewriting Identified(Host from, int place, Slot i, Slot j)
    {
        Atom delta = from.Factors[place].Atom;
        ImmutableArray<Factor> rest = from.Factors.RemoveAt(place);
        Host to = new(from.Parameters, from.Bound, [from.Factors[place], .. Host.Map(rest, s => s == i ? j : s)]);
        var variable = Slot.Bound(from.Bound.Length);
        string f = CoqText.Times(Host.Map(rest, s => s == i ? variable : s).Select(Text));
        Dimension dimension = i.IsBound ? from.Bound[i.Ordinal] : from.Parameters[i.Ordinal];
        return Lemma(from, [(1, to)],
            $"{Under(from.Bound.Length)}apply: ({(delta.Slots[0] == i ? "@dl_id" : "@dl_id_sym")} _ {Atoms.Name(i)} {Atoms.Name(j)} (fun {K(variable.Ordinal)} : 'I_({Atoms.Size(dimension)}) => {f})); cbv beta; ring");
    }

    /// <summary>sum_k c = n c for the innermost sum.</summary>
    public Rewriting Constant(Host from)
    {
        int last = from.Bound.Length - 1;
        Dimension n = from.Bound[last];
        ImmutableArray<Dimension> bound = from.Bound.RemoveAt(last);
        return n.Size is { } size
            ? Lemma(from, [(size, new(from.Parameters, bound, from.Factors))], $"{string.Concat(bound.Select((_, o) => $"{Pull}apply: eq_bigr => {K(o)} _; "))}rewrite const_sum; ring")
            : Lemma(from, [(1, new(from.Parameters, bound, [new(new SizeAtom(n), 1), .. from.Factors]))], $"{Under(last)}rewrite const_sum; ring");
    }

    /// <summary>Where the last factor is a sum that has a name, the other factors go into it.</summary>
    public Rewriting Open(Host from)
    {
        (int count, var inner) = (from.Bound.Length, (Summed)from.Factors[^1].Atom);
        ImmutableArray<Factor> own = Host.Map(inner.Host.Factors, s => s.IsBound ? Slot.Bound(s.Ordinal + count) : inner.Slots[s.Ordinal]);
        Host to = new(from.Parameters, [.. from.Bound, .. inner.Host.Bound], [.. from.Factors.RemoveAt(from.Factors.Length - 1), .. own]);
        string levels = string.Concat(inner.Host.Bound.Select((_, o) => $"{Pull}apply: eq_bigr => {K(count + o)} _; "));
        return Lemma(from, [(1, to)], $"{Under(count)}rewrite /{atoms.Define(inner.Host)}; {levels}ring");
    }

    /// <summary>The lemma from right to left.</summary>
    public Rewriting Back(Rewriting r)
    {
        Host from = r.To[0].Sum;
        string lemma = script.Lemma("e", $"{Atoms.Binders(from.Parameters)} : {At(from)} = {At(r.From)}", $"by rewrite {r.Lemma}");
        return new(from, [(1, r.From)], lemma);
    }

    /// <summary>A sum at its parameters.</summary>
    public string At(Host host) => Atoms.At(atoms.Define(host), Atoms.Identity(host.Parameters));

    private const string Pull = "rewrite ?mulr_sumr -?big_split /=; ";

    private static string K(int ordinal) => Atoms.Name(Slot.Bound(ordinal));

    private static string Under(int levels) => string.Concat(Enumerable.Range(0, levels).Select(o => $"apply: eq_bigr => {K(o)} _; "));

    private string Text(Factor f) => CoqText.Raised(atoms.Of(f.Atom), f.Exponent);

    private Rewriting Lemma(Host from, ImmutableArray<(Rational Coefficient, Host Sum)> to, string proof)
    {
        string names = string.Join(" ", to.Select(t => t.Sum).Prepend(from).Select(h => $"/{atoms.Define(h)}").Distinct());
        string right = CoqText.Sum(to.Select(t => CoqText.Scaled(t.Coefficient, At(t.Sum))));
        return new(from, to, script.Lemma("e", $"{Atoms.Binders(from.Parameters)} : {At(from)} = {right}", $"rewrite {names}; {proof}"));
    }
}
