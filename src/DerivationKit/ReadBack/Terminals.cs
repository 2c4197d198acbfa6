using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.ReadBack;

/// <summary>Writes what is left of a network, its free indices, as an array. An axis with two indices is a product of dimensions, and its
/// matrices are Kronecker products: row (i,k) and column (j,l) of kron(A,B) is A[i,j] B[k,l].</summary>
/// <remarks>Magnus, Neudecker 2019, chapters 2 and 3.</remarks>
internal sealed class Terminals(Network network)
{
    /// <summary>The array with the given rows and columns; no answer where bound indices are left, or an axis has more than
    /// two.</summary>
    public Expr? Of(ImmutableArray<Slot> rows, ImmutableArray<Slot> columns) => (rows, columns) switch
    {
        ([var i, var k], [var j, var l]) when !network.Unsummed.IsEmpty => Fibre(i, k, j, l),
        _ when !network.Unsummed.IsEmpty => null,
        ([], []) => Expr.One,
        ([var i], []) => Vector(i),
        ([], [var j]) => Vector(j).T,
        ([var i], [var j]) => Matrix(i, j),
        ([var i, var k], []) => Expr.Vec(Matrix(k, i)),
        ([], [var j, var l]) => Expr.Vec(Matrix(l, j)).T,
        ([var i, var k], [var j]) => Tall(i, k, j),
        ([var i], [var j, var l]) => Tall(j, l, i).T,
        ([var i, var k], [var j, var l]) => Kronecker(i, k, j, l),
        _ => null,
    };

    private Expr Vector(Slot i) => network.TakeVector(i) ?? Expr.Ones(network.AxisOf(i));

    private Expr Matrix(Slot i, Slot j) => Hung(network.TakeEdge(i, j), i, j);

    // diag(x)*A*diag(y), with what hangs on the indices.
    private Expr Hung(Expr? edge, Slot i, Slot j)
    {
        (Expr? left, Expr? right) = (network.TakeVector(i), network.TakeVector(j));
        if (edge is null)
        {
            return left is null && right is null
                ? Expr.Ones(network.AxisOf(i), network.AxisOf(j))
                : (left ?? Expr.Ones(network.AxisOf(i))) * (right ?? Expr.Ones(network.AxisOf(j))).T;
        }

        if (edge == Expr.Eye(network.AxisOf(i)) && (left ?? right) is { } diagonal)
        {
            return Expr.Diag(left is null || right is null ? diagonal : Expr.Hadamard(left, right));
        }

        edge = left is null ? edge : Expr.Diag(left) * edge;
        return right is null ? edge : edge * Expr.Diag(right);
    }

    // Row (i,k) and column j: E[k,i] A[i,j] B[k,j].
    private Expr Tall(Slot i, Slot k, Slot j)
    {
        Expr? weight = network.TakeEdge(k, i);
        (Expr? slow, Expr? fast) = (network.TakeEdge(i, j), network.TakeEdge(k, j));
        if (slow is null && fast is null)
        {
            return Expr.Vec(Hung(weight, k, i)) * Vector(j).T;
        }

        Expr all = fast is null ? Expr.Kron(Hung(slow, i, j), Vector(k))
            : slow is null ? Expr.Kron(Vector(i), Hung(fast, k, j))
            : Expr.Hadamard(
                Expr.Kron(Hung(slow, i, j), Expr.Ones(network.AxisOf(k))),
                Expr.Kron(Expr.Ones(network.AxisOf(i)), Hung(fast, k, j)));
        return weight is null ? all : Expr.Diag(Expr.Vec(weight)) * all;
    }

    // Row (i,k) and column (j,l): E[k,i] A[i,j] B[k,l] C[i,l] D[k,j] F[l,j].
    private Expr Kronecker(Slot i, Slot k, Slot j, Slot l)
    {
        (Expr? left, Expr? right) = (network.TakeEdge(k, i), network.TakeEdge(l, j));
        (Expr? slow, Expr? fast) = (network.TakeEdge(i, j), network.TakeEdge(k, l));
        (Expr? slowFast, Expr? fastSlow) = (network.TakeEdge(i, l), network.TakeEdge(k, j));
        bool isDirect = slow is not null || fast is not null, isCrossed = slowFast is not null || fastSlow is not null;
        if (!isDirect && !isCrossed)
        {
            return Expr.Vec(Hung(left, k, i)) * Expr.Vec(Hung(right, l, j)).T;
        }

        Expr? direct = isDirect ? Direct(Hung(slow, i, j), Hung(fast, k, l)) : null;
        Expr? crossed = isCrossed
            ? Direct(Hung(slowFast, i, l), Hung(fastSlow, k, j)) * Expr.Comm(network.AxisOf(l), network.AxisOf(j))
            : null;
        Expr all = direct is null ? crossed! : crossed is null ? direct : Expr.Hadamard(direct, crossed);
        all = left is null ? all : Expr.Diag(Expr.Vec(left)) * all;
        return right is null ? all : all * Expr.Diag(Expr.Vec(right));
    }

    private Expr? Fibre(Slot i, Slot k, Slot j, Slot l) =>
        network.AreEqual(k, l) ? new Fibres(network, k, isFast: true).Of(i, j)
        : network.AreEqual(i, j) ? new Fibres(network, i, isFast: false).Of(k, l)
        : null;

    private static Expr Direct(Expr slow, Expr fast) =>
        slow.Shape.IsSquare && fast.Shape.IsSquare && slow == Expr.Eye(slow.Shape.Rows) && fast == Expr.Eye(fast.Shape.Rows)
            ? Expr.Eye(slow.Shape.Rows * fast.Shape.Rows)
            : Expr.Kron(slow, fast);
}
