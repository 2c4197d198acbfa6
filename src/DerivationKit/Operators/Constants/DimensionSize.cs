using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>The size of a named dimension as a number, written as the bare name: the n of 1/n. Shapes: a scalar.</summary>
internal sealed class DimensionSize : ConstantArray
{
    private readonly Dimension dimension;

    /// <exception cref="ArgumentException">The dimension is a fixed size, which is written as a number.</exception>
    public DimensionSize(Dimension dimension)
        : base(Shape.Scalar, [dimension]) =>
        this.dimension = dimension.Size is null
            ? dimension
            : throw new ArgumentException($"size needs the name of a dimension; write the number {dimension} instead");

    public override string Name => "size";

    public override Notation Notation => new(Fixity.Name, dimension.Text, dimension.Text, 100);

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, new ScalarCode.Size(dimension));

    protected override Term Entry(Meaning at) => new Size(dimension);
}
