using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>A part of a text as it was read: its form, before names, shapes and contexts give it a meaning.</summary>
internal abstract class Syntax(Token token, int start, int end, params ImmutableArray<Syntax> parts)
{
    /// <summary>The word at which its mistakes are reported.</summary>
    public Token Token { get; } = token;

    /// <summary>Where it begins.</summary>
    public int Start { get; } = start;

    /// <summary>Where the text goes on after it.</summary>
    public int End { get; } = end;

    /// <summary>The parts that have values of their own.</summary>
    public ImmutableArray<Syntax> Parts { get; } = parts;

    /// <summary>How deep it is nested; brackets do not count.</summary>
    public virtual int Depth { get; } = parts.Aggregate(1, (depth, part) => int.Max(depth, part.Depth + 1));

    /// <summary>Whether it is the bare digit 0.</summary>
    public bool IsBareZero => this is Number { Value.IsZero: true } && End == Start + 1;

    /// <summary>Every part of the given ones, the whole after its parts.</summary>
    public static ImmutableArray<Syntax> PostOrder(ImmutableArray<Syntax> roots)
    {
        var order = ImmutableArray.CreateBuilder<Syntax>();
        Stack<Syntax> stack = new(roots);
        while (stack.TryPop(out Syntax? node))
        {
            order.Add(node);
            foreach (Syntax part in node.Parts)
            {
                stack.Push(part);
            }
        }

        // Each whole before its parts, the last ones first: that is the order wanted, backwards.
        order.Reverse();
        return order.ToImmutable();
    }

    /// <summary>A number as such, with a minus in front, or a quotient of two.</summary>
    public sealed class Number(Token token, int start, int end, Rational value, bool isFraction = false) : Syntax(token, start, end)
    {
        /// <summary>Whether it is a quotient; another divisor then divides as any other.</summary>
        public bool IsFraction { get; } = isFraction;

        public Rational Value { get; } = value;
    }

    /// <summary>A name of a variable, a dimension or an abbreviation.</summary>
    public sealed class Name(Token token) : Syntax(token, token.Start, token.End);

    /// <summary>The name of a variable that a derivative binds.</summary>
    public sealed class Bound(Token token) : Syntax(token, token.Start, token.End);

    /// <summary>(inner), or inner between other brackets.</summary>
    public sealed class Group(Token open, int end, Syntax inner) : Syntax(open, open.Start, end, inner)
    {
        public override int Depth => Parts[0].Depth;
    }

    /// <summary>An operator by its symbol, between or beside its operands.</summary>
    public sealed class Operation(Token symbol, int start, int end, Operator @operator, params ImmutableArray<Syntax> operands)
        : Syntax(symbol, start, end, operands)
    {
        public Operator Operator { get; } = @operator;
    }

    /// <summary>base^exponent, base.^exponent.</summary>
    public sealed class Power(Token symbol, int end, Syntax @base, Syntax exponent) : Syntax(symbol, @base.Start, end, @base, exponent)
    {
        public bool IsElementwise => Token.Text == ".^";
    }

    /// <summary>A function of the operator table, or sqrt.</summary>
    public sealed class Call(
        Token name, int end, OperatorFamily? family, ImmutableArray<Syntax> sizes, string quotation, ImmutableArray<Syntax> arguments)
        : Syntax(name, name.Start, end, arguments)
    {
        /// <summary>Absent for sqrt.</summary>
        public OperatorFamily? Family { get; } = family;

        /// <summary>The dimensions among the arguments, which stand first.</summary>
        public ImmutableArray<Syntax> Sizes { get; } = sizes;

        public string Quotation { get; } = quotation;
    }

    /// <summary>‖inner‖, ‖inner‖_1, ‖inner‖_2 or ‖inner‖_F.</summary>
    public sealed class Norm(Token open, int end, string index, Syntax inner) : Syntax(open, open.Start, end, inner)
    {
        public string Index { get; } = index;
    }

    /// <summary>vector(c), matrix(c) or eye, whose size follows from the context.</summary>
    public sealed class Fitting(Token name, int end, params ImmutableArray<Syntax> entries) : Syntax(name, name.Start, end, entries);

    /// <summary>A derivative: body, bound variables with their points, directions.</summary>
    public sealed class Differentiation(
        Token name, int end, Syntax body, ImmutableArray<Binding> bindings, ImmutableArray<Syntax> directions, Token? set)
        : Syntax(
            name, name.Start, end,
            [body, .. bindings.Select(b => b.Variable), .. bindings.Where(b => b.Point is not null).Select(b => b.Point!), .. directions])
    {
        public Syntax Body => Parts[0];

        public ImmutableArray<Binding> Bindings { get; } = bindings;

        public ImmutableArray<Syntax> Directions { get; } = directions;

        /// <summary>The set after on:, if there is one.</summary>
        public Token? Set { get; } = set;
    }
}

/// <summary>X, or X = point.</summary>
internal sealed record Binding(Syntax.Bound Variable, Syntax? Point);

/// <summary>A fact: a property of what stands left, or a relation between left and right.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Word">The name of the property, or the relation.</param>
/// <param name="Sides">One side or two.</param>
internal sealed record FactSyntax(Token Place, Token Word, ImmutableArray<Syntax> Sides);
