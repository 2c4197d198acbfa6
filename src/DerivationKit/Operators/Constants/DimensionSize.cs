using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>The size of a named dimension as a number, written as the bare name: the n of 1/n. Shapes: a scalar.</summary>
internal sealed class DimensionSize : ConstantArray
{
    private readonly Dimension dimension;

    /// <exception cref="ArgumentException">It is a fixed size or a product, which is written as a number.</exception>
    public DimensionSize(Axis axis)
        : base(Shape.Scalar, [axis]) =>
        dimension = axis.Factors is [{ Size: null } named]
            ? named
            : throw new ArgumentException($"size needs the name of a dimension; write the number {axis} instead");

    public override string Name => "size";

    public override Notation Notation => new(Fixity.Name, dimension.Text, dimension.Text, 100);

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, new ScalarCode.Size(dimension));

    protected override Term Entry(Meaning at) => new Size(dimension);
}
