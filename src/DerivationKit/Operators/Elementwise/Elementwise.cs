using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>One scalar function applied to every entry: f(A)[i,j] = f(A[i,j]). Shapes: any, kept.</summary>
internal abstract class Elementwise : Operator
{
    public sealed override int Arity => 1;

    public override Shape InferShape(ImmutableArray<Shape> arguments) => arguments[0];

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Entry(at.Argument(0)));
    }

    internal sealed override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, Code, arguments);

    /// <summary>f of one entry, as numeric code.</summary>
    protected abstract ScalarCode Code { get; }

    /// <summary>f of one entry.</summary>
    protected abstract Term Entry(Term x);

    /// <summary>A .* B; for two scalars a*b, as a person writes it.</summary>
    public static Expr Times(Expr a, Expr b) => a.Shape.IsScalar ? a * b : Expr.Hadamard(a, b);

    /// <summary>A ./ B; for two scalars a/b.</summary>
    public static Expr Over(Expr a, Expr b) => a.Shape.IsScalar ? a / b : Expr.HadamardDivide(a, b);

    /// <summary>A.^2; for a scalar a^2.</summary>
    public static Expr Square(Expr a) => a.Shape.IsScalar ? Expr.Pow(a, 2) : Expr.HadamardPower(a, 2);

    /// <summary>1 in every entry of the same shape.</summary>
    public static Expr Ones(Expr a) => Expr.Ones(a.Shape);
}
