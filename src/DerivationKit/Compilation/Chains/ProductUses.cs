using System.Collections.Immutable;

namespace DerivationKit.Compilation.Chains;

/// <summary>Which products of a program are factors of others, and of how many. It is the same at all sizes.</summary>
internal sealed class ProductUses
{
    // Dynamic programming takes n³/6 steps for n factors, and opening what is shared may double the factors each time.
    private const int MostFactors = 32;

    private readonly Dictionary<Value, int> factors = [];
    private readonly HashSet<Value> needed;
    private readonly HashSet<Value> cut = [];

    public ProductUses(Program program)
    {
        needed = [.. program.Results];
        CountFactors(program);
        CutLongChains(program);
        Shared = [.. program.Instructions.OfType<Value.Product>().Where(product => !IsNeeded(product) && factors[product] > 1)];
    }

    /// <summary>The products that only other products need, and more than one of them.</summary>
    public ImmutableArray<Value.Product> Shared { get; }

    /// <summary>Whether a product is a factor of another one anywhere.</summary>
    public static bool HasChains(Program program) =>
        program.Instructions.OfType<Value.Product>().Any(product => Link.Of(product.Left) is not null || Link.Of(product.Right) is not null);

    /// <summary>Whether something else than products needs a product.</summary>
    public bool IsNeeded(Value product) => needed.Contains(product);

    /// <summary>The product in a factor of another one, if both belong to one chain.</summary>
    public Link? LinkOf(Value.Product product, Factor factor) => cut.Contains(product) ? null : Link.Of(factor);

    // How often each value is a factor, also behind transposes and multiples.
    private void CountFactors(Program program)
    {
        foreach (Value user in program.Instructions.Reverse())
        {
            foreach (Value operand in user.Operands)
            {
                if (user is not Value.Product && (!Link.HandsOn(user, operand) || IsNeeded(user)))
                {
                    needed.Add(operand);
                }

                factors[operand] = factors.GetValueOrDefault(operand) + (user is Value.Product ? 1 : factors.GetValueOrDefault(user));
            }
        }
    }

    private void CutLongChains(Program program)
    {
        Dictionary<Value, int> lengths = [];
        foreach (Value.Product product in program.Instructions.OfType<Value.Product>())
        {
            int length = LengthOf(product.Left) + LengthOf(product.Right);
            if (length > MostFactors)
            {
                cut.Add(product);
            }

            lengths[product] = length > MostFactors ? 2 : length;
        }

        int LengthOf(Factor factor) => Link.Of(factor) is { } link ? lengths[link.Product] : 1;
    }
}
