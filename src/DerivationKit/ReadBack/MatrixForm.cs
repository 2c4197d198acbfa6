using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;
using DerivationKit.Proving;

namespace DerivationKit.ReadBack;

/// <summary>Back to matrix notation: an expression's index normal form, written with products, entrywise products, transposes, diagonals
/// and sums. It proposes; that a form is equal to what was asked for is proved elsewhere.</summary>
/// <remarks>Laue, Mitterreiter, Giesen 2018 for the way there and back.</remarks>
internal static class MatrixForm
{
    /// <summary>The form of an expression without derivatives, in which some parts may be kept as they are; no answer if some term of the normal form has none.</summary>
    public static Expr? Of(Expr expression, Func<Expr, bool>? isKept = null)
    {
        (Expr outline, OpaqueParts parts) = OpaqueParts.Of(expression, isOpaqueToo: isKept);
        return Read(outline, parts, expression.Shape, isTransposed: false);
    }

    /// <summary>The matrix J with vec(F) = J'*vec(V) for an expression F that is linear in V; no answer if it has no matrix form.</summary>
    public static Expr? OfAdjoint(Expr expression, Variable v)
    {
        (Expr outline, OpaqueParts parts) = OpaqueParts.Of(expression, transparent: v);
        Expr matrix = Expr.VecJacobian(outline, v);
        return Read(matrix, parts, matrix.Shape, isTransposed: true);
    }

    private static Expr? Read(Expr outline, OpaqueParts parts, Shape shape, bool isTransposed)
    {
        try
        {
            Polynomial polynomial = Prover.NormalForm(outline);
            ImmutableArray<Slot> all = [.. Enumerable.Range(0, polynomial.Parameters.Length).Select(Slot.Parameter)];
            int rows = shape.Rows.Factors.Length;
            MatrixReader reader = new(parts.Meanings);
            return isTransposed ? reader.Read(polynomial, all[rows..], all[..rows]) : reader.Read(polynomial, all[..rows], all[rows..]);
        }
        catch (Exception e) when (e is KernelException or BudgetException or InsufficientExecutionStackException or ExpressionTooDeepException)
        {
            return null;
        }
    }
}
