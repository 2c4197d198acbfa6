using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <content>Function calls, norms, and constants whose size follows from the context.</content>
internal sealed partial class Elaborator
{
    private const int LargestPower = 20;

    private Expr Call(Syntax.Call call, Func<Syntax, Expr> value)
    {
        if (call.Family is not { } family)
        {
            Expr argument = value(call.Parts[0]);
            return At(call.Token, [argument.Shape], () => Expr.Sqrt(argument));
        }

        ImmutableArray<Parameter> parameters = family.ParameterKind switch
        {
            ParameterKind.Size => [.. call.Sizes.Select(size => new Parameter.Size(SizeOf(size)))],
            ParameterKind.Text => [new Parameter.Text(call.Quotation)],
            ParameterKind.Number => [OperatorSyntax.Exponent(NumberOf(call.Parts[^1], value))],
            _ => [],
        };
        ImmutableArray<Syntax> arguments = family.ParameterKind == ParameterKind.Number ? call.Parts[..^1] : call.Parts;
        Operator @operator = At(call.Token, [], () => family.Create(parameters));
        return At(
            call.Token, [.. arguments.Select(a => value(a).Shape)], () => Expr.Apply(@operator, [.. arguments.Select(value)]),
            hint => Suggestions.ForAxis(call.Token.Text, Names.Functions) is { Length: > 0 } axis && arguments is [_, Syntax.Number]
                ? axis
                : ShapeAdvice.For(@operator, [.. arguments.Select(a => (Slice(a), value(a).Shape))], hint));
    }

    private Rational NumberOf(Syntax exponent, Func<Syntax, Expr> value) => value(exponent) is Constant constant
        ? constant.Value
        : throw source.Unexpected(exponent.Start, $"'{Slice(exponent)}'", "a constant exponent such as 2, -1 or (1/2)");

    // A dimension, or a product or a whole power of some.
    private Axis SizeOf(Syntax size)
    {
        if (size is Syntax.Operation { Operator: Product, Parts: [var slow, var fast] })
        {
            return SizeOf(slow) * SizeOf(fast);
        }

        if (size is Syntax.Power { Token.Text: not ".^", Parts: [var factor, Syntax.Number { Value: { IsInteger: true, Sign: > 0 } power }] } && power <= LargestPower)
        {
            return Enumerable.Repeat(SizeOf(factor), (int)power.Numerator).Aggregate((slow, fast) => slow * fast);
        }

        string text = Slice(size);
        Symbol? symbol = size is Syntax.Name name ? scope.Find(name.Token.Text) : null;
        if (size is Syntax.Number { Value: { IsInteger: true, Sign: > 0 } number } && number <= int.MaxValue)
        {
            return Dimension.Of((int)number.Numerator);
        }

        if (symbol is Symbol.Size known)
        {
            return known.Dimension;
        }

        string guess = size is Syntax.Name ? Suggestions.ForName(text, scope.Dimensions.Select(d => d.Text)) : "";
        bool isNew = size is Syntax.Name && guess.Length == 0 && symbol is null;
        throw source.Unexpected(
            size.Start, $"'{text}'", "a dimension: the name of one that is declared, or a positive whole number",
            isNew ? $"declare it by use in a shape, or as {text}: dimension" : guess);
    }

    // ‖X‖ is norm2, also of a matrix; a number names the norm only for a vector.
    private Expr Norm(Syntax.Norm norm, Func<Syntax, Expr> value)
    {
        Expr inner = value(norm.Parts[0]);
        if (norm.Index is "_1" or "_2" && inner.Shape.Axes.Length > 1)
        {
            throw source.Misshapen(
                norm.Start, $"‖{inner.Shape}‖{norm.Index}", "‖X‖_1 and ‖X‖_2 of a matrix are operator norms, which there are not",
                $"write ‖X‖_F for the root of the sum of squares, norm1(X) for the sum of absolute values");
        }

        Operator @operator = norm.Index == "_1" ? new Norm1() : new Norm2();
        return At(norm.Token, [inner.Shape], () => Expr.Apply(@operator, inner));
    }

    private Expr Fill(Syntax.Fitting fitting, Shape shape, Func<Syntax, Expr> value)
    {
        if (fitting.Parts.IsEmpty)
        {
            return Expr.Eye(shape.Rows);
        }

        Expr entry = value(fitting.Parts[0]);
        return entry switch
        {
            { Shape.IsScalar: false } => throw source.Misshapen(
                fitting.Start, $"{fitting.Token.Text}({entry.Shape})", $"{fitting.Token.Text} needs a scalar, not {entry.Shape}"),
            Constant { Value.IsOne: true } => Expr.Ones(shape),
            Constant { Value.IsZero: true } => Expr.Zeros(shape),
            _ => entry * Expr.Ones(shape),
        };
    }
}
