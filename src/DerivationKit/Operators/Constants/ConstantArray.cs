using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>An array of fixed entries, given by its dimensions. Shapes: no argument.</summary>
internal abstract class ConstantArray(Shape shape, ImmutableArray<Axis> sizes) : Operator
{
    public sealed override int Arity => 0;

    public sealed override ImmutableArray<Parameter> Parameters { get; } = [.. sizes.Select(size => new Parameter.Size(size))];

    public override string Source => "definition";

    public sealed override Shape InferShape(ImmutableArray<Shape> arguments) => shape;

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Entry(at));
    }

    /// <summary>There is no argument to pull anything back to.</summary>
    public sealed override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        throw new ArgumentOutOfRangeException(nameof(argument), $"{Name} has no arguments");

    /// <summary>The entry that is defined.</summary>
    protected abstract Term Entry(Meaning at);

    /// <summary>A column for one size, a matrix for two.</summary>
    protected static Shape Filled(ImmutableArray<Axis> sizes) =>
        sizes is [Axis rows, Axis columns] ? new(rows, columns) : Shape.Vector(sizes[0]);
}
