using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>What an elementwise instruction computes at one entry.</summary>
internal abstract record ScalarCode
{
    private ScalarCode()
    {
    }

    /// <summary>The entry of the first operand.</summary>
    public static ScalarCode X { get; } = new Operand(0);

    /// <summary>The entry of the second operand.</summary>
    public static ScalarCode Y { get; } = new Operand(1);

    public static ScalarCode operator +(ScalarCode left, ScalarCode right) => new Binary(Arithmetic.Add, left, right);

    public static ScalarCode operator -(ScalarCode left, ScalarCode right) => new Binary(Arithmetic.Subtract, left, right);

    public static ScalarCode operator *(ScalarCode left, ScalarCode right) =>
        left is Number { Value.IsOne: true } ? right : right is Number { Value.IsOne: true } ? left : new Binary(Arithmetic.Multiply, left, right);

    public static ScalarCode operator /(ScalarCode left, ScalarCode right) => new Binary(Arithmetic.Divide, left, right);

    public static ScalarCode operator -(ScalarCode code) => new Negation(code);

    /// <summary>f(x).</summary>
    public static ScalarCode Of(NumericFunction name, ScalarCode x) => new Function(name, x);

    /// <summary>The dimensions whose sizes it mentions.</summary>
    public IEnumerable<Dimension> Dimensions => this switch
    {
        Size x => [x.Dimension],
        Negation x => x.Body.Dimensions,
        Function x => x.Body.Dimensions,
        Power x => x.Body.Dimensions,
        SizePower x => x.Body.Dimensions.Append(x.Exponent),
        Binary x => x.Left.Dimensions.Concat(x.Right.Dimensions),
        _ => [],
    };

    /// <summary>The code with other code in the place of each operand.</summary>
    public ScalarCode Substitute(ImmutableArray<ScalarCode> operands) => this switch
    {
        Operand x => operands[x.Position],
        Negation x => x with { Body = x.Body.Substitute(operands) },
        Function x => x with { Body = x.Body.Substitute(operands) },
        Power x => x with { Body = x.Body.Substitute(operands) },
        SizePower x => x with { Body = x.Body.Substitute(operands) },
        Binary { Operation: Arithmetic.Multiply } x => x.Left.Substitute(operands) * x.Right.Substitute(operands),
        Binary x => x with { Left = x.Left.Substitute(operands), Right = x.Right.Substitute(operands) },
        _ => this,
    };

    /// <summary>The code as text; operands are written by the function, and every inner operation in parentheses.</summary>
    public string Print(Func<int, string> operand)
    {
        return this switch
        {
            Operand x => operand(x.Position),
            Number number => number.Value.ToString(),
            Size size => $"size({size.Dimension})",
            Negation negation => $"-{Inner(negation.Body)}",
            Function function => $"{function.Name.ToString().ToLowerInvariant()}({function.Body.Print(operand)})",
            Power { Exponent.IsInteger: true } power => $"{Inner(power.Body)}^{power.Exponent}",
            Power power => $"{Inner(power.Body)}^({power.Exponent})",
            SizePower power => $"{Inner(power.Body)}^size({power.Exponent})",
            Binary { Operation: > Arithmetic.Divide } call =>
                $"{call.Operation.ToString().ToLowerInvariant()}({call.Left.Print(operand)}, {call.Right.Print(operand)})",
            Binary binary => $"{Inner(binary.Left)} {"+-*/"[(int)binary.Operation]} {Inner(binary.Right)}",
            _ => throw new InvalidOperationException($"{GetType().Name} is not scalar code"),
        };

        string Inner(ScalarCode code) => code is Binary { Operation: <= Arithmetic.Divide } or Negation or Power or SizePower ? $"({code.Print(operand)})" : code.Print(operand);
    }

    /// <summary>The entry of an operand, or the only entry of a scalar operand.</summary>
    public sealed record Operand(int Position) : ScalarCode;

    /// <summary>An exact constant.</summary>
    public sealed record Number(Rational Value) : ScalarCode;

    /// <summary>The size of a dimension.</summary>
    public sealed record Size(Dimension Dimension) : ScalarCode;

    /// <summary>−x.</summary>
    public sealed record Negation(ScalarCode Body) : ScalarCode;

    /// <summary>f(x), such as exp(x).</summary>
    public sealed record Function(NumericFunction Name, ScalarCode Body) : ScalarCode;

    /// <summary>x^p for a rational p.</summary>
    public sealed record Power(ScalarCode Body, Rational Exponent) : ScalarCode;

    /// <summary>x^n for the size n of a dimension.</summary>
    public sealed record SizePower(ScalarCode Body, Dimension Exponent) : ScalarCode;

    /// <summary>x + y, x − y, x·y, x/y, max(x, y), min(x, y), x^y for x > 0, |x| with the sign of y.</summary>
    public sealed record Binary(Arithmetic Operation, ScalarCode Left, ScalarCode Right) : ScalarCode;
}

/// <summary>The operations between two scalars.</summary>
internal enum Arithmetic
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Max,
    Min,
    Power,
    CopySign,
}
