using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.ReadBack;

/// <summary>Finds softmax and the logistic sigmoid among the factors of a monomial: e^N[i,j] / sum_m e^N[i,m], e^N / (1 + e^N) and
/// 1 / (1 + e^N), where e^N is an entry of an array that is known to be an exponential.</summary>
/// <param name="tensors">What the names of entries stand for.</param>
internal sealed class Recognition(IReadOnlyDictionary<string, Expr> tensors)
{
    /// <summary>The factors with the functions that were found drawn out of them.</summary>
    public (ImmutableArray<Factor> Others, ImmutableArray<PlacedArray> Found) Split(ImmutableArray<Factor> factors)
    {
        Dictionary<string, Factor> rest = factors.ToDictionary(f => f.Atom.Key);
        var found = ImmutableArray.CreateBuilder<PlacedArray>();
        foreach (Factor denominator in factors)
        {
            if (denominator is { Exponent: { IsInteger: true, Sign: < 0 }, Atom: Closure { Kind: ClosureKind.Base } sum })
            {
                for (Rational left = denominator.Exponent; left.Sign < 0; left += 1)
                {
                    if (Sigmoid(sum, rest, found.Count > 0 ? found[^1].Array : null) is { } sigmoid)
                    {
                        found.Add(new(sigmoid, sum.Slots));
                    }
                    else if (Softmax(sum, rest) is { } softmax)
                    {
                        found.Add(softmax);
                    }
                    else
                    {
                        break;
                    }

                    Divide(rest, sum, -1);
                }
            }
        }

        return ([.. factors.Where(f => rest.ContainsKey(f.Atom.Key)).Select(f => rest[f.Atom.Key])], found.ToImmutable());
    }

    // Takes a power out of the factors that are left.
    private static void Divide(Dictionary<string, Factor> rest, Atom atom, Rational power)
    {
        Factor factor = rest[atom.Key];
        Rational left = factor.Exponent - power;
        if (left.IsZero)
        {
            rest.Remove(atom.Key);
        }
        else
        {
            rest[atom.Key] = factor with { Exponent = left };
        }
    }

    private static bool Holds(Dictionary<string, Factor> rest, Atom atom) =>
        rest.TryGetValue(atom.Key, out Factor? factor) && factor.Exponent >= 1;

    // (1 + e)^-1 with e^1, else alone; next to the sigmoid s of the same argument it is 1 - s.
    private Expr? Sigmoid(Closure sum, Dictionary<string, Factor> rest, Expr? previous)
    {
        Factor[] all = [.. sum.Body.Terms.Where(t => t.Coefficient.IsOne && t.Monomial.Bound.IsEmpty).SelectMany(t => t.Monomial.Factors)];
        bool isOnePlus = sum.Body.Terms.Length == 2 && all.Length == 1 && sum.Body.Terms.Any(t => t.Coefficient.IsOne && t.Monomial.Factors.IsEmpty && t.Monomial.Bound.IsEmpty);
        if (!isOnePlus || all[0] is not { Exponent.IsOne: true, Atom: EntryAtom entry } || Exponent(entry) is not { } argument)
        {
            return null;
        }

        argument = InOrder(entry) ? argument : argument.T;
        Expr sigmoid = Expr.Sigmoid(argument);
        Atom numerator = entry.At([.. entry.Slots.Select(s => sum.Slots[s.Ordinal])]);
        if (Holds(rest, numerator))
        {
            Divide(rest, numerator, 1);
            return sigmoid;
        }

        return previous == sigmoid ? Expr.Ones(argument.Shape) - sigmoid : Expr.Sigmoid(-argument);
    }

    private static bool InOrder(EntryAtom entry) => entry.Slots.Select(s => s.Ordinal).SequenceEqual(entry.Slots.Select(s => s.Ordinal).Order());

    // The sum over m of e[.., m, ..]: there is an index at which the rest holds the summand.
    private PlacedArray? Softmax(Closure sum, Dictionary<string, Factor> rest)
    {
        if (sum.Body.Terms is not [{ Coefficient.IsOne: true, Monomial: { Bound.Length: 1, Factors: [{ Exponent.IsOne: true, Atom: EntryAtom entry }] } }]
            || Exponent(entry) is not { } argument)
        {
            return null;
        }

        foreach (Atom atom in rest.Values.Where(f => f.Exponent >= 1).Select(f => f.Atom).OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            bool fits = atom.Head == entry.Head && Enumerable.Range(0, entry.Slots.Length).All(
                k => entry.Slots[k].IsBound || atom.Slots[k] == sum.Slots[entry.Slots[k].Ordinal]);
            if (fits)
            {
                Divide(rest, atom, 1);
                return new(Softmax(argument, entry.Slots[^1].IsBound), atom.Slots);
            }
        }

        return null;
    }

    private static Expr Softmax(Expr argument, bool isOverLast) =>
        argument.Shape.IsColumn ? Expr.Softmax(argument)
        : argument.Shape.Rows.IsOne || isOverLast ? Expr.SoftmaxRows(argument)
        : Expr.SoftmaxCols(argument);

    private Expr? Exponent(EntryAtom entry) =>
        tensors.TryGetValue(entry.Tensor.Name, out Expr? value) && value is Apply { Operator: Operators.Exponential, Arguments: [var argument] } ? argument : null;
}

/// <summary>An entry of an array.</summary>
/// <param name="Array">The array.</param>
/// <param name="At">The indices of its rows and columns.</param>
internal sealed record PlacedArray(Expr Array, ImmutableArray<Slot> At);
