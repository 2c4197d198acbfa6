using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>One function of two numbers applied entry by entry: f(A, B)[i,j] = f(A[i,j], B[i,j]). Shapes: equal.</summary>
internal abstract class Pairwise : Operator
{
    public sealed override int Arity => 2;

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsAsLargeAs(arguments[1]) ? arguments[0] : throw ShapeErrors.NotEqual(Name, arguments[0], arguments[1]);

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Entry(at.Argument(0), at.Argument(1)));
    }

    internal sealed override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, Code, arguments);

    /// <summary>f of two entries, as numeric code.</summary>
    protected abstract ScalarCode Code { get; }

    /// <summary>f of two entries.</summary>
    protected abstract Term Entry(Term a, Term b);
}
