using System.Numerics;
using System.Runtime.CompilerServices;

namespace DerivationKit.Transfer;

/// <summary>Evaluates scalars as polynomials in some of their symbols: the other symbols have coefficients for values.</summary>
/// <remarks>A symbol with a relation must stay a symbol: wherever its degree is reached, the relation is applied.</remarks>
/// <typeparam name="T">The coefficients.</typeparam>
/// <param name="value">The value of a symbol; none where it stays a symbol.</param>
/// <param name="work">What it may cost.</param>
internal sealed class Evaluation<T>(Func<Symbol, T?> value, Work work)
    where T : struct, ICoefficient<T>
{
    private readonly Dictionary<int, SparsePolynomial<T>> known = [];
    private readonly Dictionary<int, (int Degree, Scalar Value)> relations = [];

    /// <summary>The polynomial.</summary>
    /// <exception cref="NotDecidedException">It costs too much.</exception>
    public SparsePolynomial<T> Of(Scalar scalar)
    {
        if (!known.TryGetValue(scalar.Id, out SparsePolynomial<T>? polynomial))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            known[scalar.Id] = polynomial = Compute(scalar);
        }

        return polynomial;
    }

    private SparsePolynomial<T> Compute(Scalar scalar) => scalar.Kind switch
    {
        ScalarKind.Constant => Constant(scalar.Value),
        ScalarKind.Symbol => Symbol(scalar.Symbol),
        ScalarKind.Sum => Sum(scalar),
        ScalarKind.Product => scalar.Operands.Select(Of).OrderBy(p => p.Terms.Count).Aggregate(Times),
        _ => Power(Of(scalar.Operands[0]), scalar.Exponent),
    };

    private static SparsePolynomial<T> Constant(BigInteger c) => SparsePolynomial<T>.Of(Exponents.One, T.Of(c));

    private SparsePolynomial<T> Symbol(Symbol symbol)
    {
        if (symbol.Relation is { Degree: > 0, Value: { } reduced })
        {
            if (symbol.Relation.Degree == 1)
            {
                return Of(reduced);
            }

            relations[symbol.Id] = (symbol.Relation.Degree, reduced);
        }
        else if (value(symbol) is { } coefficient)
        {
            return SparsePolynomial<T>.Of(Exponents.One, coefficient);
        }

        return SparsePolynomial<T>.Of(Exponents.Of(symbol.Id, 1), T.Of(1));
    }

    private SparsePolynomial<T> Sum(Scalar scalar)
    {
        SparsePolynomial<T> sum = new();
        foreach (SparsePolynomial<T> term in scalar.Operands.Select(Of))
        {
            work.Spend(term.Terms.Count);
            sum.Add(term);
        }

        return sum;
    }

    private SparsePolynomial<T> Power(SparsePolynomial<T> polynomial, int exponent)
    {
        SparsePolynomial<T> power = Constant(1);
        for (int i = 0; i < exponent; i++)
        {
            power = Times(power, polynomial);
        }

        return power;
    }

    private SparsePolynomial<T> Times(SparsePolynomial<T> left, SparsePolynomial<T> right)
    {
        SparsePolynomial<T> product = new();
        foreach ((Exponents a, T x) in left.Terms)
        {
            foreach ((Exponents b, T y) in right.Terms)
            {
                work.Spend(1 + x.Cost(y));
                Exponents monomial = a.Times(b);
                T coefficient = x.Times(y);
                if (Reducible(monomial) is { } symbol)
                {
                    product.Add(Reduce(monomial, coefficient, symbol));
                }
                else
                {
                    product.Add(monomial, coefficient);
                }
            }
        }

        return product;
    }

    private int? Reducible(Exponents monomial)
    {
        if (relations.Count > 0)
        {
            foreach ((int symbol, int exponent) in monomial.Powers)
            {
                if (relations.TryGetValue(symbol, out (int Degree, Scalar) relation) && exponent >= relation.Degree)
                {
                    return symbol;
                }
            }
        }

        return null;
    }

    private SparsePolynomial<T> Reduce(Exponents monomial, T coefficient, int symbol)
    {
        (int degree, Scalar reduced) = relations[symbol];
        int exponent = monomial[symbol];
        var rest = SparsePolynomial<T>.Of(monomial.Without(symbol).Times(Exponents.Of(symbol, exponent % degree)), coefficient);
        return Times(rest, Power(Of(reduced), exponent / degree));
    }
}
