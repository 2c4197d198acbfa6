using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Compilation;

/// <summary>Turns expressions into numeric functions.</summary>
public static class Compile
{
    /// <summary>Compiles the value of an expression as a function of the inputs, in their order.</summary>
    /// <typeparam name="T">The floating-point type, such as <see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="expression">What is computed; derivatives must have been replaced by their closed forms, as <see cref="ClosedForm.Of"/>
    /// does.</param>
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
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(inputs);
        return new(expression, Program.Of([expression], [.. inputs]));
    }

    /// <summary>Compiles the gradient grad(L, X) of a scalar L.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="loss">The scalar, without derivatives.</param>
    /// <param name="wrt">The variable X; the gradient has its shape.</param>
    /// <param name="inputs">All free variables of the loss, and any others that callers will pass.</param>
    /// <exception cref="ShapeException">The loss is not a scalar.</exception>
    /// <exception cref="ArgumentException">Two inputs have the same name.</exception>
    /// <exception cref="DifferentiationException">The gradient has no closed form in matrix notation.</exception>
    /// <exception cref="CompilationException">The loss contains a derivative, or a variable that is not an input.</exception>
    /// <remarks>The closed form is the expression of the result; what <see cref="LossAndGradient{T}"/> says of its own holds for it.</remarks>
    public static CompiledFunction<T> Gradient<T>(Expr loss, Variable wrt, params IEnumerable<Variable> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ImmutableArray<Variable> all = Checked(loss, wrt, inputs);
        return Function<T>(Simplify.Closed(Expr.Gradient(loss, wrt)), all);
    }

    /// <summary>Compiles a scalar L and its gradient grad(L, X) to one function that computes both, and what they share once.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="loss">The scalar, without derivatives.</param>
    /// <param name="wrt">The variable X; the gradient has its shape.</param>
    /// <param name="inputs">All free variables of the loss, and any others that callers will pass.</param>
    /// <exception cref="ShapeException">The loss is not a scalar.</exception>
    /// <exception cref="ArgumentException">Two inputs have the same name.</exception>
    /// <exception cref="DifferentiationException">The gradient has no closed form in matrix notation.</exception>
    /// <exception cref="CompilationException">The loss contains a derivative, or a variable that is not an input.</exception>
    /// <remarks>The gradient is compiled in a closed form that is derived and not verified;
    /// <c>Verifier.Decide(Claim.Equal(Expr.Gradient(loss, x), compiled.Gradient))</c> decides whether it is right. Declared properties of
    /// the inputs, such as symmetric or onehot_rows, are relied on and not checked: if A is declared symmetric, the gradient of x'*A*x is
    /// computed as 2*A*x, which is wrong for another matrix. Where the loss has a kink, as relu at 0 and max at a tie, there is no
    /// derivative, and entries that depend on it are NaN; Compilation.md says what to do.</remarks>
    /// <example>
    /// <code>
    /// CompiledLossAndGradient&lt;double&gt; descent = Compile.LossAndGradient&lt;double&gt;(loss, z, z, theta, c);
    /// BoundLossAndGradient&lt;double&gt; bound = descent.Bind((64, 32), (10, 32), (64, 10));
    /// double value = bound.Run(zData, thetaData, cData, gradient);
    /// </code>
    /// </example>
    public static CompiledLossAndGradient<T> LossAndGradient<T>(Expr loss, Variable wrt, params IEnumerable<Variable> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ImmutableArray<Variable> all = Checked(loss, wrt, inputs);
        return new(loss, Simplify.Closed(Expr.Gradient(loss, wrt)), all);
    }

    /// <summary>Compiles the product of the Hessian of a scalar L with a direction V, the derivative of grad(L, X) along V, without the
    /// Hessian.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="loss">The scalar, without derivatives.</param>
    /// <param name="wrt">The variable X; the product has its shape.</param>
    /// <param name="direction">The direction V, in the shape of X; often a variable of its own.</param>
    /// <param name="inputs">All free variables of the loss and the direction, and any others that callers will pass.</param>
    /// <exception cref="ShapeException">The loss is not a scalar, or the direction has another shape.</exception>
    /// <exception cref="ArgumentException">Two inputs have the same name.</exception>
    /// <exception cref="DifferentiationException">A derivative has no closed form in matrix notation.</exception>
    /// <exception cref="CompilationException">The loss contains a derivative, or a variable that is not an input.</exception>
    /// <remarks>The closed form is the expression of the result; what <see cref="LossAndGradient{T}"/> says of its own holds for it.</remarks>
    public static CompiledFunction<T> HessianVectorProduct<T>(Expr loss, Variable wrt, Expr direction, params IEnumerable<Variable> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(direction);
        ImmutableArray<Variable> all = Checked(loss, wrt, inputs);
        return Function<T>(Simplify.Closed(Expr.HessianVectorProduct(loss, wrt, direction)), all);
    }

    // What moves is given by the caller, or its gradient would be 0 without a word.
    private static ImmutableArray<Variable> Checked(Expr loss, Variable wrt, IEnumerable<Variable> inputs)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(wrt);
        ArgumentNullException.ThrowIfNull(inputs);
        ProgramBuilder.RefuseDerivatives(loss);
        ImmutableArray<Variable> all = [.. inputs];
        return all.Contains(wrt) ? all : throw new CompilationException($"the derivative in {Text.Declare(wrt)} needs it among the inputs");
    }
}
