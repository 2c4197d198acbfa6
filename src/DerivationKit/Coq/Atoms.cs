using System.Collections.Immutable;
using System.Globalization;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>Writes atoms, monomials and polynomials. Monomials and the bodies of functions are definitions, so that no term grows.</summary>
/// <remarks>Parameters are i0, i1, ...; bound indices k0, k1, ....</remarks>
internal sealed class Atoms(Script script)
{
    /// <summary>An index.</summary>
    public static string Name(Slot slot) => string.Create(CultureInfo.InvariantCulture, $"{(slot.IsBound ? "k" : "i")}{slot.Ordinal}");

    /// <summary>The number of values of an index: a named dimension n is one more than the number n, since no size is 0.</summary>
    public static string Size(Dimension dimension) =>
        dimension.Size is { } size ? size.ToString(CultureInfo.InvariantCulture) : $"{CoqName.Escape('n', dimension.Text)}.+1";

    /// <summary>The parameters of a definition or of a lemma.</summary>
    public static string Binders(ImmutableArray<Dimension> parameters) => string.Concat(parameters.Select((d, i) => $" ({Name(Slot.Parameter(i))} : 'I_({Size(d)}))"));

    /// <summary>Something applied to indices.</summary>
    public static string At(string name, IEnumerable<Slot> slots) => slots.Any() ? $"({name} {string.Join(" ", slots.Select(Name))})" : name;

    /// <summary>The indices that stand for the parameters.</summary>
    public static ImmutableArray<Slot> Identity(ImmutableArray<Dimension> parameters) => [.. parameters.Select((_, i) => Slot.Parameter(i))];

    /// <summary>An atom at its indices.</summary>
    /// <exception cref="CoqExportException">It has no counterpart.</exception>
    public string Of(Atom atom) => atom switch
    {
        EntryAtom e => At(CoqName.Escape('v', e.Tensor.Name), e.Slots),
        DeltaAtom or TurnedDelta => At("dl", atom.Slots),
        AtLeastAtom => At("ge", atom.Slots),
        SizeAtom s => $"({Size(s.Dimension)}%:R)",
        Summed s => At(Define(s.Host), s.Slots),
        Closure { Kind: ClosureKind.Base } c => Body(c),
        Closure { Kind: ClosureKind.Exp } c => $"(exp {Body(c)})",
        Closure { Kind: ClosureKind.Log } c => $"(log {Body(c)})",
        Closure c => throw new CoqExportException($"the function {Words(c.Kind)} has no Coq counterpart yet"),
        _ => throw new CoqExportException($"no Coq counterpart yet of {atom.GetType().Name}"),
    };

    /// <summary>The argument of a function at its indices.</summary>
    public string Body(Closure c) => At(Define(c.Body), c.Slots);

    /// <summary>A monomial or another sum, by its name.</summary>
    public string Define(Host host)
    {
        string body = CoqText.Times(host.Factors.Select(f => CoqText.Raised(Of(f.Atom), f.Exponent)));
        string sums = string.Concat(host.Bound.Select((d, o) => $"\\sum_({Name(Slot.Bound(o))} < {Size(d)}) "));
        return script.Define("h", $"{Binders(host.Parameters)} : R := {(sums.Length > 0 ? $"{sums}({body})" : body)}");
    }

    /// <summary>A polynomial, by its name.</summary>
    public string Define(Polynomial p) => script.Define("b", $"{Binders(p.Parameters)} : R := {Sum(p)}");

    /// <summary>A polynomial, written out at its parameters.</summary>
    public string Sum(Polynomial p) =>
        CoqText.Sum(p.Terms.Select(t => CoqText.Scaled(t.Coefficient, At(Define(Host.Of(p, t)), Identity(p.Parameters)))));

    /// <summary>The terms of a polynomial as products of one letter each.</summary>
    public ImmutableArray<Product> Products(Polynomial p) =>
        [.. p.Terms.Select(t => Product.Of(t.Coefficient, At(Define(Host.Of(p, t)), Identity(p.Parameters))))];

    private static string Words(ClosureKind kind) => kind.ToString().ToLowerInvariant();
}
