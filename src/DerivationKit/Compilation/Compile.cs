using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>Turns expressions into numeric functions.</summary>
public static class Compile
{
    /// <summary>Compiles the value of an expression as a function of the inputs, in their order.</summary>
    /// <typeparam name="T">The floating-point type, such as <see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="expression">What is computed; derivatives must have been replaced by their closed forms.</param>
    /// <param name="inputs">All free variables of the expression, and any others that callers will pass.</param>
    /// <exception cref="ArgumentException">Two inputs have the same name.</exception>
    /// <exception cref="CompilationException">The expression contains a derivative, or a variable that is not an input.</exception>
    /// <remarks>Where the expression is undefined, the result is NaN or infinite, as IEEE 754 arithmetic has it. Softmax, logsoftmax and
    /// logsumexp never overflow; a logit −∞ has weight 0, and a slice of nothing else has no softmax (NaN) and the logsumexp −∞. Division
    /// by a number that several entries share multiplies by its reciprocal. An expression is computed as it is written: log(softmax_rows(X)) is less exact than logsoftmax_rows(X).</remarks>
    /// <example>
    /// <code>
    /// CompiledFunction&lt;double&gt; residual = Compile.Function&lt;double&gt;(z * theta.T - c, z, theta, c);
    /// BoundFunction&lt;double&gt; bound = residual.Bind((64, 32), (10, 32), (64, 10));
    /// bound.Run(zData, thetaData, cData, result);
    /// </code>
    /// </example>
    public static CompiledFunction<T> Function<T>(Expr expression, params IEnumerable<Variable> inputs)
        where T : unmanaged, IFloatingPointIeee754<T> => new(expression, Program.Of([expression], [.. inputs]));
}
