using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>A positive base to a power that is itself an expression, entry by entry: a^b = exp(b log a). Shapes: a scalar exponent, or one
/// in the shape of the base.</summary>
internal abstract class VariablePower : Operator
{
    public sealed override int Arity => 2;

    public sealed override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.2, 4.7";

    public sealed override string Domain => "every entry of A positive";

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Exp(Product(at.Argument(1), Log(at.Argument(0)))));
    }

    /// <summary>G .* P .* B ./ A towards the base and G .* P .* log(A) towards the exponent, where P is the result; both summed or scaled
    /// where the exponent is a scalar.</summary>
    public sealed override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        (Expr @base, Expr exponent) = (at.Arguments[0], at.Arguments[1]);
        Expr weighted = Elementwise.Times(cotangent, at);
        bool fills = !exponent.Shape.IsAsLargeAs(@base.Shape);
        if (argument == 0)
        {
            return Elementwise.Over(fills ? exponent * weighted : Elementwise.Times(weighted, exponent), @base);
        }

        Expr product = Elementwise.Times(weighted, Expr.Log(@base));
        return fills ? Expr.Sum(product) : product;
    }

    internal sealed override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, new ScalarCode.Binary(Arithmetic.Power, ScalarCode.X, ScalarCode.Y), arguments);
}
