using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Acceptance;

/// <summary>Evaluates the polynomials of a proof at an instance, by enclosures. It knows what atoms mean, and none of the rules that rewrite
/// them.</summary>
/// <param name="instance">Sizes and exact inputs.</param>
/// <param name="precision">The precision in bits.</param>
/// <param name="work">Counts the multiplications.</param>
internal sealed class PolynomialEvaluator(Instance instance, int precision, WorkMeter work)
{
    private readonly Ball zero = Ball.FromRational(Rational.Zero, precision);
    private readonly Ball one = Ball.FromRational(Rational.One, precision);
    private readonly Dictionary<string, Ball[]> inputs = [];
    private readonly Dictionary<string, Ball[]> matrices = [];
    private readonly Dictionary<string, Dictionary<string, Ball>> atoms = [];
    private readonly Dictionary<string, Dictionary<string, Ball>> monomials = [];

    /// <summary>The value where the parameters have the given values, counted from 0.</summary>
    /// <exception cref="UndefinedException">It is undefined there.</exception>
    /// <exception cref="InsufficientPrecisionException">Whether it is defined cannot be decided at this precision.</exception>
    /// <exception cref="OutOfRangeException">A value is too large to compute with.</exception>
    /// <exception cref="NotEvaluatedException">It takes more work than allowed.</exception>
    public Ball Evaluate(Polynomial polynomial, int[] at) =>
        polynomial.Terms.Aggregate(zero, (sum, t) => sum + (t.Coefficient * Known(monomials, t.Monomial.Key, at, () => Sum(t.Monomial, at))));

    /// <summary>Every choice of values for indices of the given dimensions, the last one running fastest.</summary>
    public IEnumerable<int[]> Assignments(ImmutableArray<Dimension> dimensions)
    {
        int[] sizes = [.. dimensions.Select(instance.SizeOf)];
        int[] at = new int[sizes.Length];
        int axis;
        do
        {
            yield return [.. at];
            for (axis = sizes.Length - 1; axis >= 0 && ++at[axis] == sizes[axis]; axis--)
            {
                at[axis] = 0;
            }
        }
        while (axis >= 0);
    }

    private Ball Sum(Monomial monomial, int[] at) =>
        Assignments(monomial.Bound).Aggregate(zero, (sum, bound) => sum + Product(monomial, s => s.IsBound ? bound[s.Ordinal] : at[s.Ordinal]));

    // What a mask takes away is not looked at.
    private Ball Product(Monomial monomial, Func<Slot, int> value)
    {
        work.Spend(1 + monomial.Factors.Length, precision / 64);
        if (monomial.Factors.Any(f => f.Atom is IndicatorAtom mask && !Holds(mask, [.. mask.Slots.Select(value)])))
        {
            return zero;
        }

        return monomial.Factors.Where(f => f.Atom is not IndicatorAtom).Aggregate(one, (product, f) => product * Power(f, [.. f.Atom.Slots.Select(value)]));
    }

    private static bool Holds(IndicatorAtom mask, int[] at) => mask switch
    {
        DeltaAtom => at[0] == at[1],
        AtLeastAtom => at[0] >= at[1],
        UnitAtom unit => at[0] == unit.Value,
        _ => throw new NotEvaluatedException("an unknown mask"),
    };

    private Ball Power(Factor factor, int[] at)
    {
        Ball value = Known(atoms, factor.Atom.Head, at, () => Value(factor.Atom, at));
        return factor.Exponent.IsOne ? value : Ball.Power(value, factor.Exponent);
    }

    private Ball Value(Atom atom, int[] at) => atom switch
    {
        EntryAtom e => Input(e.Tensor.Name)[Number(e.Tensor.Dimensions, at)],
        SizeAtom size => Ball.FromRational(instance.SizeOf(size.Dimension), precision),
        Closure { Kind: ClosureKind.Base } c => Evaluate(c.Body, at),
        Closure { Own: > 0 } c => Matrix(c, at),
        Closure c when Enum.TryParse(c.Kind.ToString(), out ScalarFunction function) => Apply(function, Evaluate(c.Body, at)),
        _ => throw new NotEvaluatedException("an unknown atom"),
    };

    private static T Apply<T>(ScalarFunction function, T x)
        where T : struct, IScalar<T> => T.Apply(function, x);

    private Ball[] Input(string name) => Known(inputs, name, () => [.. instance.Inputs[name].Entries.Select(x => Ball.FromRational(x, precision))]);

    // An entry of a function of a matrix, or its determinant.
    private Ball Matrix(Closure c, int[] at)
    {
        ImmutableArray<Dimension> rows = c.Body.Parameters[..c.Axes], columns = c.Body.Parameters[c.Axes..c.Own];
        int size = rows.Aggregate(1, (product, d) => product * instance.SizeOf(d));
        (int[] inner, int[] outer) = (at[..c.Inner.Length], at[c.Inner.Length..]);
        int[] between = c.Kind == ClosureKind.MatrixExp ? inner[1..^1] : [];
        work.Spend(SquareMatrix<Ball>.Work(size * (1 + (between.Length / 2))), precision / 64);
        Ball[] result = Known(matrices, $"{c.Head} {Place(outer)} {Place(between)}", () =>
        {
            Ball[] entries = [.. from i in Assignments(rows) from j in Assignments(columns) select Evaluate(c.Body, [.. i, .. j, .. outer])];
            return c.Kind switch
            {
                ClosureKind.Determinant => [SquareMatrix<Ball>.Determinant(entries, size, one)],
                ClosureKind.Inverse => SquareMatrix<Ball>.Inverse(entries, size, one),
                _ => SquareMatrix<Ball>.Exponential(entries, size, one, between),
            };
        });
        return c.Kind switch
        {
            ClosureKind.Determinant => result[0],
            ClosureKind.Inverse => result[(Number(columns, inner[..c.Axes]) * size) + Number(rows, inner[c.Axes..])],
            _ => result[(inner[0] * size) + inner[^1]],
        };
    }

    private int Number(ImmutableArray<Dimension> dimensions, int[] at) =>
        dimensions.Select((d, i) => (Size: instance.SizeOf(d), At: at[i])).Aggregate(0, (number, axis) => (number * axis.Size) + axis.At);

    private static Ball Known(Dictionary<string, Dictionary<string, Ball>> known, string of, int[] at, Func<Ball> value) =>
        Known(Known(known, of, () => []), Place(at), value);

    private static T Known<T>(Dictionary<string, T> known, string key, Func<T> value)
    {
        if (!known.TryGetValue(key, out T? found))
        {
            known[key] = found = value();
        }

        return found;
    }

    private static string Place(int[] at) => string.Create(at.Length, at, (text, values) =>
    {
        for (int i = 0; i < values.Length; i++)
        {
            text[i] = (char)values[i];
        }
    });
}
