using System.Collections.Immutable;

namespace DerivationKit.Compilation.Chains;

/// <summary>Makes a program anew, each product in the order of least operations if that pays. Products that are equal are made once, and
/// those that come between stand as soon as all that they need is known, so that no region has to wait for them.</summary>
/// <param name="program">The program.</param>
/// <param name="uses">What it needs products for.</param>
/// <param name="kept">The shared products that are factors as they are.</param>
/// <param name="sizes">The sizes of the dimensions.</param>
internal sealed class ChainRewriting(Program program, ProductUses uses, IReadOnlySet<Value> kept, Sizes sizes)
{
    private readonly Dictionary<Value, Value> rewritten = [];
    private readonly Dictionary<Factors, Value> products = [];

    // What is made, operands first, and the instruction of the program that it stands beside.
    private readonly List<Value> made = [];
    private readonly Dictionary<Value, int> positions = [];

    /// <summary>The program that it becomes.</summary>
    public Program Run()
    {
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            Value value = program.Instructions[i];
            rewritten.Add(value, value is Value.Product product ? Ordered(product, i) : Add(Copy(value), i));
        }

        ImmutableArray<Value> results = [.. program.Results.Select(Rewritten)];
        return new(program.Inputs, Needed(results), results);
    }

    private Value Ordered(Value.Product product, int position)
    {
        var chain = new ProductChain(product, uses, kept, sizes);
        MatrixChain? order = chain.Factors.Count > 2 ? chain.BestOrder() : null;
        if (order is null || !ContractionOrder.Pays(chain.Flops, order.Flops))
        {
            return Once((Value.Product)Copy(product), position);
        }

        Factor whole = Part(0, chain.Factors.Count - 1, position);
        Value result = whole.Transposed ? Add(new Value.Transpose(whole.Value), position) : whole.Value;
        return chain.Multiples.Reverse().Aggregate(result, (value, multiple) => Add(Multiplied(multiple, value), position));

        Factor Part(int first, int last, int after)
        {
            int middle = order.Division(first, last);
            return first == last ? Rewritten(chain.Factors[first])
                : chain.KnownPart(first, last) is { } known ? Rewritten(known)
                : Product(Part(first, middle, -1), Part(middle + 1, last, -1), after);
        }
    }

    // A product, or the multiple of an array if one factor is a scalar.
    private Factor Product(Factor left, Factor right, int position)
    {
        if (left.Shape.IsScalar || right.Shape.IsScalar)
        {
            (Factor scalar, Factor array) = left.Shape.IsScalar ? (left, right) : (right, left);
            ImmutableArray<Read> reads = [Entries(array.Value, array.Value.Shape), Entries(scalar.Value, array.Value.Shape)];
            return array with { Value = Add(new Value.Elementwise(array.Value.Shape, ScalarCode.X * ScalarCode.Y, reads), position) };
        }

        return new(Once(new(left, right), position), false);
    }

    private Value Once(Value.Product product, int position)
    {
        var factors = new Factors(product.Left, product.Right);
        if (!products.TryGetValue(factors, out Value? known))
        {
            products.Add(factors, known = Add(product, position));
        }

        return known;
    }

    // The multiple of another array than before, perhaps of another shape.
    private Value.Elementwise Multiplied(Value.Elementwise map, Value array) => new(
        array.Shape, map.Code, [.. map.Reads.Select(read => Entries(read.Reading == Reading.Entry ? array : Rewritten(read.Value), array.Shape))]);

    private static Read Entries(Value value, Shape shape) => new(value, value.Shape.IsAsLargeAs(shape) ? Reading.Entry : Reading.Scalar);

    private Value Copy(Value value) =>
        value.Operands.All(operand => Rewritten(operand) == operand) ? value : value.With([.. value.Operands.Select(Rewritten)]);

    private Value Rewritten(Value value) => rewritten.GetValueOrDefault(value, value);

    private Factor Rewritten(Factor factor) => factor with { Value = Rewritten(factor.Value) };

    private Value Add(Value value, int position)
    {
        foreach (Value operand in value.Operands)
        {
            position = int.Max(position, positions.GetValueOrDefault(operand, -1));
        }

        made.Add(value);
        positions.Add(value, position);
        return value;
    }

    private ImmutableArray<Value> Needed(ImmutableArray<Value> results)
    {
        HashSet<Value> needed = [.. results];
        foreach (Value value in Enumerable.Reverse(made).Where(needed.Contains))
        {
            needed.UnionWith(value.Operands);
        }

        return [.. made.Where(needed.Contains).OrderBy(value => positions[value])];
    }

    private sealed record Factors(Factor Left, Factor Right);
}
