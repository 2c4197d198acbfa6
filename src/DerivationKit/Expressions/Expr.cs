using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit;

/// <summary>The closed list of node kinds.</summary>
public enum NodeKind
{
    /// <summary>An exact rational constant.</summary>
    Constant,

    /// <summary>A named variable with a shape and declared properties.</summary>
    Variable,

    /// <summary>An operator applied to arguments.</summary>
    Apply,

    /// <summary>A derivative: binds a variable in its body.</summary>
    Derivative,
}

/// <summary>An immutable, interned expression in matrix notation: the same structure is the same object, and nothing is ever simplified
/// on construction. Shapes are checked when a node is made.</summary>
public abstract partial class Expr
{
    /// <summary>Expressions nested deeper than this are refused, so that no traversal can exhaust the stack.</summary>
    public const int MaximumDepth = 2_000;

    private protected Expr(Shape shape, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ExpressionTooDeepException();
        }

        (Shape, Depth) = (shape, depth);
    }

    /// <summary>Which of the four kinds of node this is.</summary>
    public abstract NodeKind Kind { get; }

    /// <summary>Rows and columns.</summary>
    public Shape Shape { get; }

    /// <summary>How deep the expression is nested; a leaf has depth 1.</summary>
    public int Depth { get; }

    /// <summary>The direct subexpressions, in order.</summary>
    public abstract ImmutableArray<Expr> Children { get; }

    /// <summary>The constant zero.</summary>
    public static Expr Zero { get; } = Constant(Rational.Zero);

    /// <summary>The constant one.</summary>
    public static Expr One { get; } = Constant(Rational.One);

    /// <summary>An exact constant.</summary>
    public static Expr Constant(Rational value) => Interner.Intern(new Constant(value));

    /// <summary>A variable.</summary>
    /// <exception cref="ArgumentException">The name is none, or a word of the language, or a property does not fit the shape.</exception>
    /// <exception cref="ArgumentNullException">There is no name, or no shape.</exception>
    public static Variable Variable(string name, Shape shape, params ImmutableArray<Property> properties)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        return Names.Objection(name) is { } objection
            ? throw new ArgumentException(objection)
            : Interner.Intern(new Variable(name, shape, properties));
    }

    /// <summary>An operator applied to arguments.</summary>
    /// <exception cref="ShapeException">The shapes of the arguments do not fit the operator.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Expr Apply(Operator @operator, params ImmutableArray<Expr> arguments)
    {
        ArgumentNullException.ThrowIfNull(@operator);
        return arguments.Contains(null!)
            ? throw new ArgumentNullException(nameof(arguments), $"an argument of {@operator.Name} is null")
            : Interner.Intern(new Apply(@operator, arguments));
    }

    /// <summary>grad(f, X): the array of partial derivatives of a scalar, in the shape of X.</summary>
    /// <exception cref="ShapeException">f is not a scalar, or depends on another variable of that name, as all derivatives refuse it.</exception>
    public static Expr Gradient(Expr f, Variable x) => Gradient(f, x, x);

    /// <summary>grad(f, X = point): the gradient in X, taken at another point; X is bound in f and nowhere else.</summary>
    /// <exception cref="ShapeException">f is not a scalar, or the point does not have X's shape.</exception>
    public static Expr Gradient(Expr f, Variable x, Expr point) => By(DerivativeKind.Gradient, f, x, point);

    /// <summary>jacobian(F, x): partial derivatives of a vector by a vector; rows are outputs.</summary>
    /// <exception cref="ShapeException">F or x is neither a vector nor a scalar.</exception>
    public static Expr Jacobian(Expr f, Variable x) => By(DerivativeKind.Jacobian, f, x, x);

    /// <summary>vecjac(F, X): partial derivatives of vec(F) by vec(X), both column by column; rows are outputs.</summary>
    public static Expr VecJacobian(Expr f, Variable x) => By(DerivativeKind.VecJacobian, f, x, x);

    /// <summary>vechess(f, X): the Hessian of a scalar by vec(X), vecjac(grad(f, X), X).</summary>
    /// <exception cref="ShapeException">f is not a scalar.</exception>
    public static Expr VecHessian(Expr f, Variable x) => VecJacobian(Gradient(f, x), x);

    /// <summary>hessian(f, x): the second partial derivatives of a scalar by a vector, jacobian(grad(f, x), x); of a matrix
    /// <see cref="VecHessian"/> takes the entries in a column.</summary>
    /// <exception cref="ShapeException">f is not a scalar, or x is neither a vector nor a scalar.</exception>
    public static Expr Hessian(Expr f, Variable x) => Jacobian(Gradient(f, x), x);

    /// <summary>hvp(f, X, D): the Hessian of a scalar applied to a direction, the derivative of grad(f, X) along D, in the shape of X.</summary>
    /// <exception cref="ShapeException">f is not a scalar, or D does not have X's shape.</exception>
    public static Expr HessianVectorProduct(Expr f, Variable x, Expr direction) => Directional(Gradient(f, x), x, direction);

    /// <summary>jvp(F, X, D): the directional derivative of F in X along D, in the shape of F.</summary>
    /// <exception cref="ShapeException">D does not have X's shape.</exception>
    public static Expr Directional(Expr f, Variable x, Expr direction) => By(DerivativeKind.Directional, f, x, x, direction);

    // The derivative in a variable that looks like one of f, and is none, would be 0 without a word.
    private static Expr By(DerivativeKind kind, Expr f, Variable x, params ImmutableArray<Expr> arguments)
    {
        f.RefuseNamesakes(x);
        return Derivative(kind, f, x, arguments);
    }

    /// <summary>A derivative of any kind, at any point.</summary>
    internal static Expr Derivative(DerivativeKind kind, Expr body, Variable variable, ImmutableArray<Expr> arguments) =>
        Interner.Intern(new Derivative(kind, body, variable, arguments));

    /// <summary>Whether two nodes have the same kind, data and identical children.</summary>
    internal abstract bool SameNode(Expr other);

    /// <summary>A hash of kind, data and the identities of the children.</summary>
    internal abstract int NodeHash { get; }
}

