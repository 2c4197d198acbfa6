using System.Collections.Immutable;

namespace DerivationKit.Compilation.Chains;

/// <summary>A factor that is a product itself, but for transposes and multiples.</summary>
/// <param name="Product">The product.</param>
/// <param name="Transposed">Whether it is read transposed.</param>
/// <param name="Multiples">The maps that multiply it by numbers, the last one first.</param>
internal sealed record Link(Value.Product Product, bool Transposed, ImmutableArray<Value.Elementwise> Multiples)
{
    /// <summary>The product in a factor, if there is one.</summary>
    public static Link? Of(Factor factor)
    {
        (Value value, bool transposed) = (factor.Value, factor.Transposed);
        List<Value.Elementwise> multiples = [];
        while (true)
        {
            switch (value)
            {
                case Value.Product product:
                    return new(product, transposed, [.. multiples]);
                case Value.Transpose:
                    (value, transposed) = (value.Operands[0], !transposed);
                    break;
                case Value.Elementwise map when MultipliedBy(map) is { } entries:
                    multiples.Add(map);
                    value = entries;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>Whether an instruction hands an operand on as a factor, transposed or multiplied by numbers.</summary>
    public static bool HandsOn(Value instruction, Value operand) =>
        instruction is Value.Transpose || (instruction is Value.Elementwise map && MultipliedBy(map) == operand);

    // The array that a map multiplies by a number, the same at every entry.
    private static Value? MultipliedBy(Value.Elementwise map)
    {
        Read[] arrays = [.. map.Reads.Where(read => read.Reading != Reading.Scalar)];
        return arrays is [{ Reading: Reading.Entry } array] && Degree(map.Code, map.Reads.IndexOf(array)) == 1 ? array.Value : null;
    }

    // The power of an operand that the code is a multiple of; nothing if it is something else.
    private static int? Degree(ScalarCode code, int position) => code switch
    {
        ScalarCode.Operand x => x.Position == position ? 1 : 0,
        ScalarCode.Number or ScalarCode.Size => 0,
        ScalarCode.Negation x => Degree(x.Body, position),
        ScalarCode.Binary { Operation: Arithmetic.Multiply } x => Degree(x.Left, position) + Degree(x.Right, position),
        ScalarCode.Binary { Operation: Arithmetic.Divide } x => Degree(x.Left, position) - Degree(x.Right, position),
        ScalarCode.Power x when Degree(x.Body, position) == 0 => 0,
        _ => null,
    };
}
