using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Solving;

/// <summary>An expression that is linear in a variable V, read as scale·L*V*R, or as scale·D.*V.</summary>
/// <param name="Scale">A scalar.</param>
/// <param name="Left">L; nothing stands for the identity.</param>
/// <param name="Right">R; nothing stands for the identity.</param>
/// <param name="Entries">D, where entries are scaled one by one; L and R are nothing then.</param>
internal sealed record LinearMap(Expr Scale, Expr? Left = null, Expr? Right = null, Expr? Entries = null)
{
    private static readonly LinearMap Identity = new(Expr.One);

    /// <summary>Reads an expression that is linear in the variable.</summary>
    /// <exception cref="NotSolvedException">It is no such product.</exception>
    public static LinearMap Of(Expr expression, Variable v)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression == v ? Identity : expression is not Apply node ? throw Unread(expression, v) : (node.Operator, node.Arguments) switch
        {
            (Negation, [var a]) => Of(a, v).Times(Expr.Constant(-1)),
            (Addition, [var a, var b]) => Of(a, v).Plus(Of(b, v), v),
            (Subtraction, [var a, var b]) => Of(a, v).Plus(Of(b, v).Times(Expr.Constant(-1)), v),
            (Division, [var a, var s]) when IsFree(s, v) => Of(a, v).Times(1 / s),
            (Product, [var a, var b]) when IsFree(a, v) => a.Shape.IsScalar ? Of(b, v).Times(a) : Of(b, v).AfterLeft(a, node, v),
            (Product, [var a, var b]) when IsFree(b, v) => b.Shape.IsScalar ? Of(a, v).Times(b) : Of(a, v).AfterRight(b, node, v),
            (HadamardProduct, [var a, var b]) when IsFree(a, v) => Of(b, v).AfterEntries(a, node, v),
            (HadamardProduct, [var a, var b]) when IsFree(b, v) => Of(a, v).AfterEntries(b, node, v),
            (HadamardDivision, [var a, var b]) when IsFree(b, v) && b.Shape == v.Shape => Of(a, v).AfterEntries(Expr.HadamardDivide(Expr.One, b), node, v),
            _ => throw Unread(node, v),
        };
    }

    /// <summary>The argument at which the map takes a value.</summary>
    /// <exception cref="NotSolvedException">L or R is not square.</exception>
    public Expr Solve(Expr value)
    {
        if (new[] { Left, Right }.FirstOrDefault(factor => factor is { Shape.IsSquare: false }) is { } wide)
        {
            throw new NotSolvedException($"{Language.Text.Print(wide)}, by which it is multiplied, is a {wide.Shape} and has no inverse");
        }

        Expr scaled = value / Scale;
        return Entries is not null ? Expr.HadamardDivide(scaled, Entries)
            : (Left, Right) switch
            {
                (null, null) => scaled,
                ({ } l, null) => Expr.Inv(l) * scaled,
                (null, { } r) => scaled * Expr.Inv(r),
                var (l, r) => Expr.Inv(l) * scaled * Expr.Inv(r),
            };
    }

    private static bool IsFree(Expr e, Variable v) => !e.FreeVariables().Contains(v);

    private LinearMap Times(Expr number) => this with { Scale = Scale == Expr.One ? number : Scale * number };

    private LinearMap AfterLeft(Expr a, Expr node, Variable v) =>
        Entries is not null ? throw Unread(node, v) : this with { Left = Left is null ? a : a * Left };

    private LinearMap AfterRight(Expr b, Expr node, Variable v) =>
        Entries is not null ? throw Unread(node, v) : this with { Right = Right is null ? b : Right * b };

    private LinearMap AfterEntries(Expr d, Expr node, Variable v) =>
        Left is not null || Right is not null || d.Shape != v.Shape ? throw Unread(node, v) : this with { Entries = Entries is null ? d : Expr.Hadamard(Entries, d) };

    private LinearMap Plus(LinearMap other, Variable v)
    {
        return this switch
        {
            _ when this == other with { Scale = Scale } => this with { Scale = Scale + other.Scale },
            { Left: null, Right: null } when other.Left is null && other.Right is null => new(Expr.One, Entries: Diagonal(this) + Diagonal(other)),
            { Entries: null } when other.Entries is null && Right == other.Right => new(Expr.One, Scaled(Left, v.Shape.Rows, this) + Scaled(other.Left, v.Shape.Rows, other), Right),
            { Entries: null } when other.Entries is null && Left == other.Left => new(Expr.One, Left, Scaled(Right, v.Shape.Columns, this) + Scaled(other.Right, v.Shape.Columns, other)),
            _ => throw new NotSolvedException($"{v.Name} stands between different matrices in different terms, as in Sylvester's equation, whose solution has no formula by inverses of the matrices that are there"),
        };

        Expr Diagonal(LinearMap map) => map.Scale * (map.Entries ?? Expr.Ones(v.Shape));

        static Expr Scaled(Expr? matrix, Axis axis, LinearMap map) => map.Scale == Expr.One && matrix is not null ? matrix : map.Scale * (matrix ?? Expr.Eye(axis));
    }

    private static NotSolvedException Unread(Expr node, Variable v) =>
        new($"{Language.Text.Print(node)} is no product of matrices and {v.Name}, and no entrywise one");
}
