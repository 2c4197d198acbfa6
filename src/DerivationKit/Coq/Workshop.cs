using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>What the parts of an export share.</summary>
internal sealed class Workshop
{
    public Workshop()
    {
        Atoms = new(Script);
        Scalars = new(Script);
        Signs = new(Script, Atoms);
        Plain = new(Script, Atoms, Signs);
        Sums = new(Script, Atoms, Scalars, Plain);
    }

    public Script Script { get; } = new();

    public Atoms Atoms { get; }

    public Scalars Scalars { get; }

    public Signs Signs { get; }

    public PlainAtoms Plain { get; }

    public Sums Sums { get; }

    /// <summary>Starts with one sum.</summary>
    public Combination From(Host start) => new(Script, Atoms, Scalars, Sums, start);

    /// <summary>The sum itself, as one factor at indices.</summary>
    public static Host Alone(ImmutableArray<Dimension> parameters, Host host, ImmutableArray<Slot> slots) => new(parameters, [], [new(new Summed(host, slots), 1)]);

    /// <summary>A lemma: a polynomial at some indices is another one at others, where each parameter of the old one has become one of the new
    /// one, or is gone.</summary>
    /// <param name="old">The old polynomial and what its parameters stand for.</param>
    /// <param name="renamed">The new one, likewise.</param>
    /// <param name="context">What the indices run through: all are parameters.</param>
    /// <param name="map">What each parameter of the old one is in the new one.</param>
    public string Renaming((Polynomial P, ImmutableArray<Slot> At) old, (Polynomial P, ImmutableArray<Slot> At) renamed, ImmutableArray<Dimension> context, Func<Slot, Slot> map)
    {
        List<Product> left = [], right = [];
        List<Equation> equations = [];
        foreach (MonomialTerm t in old.P.Terms)
        {
            Host before = Alone(context, Host.Of(old.P, t), old.At);
            left.Add(Product.Of(t.Coefficient, Sums.At(before)));
            MonomialTerm image = Replay.Alone(old.P, t.Monomial).Over(renamed.P.Parameters, map).Terms.Single();
            Host after = Alone(context, Host.Of(renamed.P, image), renamed.At);
            Combination way = From(before);
            Host raw = way.Apply(Sums.Open(before));
            Rewriting open = Sums.Open(after);
            way.Apply(Sums.Pointwise(raw, [(image.Coefficient / t.Coefficient, open.To[0].Sum)]));
            way.Apply(Sums.Back(open));
            equations.Add(Combination.Equation(way.Finish([(image.Coefficient / t.Coefficient, after)]), Sums));
        }

        right.AddRange(renamed.P.Terms.Select(t => Product.Of(t.Coefficient, Sums.At(Alone(context, Host.Of(renamed.P, t), renamed.At)))));
        string proof = Scalars.Prove([.. left], [.. right], [.. equations]);
        return Script.Lemma("n", $"{Atoms.Binders(context)} : {Atoms.At(Atoms.Define(old.P), old.At)} = {Atoms.At(Atoms.Define(renamed.P), renamed.At)}", $"exact: {proof}");
    }
}
