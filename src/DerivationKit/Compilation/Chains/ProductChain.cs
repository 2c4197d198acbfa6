using System.Collections.Immutable;
using DerivationKit.Compilation.Fusion;

namespace DerivationKit.Compilation.Chains;

/// <summary>A product of several factors, as it is written and at given sizes.</summary>
internal sealed class ProductChain
{
    private readonly ProductUses uses;
    private readonly IReadOnlySet<Value> kept;
    private readonly Sizes sizes;
    private readonly List<Factor> factors = [];
    private readonly List<Value.Elementwise> multiples = [];
    private readonly List<Part> known = [];

    /// <param name="product">The product.</param>
    /// <param name="uses">What its program needs products for.</param>
    /// <param name="kept">The products that are factors as they are.</param>
    /// <param name="sizes">The sizes of the dimensions.</param>
    public ProductChain(Value.Product product, ProductUses uses, IReadOnlySet<Value> kept, Sizes sizes)
    {
        (this.uses, this.kept, this.sizes) = (uses, kept, sizes);
        Open(product, false, false);
    }

    /// <summary>What is multiplied, from left to right.</summary>
    public IReadOnlyList<Factor> Factors => factors;

    /// <summary>The maps that multiply parts of it by numbers, outer ones first.</summary>
    public IReadOnlyList<Value.Elementwise> Multiples => multiples;

    /// <summary>The operations of its products as they are written, without those that are needed otherwise.</summary>
    public double Flops { get; private set; }

    /// <summary>The order of least operations.</summary>
    public MatrixChain BestOrder() => new(
        [sizes.Of(factors[0].Shape.Rows), .. factors.Select(factor => sizes.Of(factor.Shape.Columns))], (first, last) => KnownPart(first, last) is not null);

    /// <summary>The product of some of its factors, if that is needed otherwise.</summary>
    public Factor? KnownPart(int first, int last) => known.Find(part => part.First == first && part.Last == last)?.Product;

    private void Open(Value.Product product, bool transposed, bool isKnown)
    {
        Flops += isKnown ? 0 : RegionCost.Of(product, sizes);
        foreach (Factor factor in transposed ? (Factor[])[product.Right, product.Left] : [product.Left, product.Right])
        {
            if (uses.LinkOf(product, factor) is { } link && !kept.Contains(link.Product))
            {
                Open(link, link.Transposed != transposed, isKnown);
            }
            else
            {
                factors.Add(factor with { Transposed = factor.Transposed != transposed });
            }
        }
    }

    private void Open(Link link, bool transposed, bool isKnown)
    {
        bool isNeeded = uses.IsNeeded(link.Product);
        multiples.AddRange(link.Multiples);
        (int first, int before) = (factors.Count, multiples.Count);
        Open(link.Product, transposed, isKnown || isNeeded);
        if (isNeeded && multiples.Count == before)
        {
            known.Add(new(first, factors.Count - 1, new(link.Product, transposed)));
        }
    }

    private sealed record Part(int First, int Last, Factor Product);
}
