using DerivationKit.Kernel;

namespace DerivationKit.ReadBack;

/// <summary>Block diagonal arrays: one matrix for each value of an index that row and column share. A path through indices of which each
/// may carry a weight that depends on the shared index, such as A[a,k] W[i,k] B[k,b] at row (a,i) and column (b,i), is a product such as
/// kron(A,eye(n))*diag(vec(W))*kron(B,eye(n)).</summary>
/// <param name="network">What is left when no more indices could be summed.</param>
/// <param name="shared">The shared index.</param>
/// <param name="isFast">Whether it is the fast one of its axis.</param>
internal sealed class Fibres(Network network, Slot shared, bool isFast)
{
    /// <summary>The array; no answer if the remaining indices form no path from row to column.</summary>
    public Expr? Of(Slot row, Slot column)
    {
        List<Slot> left = [.. network.Unsummed];
        Expr? product = Times(Share(row), Weight(row));
        for (Slot at = row; at != column;)
        {
            Slot[] next = [.. left.Append(column).Where(to => network.IsJoined(at, to))];
            if (next.Length != 1)
            {
                return null;
            }

            product = Times(product, Spread(network.TakeEdge(at, next[0])!));
            product = Times(product, Weight(next[0]));
            at = next[0];
            left.Remove(at);
        }

        return left.Count == 0 ? product : null;
    }

    private static Expr? Times(Expr? left, Expr? right) => left is null ? right : right is null ? left : left * right;

    // What depends on the shared index alone.
    private Expr? Share(Slot row) => network.TakeVector(shared) is not { } vector ? null
        : isFast ? Expr.Kron(Expr.Eye(network.AxisOf(row)), Expr.Diag(vector))
        : Expr.Kron(Expr.Diag(vector), Expr.Eye(network.AxisOf(row)));

    // What depends on the shared index and on this one: diag(vec(W)); what depends on this one alone: a diagonal factor.
    private Expr? Weight(Slot at)
    {
        Expr? both = network.TakeEdge(isFast ? shared : at, isFast ? at : shared);
        Expr? own = network.TakeVector(at) is { } vector ? Spread(Expr.Diag(vector)) : null;
        return Times(both is null ? null : Expr.Diag(Expr.Vec(both)), own);
    }

    private Expr Spread(Expr matrix)
    {
        Expr identity = Expr.Eye(network.AxisOf(shared));
        return isFast ? Expr.Kron(matrix, identity) : Expr.Kron(identity, matrix);
    }
}