/// <summary>An exact rational constant; its shape is scalar.</summary>
public sealed class Constant : Expr
{
    internal Constant(Rational value)
        : base(Shape.Scalar, 1) => Value = value;

    /// <summary>The constant.</summary>
    public Rational Value { get; }

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Constant;

    /// <inheritdoc/>
    public override ImmutableArray<Expr> Children => [];

    internal override int NodeHash => Value.GetHashCode();

    internal override bool SameNode(Expr other) => other is Constant c && c.Value == Value;
}

/// <summary>A named variable with a shape and declared properties.</summary>
public sealed class Variable : Expr
{
    internal Variable(string name, Shape shape, ImmutableArray<Property> properties)
        : base(shape, 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Properties = properties.Length < 2 ? properties : [.. properties.Distinct().Order()];
        foreach (Property property in Properties)
        {
            PropertyRules.Check(name, shape, property);
        }
    }

    /// <summary>The variable's name.</summary>
    public string Name { get; }

    /// <summary>The declared properties, sorted.</summary>
    public ImmutableArray<Property> Properties { get; }

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Variable;

    /// <inheritdoc/>
    public override ImmutableArray<Expr> Children => [];

    internal override int NodeHash => HashCode.Combine(Name, Shape);

    internal override bool SameNode(Expr other) =>
        other is Variable v && v.Name == Name && v.Shape == Shape && v.Properties.AsSpan().SequenceEqual(Properties.AsSpan());
}

/// <summary>An operator applied to arguments.</summary>
public sealed class Apply : Expr
{
    internal Apply(Operator @operator, ImmutableArray<Expr> arguments)
        : base(@operator.ShapeOf(arguments), arguments.Aggregate(1, (depth, argument) => int.Max(depth, argument.Depth + 1))) =>
        (Operator, Arguments) = (@operator, arguments);

    /// <summary>The operator with its static parameters.</summary>
    public Operator Operator { get; }

