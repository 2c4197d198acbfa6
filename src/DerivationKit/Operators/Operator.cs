using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>Everything that the kit knows about one operator. Passes talk to this contract, never to a concrete operator.</summary>
/// <remarks>An instance carries its static parameters; two instances of the same class with equal parameters are equal.</remarks>
public abstract class Operator : IEquatable<Operator>
{
    /// <summary>The ASCII name, by which the operator can always be written as a function.</summary>
    public abstract string Name { get; }

    /// <summary>How many arguments it is applied to.</summary>
    public abstract int Arity { get; }

    /// <summary>The static parameters, such as the exponent of a power or the size of eye(n).</summary>
    public virtual ImmutableArray<Parameter> Parameters => [];

    /// <summary>How an application is written.</summary>
    public virtual Notation Notation => Notation.Function(Name);

    /// <summary>Where the meaning and the derivative are found: book or paper, and equation.</summary>
    public abstract string Source { get; }

    /// <summary>What determines it, if its meaning only names it: a primitive of the kernel; empty for all others.</summary>
    public virtual string Characterization => "";

    /// <summary>In words, where the result is defined; empty if it is everywhere.</summary>
    public virtual string Domain => "";

    /// <summary>In words, where the result is differentiable; empty if it is wherever it is defined.</summary>
    public virtual string SmoothDomain => "";

    /// <summary>The shape of the result.</summary>
    /// <exception cref="ShapeException">The shapes do not fit; the message names operator and shapes.</exception>
    public abstract Shape InferShape(ImmutableArray<Shape> arguments);

    /// <summary>What an entry of the result is, as an index formula over the entries of the arguments.</summary>
    public abstract Definition Meaning(ImmutableArray<Shape> arguments);

    /// <summary>Pulls the cotangent of the result (in the result's shape) back to one argument (in that argument's shape). It only
    /// proposes a form: no verdict rests on it.</summary>
    public abstract Expr Pullback(Apply at, int argument, Expr cotangent);

    /// <summary>Computes the result from the values of the arguments with the instructions of the back ends.</summary>
    /// <exception cref="CompilationException">The operator has no lowering.</exception>
    internal virtual Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        throw new CompilationException($"{Name} has no lowering to instructions");

    /// <summary>The shape of an application, once the arguments are counted.</summary>
    /// <exception cref="ShapeException">There are too few or too many arguments, or their shapes do not fit.</exception>
    internal Shape ShapeOf(ImmutableArray<Expr> arguments) =>
        arguments.Length == Arity
            ? InferShape(ImmutableArray.CreateRange(arguments, a => a.Shape))
            : throw new ShapeException($"{Name} takes {Arity} {(Arity == 1 ? "argument" : "arguments")}, not {arguments.Length}");

    /// <inheritdoc/>
    public bool Equals(Operator? other) =>
        other is not null && other.GetType() == GetType() && other.Parameters.AsSpan().SequenceEqual(Parameters.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Operator);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GetType(), Parameters.Length == 0 ? null : Parameters[0]);

    /// <inheritdoc/>
    public override string ToString() => Parameters.Length == 0 ? Name : $"{Name}[{string.Join(",", Parameters)}]";
}

/// <summary>A static parameter of an operator.</summary>
public abstract record Parameter
{
    private protected Parameter()
    {
    }

    /// <summary>An exact number: the exponent of a power.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(Rational Value) : Parameter
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString();
    }

    /// <summary>A dimension or a product of dimensions: the size of eye(n).</summary>
    /// <param name="Value">What the axis runs through.</param>
    public sealed record Size(Axis Value) : Parameter
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString();
    }

    /// <summary>A text: the specification of contract("ij,jk->ik", A, B).</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : Parameter
    {
        /// <inheritdoc/>
        public override string ToString() => $"\"{Value}\"";
    }
}
