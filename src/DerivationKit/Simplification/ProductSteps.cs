using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Steps for products of every kind: matrix products, scalings, entrywise products and powers.</summary>
internal static class ProductSteps
{
    /// <summary>The product with numbers and scalars collected in front, divisors behind, and entrywise factors collected as powers.</summary>
    public static Expr? Write(Expr expression) =>
        IsProduct(expression) && ScaledProduct.Of(expression).ToExpr() is { } written && written != expression ? written : null;

    /// <summary>The product after a rule that fits two of its factors: neighbours in a chain, an array and a divisor, or any two factors
    /// of an entrywise product.</summary>
    public static Rewriting? Pairs(Expr expression)
    {
        if (!IsProduct(expression))
        {
            return null;
        }

        var product = ScaledProduct.Of(expression);
        return Neighbours(product) ?? Quotients(product)
            ?? (EntrywiseProduct.IsEntrywise(expression) ? Entries(EntrywiseProduct.Read(expression), expression.Shape) : null);
    }

    private static bool IsProduct(Expr expression) => expression is Apply
    {
        Operator: Product or Division or Negation or ConstantPower or HadamardProduct or HadamardDivision,
    };

    private static Rewriting? Neighbours(ScaledProduct product)
    {
        for (int i = 0; i + 1 < product.Arrays.Length; i++)
        {
            if (RewriteRules.Apply(product.Arrays[i] * product.Arrays[i + 1]) is { } pair)
            {
                return pair with { Result = (product with { Arrays = product.Arrays.RemoveAt(i + 1).SetItem(i, pair.Result) }).ToExpr() };
            }
        }

        return null;
    }

    private static Rewriting? Quotients(ScaledProduct product)
    {
        foreach (Power divisor in product.Scalars.Powers.Where(p => p.Exponent == -1))
        {
            foreach (Expr array in product.Arrays)
            {
                if (RewriteRules.Apply(array / divisor.Base) is { } quotient)
                {
                    ScaledProduct divided = product with
                    {
                        Scalars = product.Scalars.Without(divisor.Base),
                        Arrays = product.Arrays.Replace(array, quotient.Result),
                    };
                    return quotient with { Result = divided.ToExpr() };
                }
            }
        }

        return null;
    }

    private static Rewriting? Entries(PowerProduct entries, Shape shape)
    {
        foreach (Power left in entries.Powers.Where(p => p.Exponent.IsOne))
        {
            foreach (Power right in entries.Powers.Where(p => p.Base != left.Base && (p.Exponent.IsOne || p.Exponent == -1)))
            {
                Expr pair = right.Exponent.IsOne ? Expr.Hadamard(left.Base, right.Base) : Expr.HadamardDivide(left.Base, right.Base);
                if (RewriteRules.Apply(pair) is { } result)
                {
                    PowerProduct rest = entries.Without(left.Base, right.Base);
                    return rest.Powers.IsEmpty ? result : result with { Result = Expr.Hadamard(result.Result, EntrywiseProduct.Write(rest, shape)) };
                }
            }
        }

        return null;
    }
}
