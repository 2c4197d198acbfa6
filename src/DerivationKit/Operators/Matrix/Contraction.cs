using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>contract("ij,jk->ik", A, B)[i,k] = sum_j A[i,j] B[j,k]: the product of entries, summed over every letter that is not in the
/// output. Shapes: two letters for a matrix, one for a vector or a row, none for a scalar; the output is a scalar, a vector or a matrix.</summary>
internal sealed class Contraction : Operator
{
    private readonly ContractionSpecification specification;

    /// <exception cref="ArgumentException">The specification is malformed; the message says where.</exception>
    public Contraction(string specification)
    {
        this.specification = ContractionSpecification.Parse(specification);
        Parameters = [new Parameter.Text(this.specification.ToString())];
    }

    public override string Name => "contract";

    public override int Arity => specification.Inputs.Length;

    public override ImmutableArray<Parameter> Parameters { get; }

    public override string Source => "Laue, Mitterreiter, Giesen 2020 (Einstein notation and its reverse mode)";

    public override Shape InferShape(ImmutableArray<Shape> arguments)
    {
        Dictionary<char, Axis> dimensions = Dimensions(arguments);
        return specification.Output switch
        {
            [char row, char column] => new(dimensions[row], dimensions[column]),
            [char row] => Shape.Vector(dimensions[row]),
            _ => Shape.Scalar,
        };
    }

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Dictionary<char, Axis> dimensions = Dimensions(arguments);
        string output = specification.Output;
        Meaning at = new(this, arguments, $"{output.FirstOrDefault('i')}", $"{output.Skip(1).FirstOrDefault('j')}");
        Term product = Product([.. specification.Inputs.Select((letters, position) =>
            at.Argument(position, IndexOf(letters.FirstOrDefault()), IndexOf(letters.LastOrDefault())))]);
        return at.Define(dimensions.Keys.Except(output).OrderDescending().Aggregate(
            product, (body, letter) => Sum(IndexOf(letter), body)));

        MultiIndex IndexOf(char letter) => letter == default ? at.Row : new($"{letter}", dimensions[letter]);
    }

    /// <summary>A contraction of the cotangent with the other arguments to the letters of this one, with ones for a letter that only this
    /// argument has, and eye for a letter that it has twice.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Dictionary<char, Axis> dimensions = Dimensions([.. at.Arguments.Select(a => a.Shape)]);
        string target = specification.Inputs[argument];
        List<(string Letters, Expr Factor)> factors =
        [
            (specification.Output, cotangent),
            .. specification.Inputs.Zip(at.Arguments).Where((_, position) => position != argument),
        ];
        if (target is [char first, char second] && first == second)
        {
            target = $"{first}{specification.FreshLetter()}";
            factors.Add((target, Expr.Eye(dimensions[first])));
        }

        foreach (char letter in target.Where(letter => !factors.Any(factor => factor.Letters.Contains(letter))).ToArray())
        {
            factors.Add(($"{letter}", Expr.Ones(dimensions[letter])));
        }

        Expr result = Expr.Contract(
            $"{string.Join(",", factors.Select(factor => factor.Letters))}->{target}", [.. factors.Select(factor => factor.Factor)]);
        return result.Shape == at.Arguments[argument].Shape ? result : result.T;
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Dictionary<char, Axis> dimensions = Dimensions([.. arguments.Select(argument => argument.Shape)]);
        return program.Contract(at.Shape, Slot(specification.Output), [.. specification.Inputs.Select(Slot)], arguments);

        ImmutableArray<Index> Slot(string letters) => [.. letters.SelectMany(letter => new MultiIndex($"{letter}", dimensions[letter]).Indices)];
    }

    /// <summary>What each letter runs through.</summary>
    private Dictionary<char, Axis> Dimensions(ImmutableArray<Shape> arguments)
    {
        Dictionary<char, Axis> dimensions = [];
        foreach ((string letters, Shape shape) in specification.Inputs.Zip(arguments))
        {
            if (letters.Length != shape.Axes.Length)
            {
                string wanted = letters.Length switch { 0 => "a scalar", 1 => "a vector or a row", _ => "a matrix" };
                throw ShapeErrors.Needs($"contract(\"{specification}\")", $"{wanted} for '{letters}'", shape);
            }

            foreach ((char letter, Axis axis) in letters.Zip(shape.Axes))
            {
                if (dimensions.TryAdd(letter, axis) || dimensions[letter].IsAsLongAs(axis))
                {
                    continue;
                }

                throw new ShapeException(
                    $"contract(\"{specification}\") needs one dimension for {letter}, not {dimensions[letter]} and {axis}, "
                    + $"in {string.Join(" and ", arguments)}");
            }
        }

        return dimensions;
    }
}