    /// <summary>What it is applied to.</summary>
    public ImmutableArray<Expr> Arguments { get; }

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Apply;

    /// <inheritdoc/>
    public override ImmutableArray<Expr> Children => Arguments;

    internal override int NodeHash
    {
        get
        {
            var hash = default(HashCode);
            hash.Add(Operator);
            foreach (Expr argument in Arguments)
            {
                hash.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(argument));
            }

            return hash.ToHashCode();
        }
    }

    internal override bool SameNode(Expr other) =>
        other is Apply a && a.Operator.Equals(Operator) && a.Arguments.AsSpan().SequenceEqual(Arguments.AsSpan());
}

/// <summary>What kind of derivative a node is.</summary>
public enum DerivativeKind
{
    /// <summary>Scalar by anything, in the shape of the variable.</summary>
    Gradient,

    /// <summary>Vector by vector; rows are outputs.</summary>
    Jacobian,

    /// <summary>vec of anything by vec of anything; rows are outputs.</summary>
    VecJacobian,

    /// <summary>Anything along a direction, in the shape of the body.</summary>
    Directional,
}

/// <summary>A derivative of the body with respect to a variable that it binds: D body(Y) at Y := point. The bound variable stands for a
/// fresh one that has the shape but no closed property of the variable: an assumption restricts the point, never the direction.</summary>
public sealed class Derivative : Expr
{
    internal Derivative(DerivativeKind kind, Expr body, Variable variable, ImmutableArray<Expr> arguments)
        : base(ResultShape(kind, body, variable, arguments), 1 + Math.Max(body.Depth, arguments.Max(a => a.Depth))) =>
        (DerivativeKind, Body, BoundVariable, Arguments) = (kind, body, variable, arguments);

    /// <summary>Gradient, Jacobian, Jacobian of vec by vec, or directional.</summary>
    public DerivativeKind DerivativeKind { get; }

    /// <summary>What is differentiated.</summary>
    public Expr Body { get; }

    /// <summary>The variable bound in the body.</summary>
    public Variable BoundVariable { get; }

    /// <summary>The point, followed by the direction of a directional derivative.</summary>
    public ImmutableArray<Expr> Arguments { get; }

    /// <summary>Where the derivative is taken.</summary>
    public Expr Point => Arguments[0];

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Derivative;

    /// <inheritdoc/>
    public override ImmutableArray<Expr> Children => [Body, .. Arguments];

    internal override int NodeHash => HashCode.Combine(DerivativeKind, BoundVariable, Body, Arguments[^1]);

    internal override bool SameNode(Expr other) =>
        other is Derivative d && d.DerivativeKind == DerivativeKind && d.Body == Body && d.BoundVariable == BoundVariable
        && d.Arguments.AsSpan().SequenceEqual(Arguments.AsSpan());

    private static Shape ResultShape(DerivativeKind kind, Expr body, Variable variable, ImmutableArray<Expr> arguments)
    {
        foreach (Expr argument in arguments)
        {
            if (argument.Shape != variable.Shape)
            {
                throw new ShapeException($"a derivative in {variable.Name}: {variable.Shape} needs a point and a direction of that shape, not {argument.Shape}");
            }
        }

        return kind switch
        {
            DerivativeKind.Directional => body.Shape,
            DerivativeKind.Gradient when body.Shape.IsScalar => variable.Shape,
            DerivativeKind.Gradient => throw new ShapeException(
                $"grad needs a scalar, but its first argument is {body.Shape}; use jacobian for a vector, jvp for a direction, or sum(...) to make a scalar"),
            DerivativeKind.Jacobian when body.Shape.IsColumn && variable.Shape.IsColumn => new(body.Shape.Rows, variable.Shape.Rows),
            DerivativeKind.VecJacobian => new(body.Shape.Columns * body.Shape.Rows, variable.Shape.Columns * variable.Shape.Rows),
            _ => throw new ShapeException(
                $"jacobian needs a vector by a vector, not {body.Shape} by {variable.Shape}; use vecjac for vec by vec, or jvp for a direction"),
        };
    }
}
