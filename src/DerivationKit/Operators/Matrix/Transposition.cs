using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>A'[i,j] = A[j,i]. Shapes: (m,n) to (n,m).</summary>
internal sealed class Transposition : Operator
{
    public override string Name => "transpose";

    public override int Arity => 1;

    public override Notation Notation => new(Fixity.Postfix, "'", "\\top", 50);

    public override string Source => "Petersen, Pedersen 2012, eq. 44";

    public override Shape InferShape(ImmutableArray<Shape> arguments) => arguments[0].Transposed;

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(at.Argument(0, at.Column, at.Row));
    }

    /// <summary>G'.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => cotangent.T;

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) => program.Transpose(arguments[0]);
}
