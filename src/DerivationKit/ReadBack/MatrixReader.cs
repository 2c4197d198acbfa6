using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.ReadBack;

/// <summary>Writes a polynomial of the kernel, a formula for an entry, as an array in matrix notation.</summary>
/// <param name="tensors">What the names of entries stand for.</param>
internal sealed class MatrixReader(IReadOnlyDictionary<string, Expr> tensors)
{
    private readonly Dictionary<string, Expr?> known = [];
    private readonly Recognition recognition = new(tensors);

    /// <summary>The array whose rows and columns the parameters run through; no answer if some term has no matrix form.</summary>
    public Expr? Read(Polynomial polynomial, ImmutableArray<Slot> rows, ImmutableArray<Slot> columns)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        Expr? sum = null;
        foreach (MonomialTerm term in polynomial.Terms.OrderBy(t => t.Coefficient.Sign < 0))
        {
            if (Read(term.Monomial, polynomial.Parameters, rows, columns) is not { } product)
            {
                return null;
            }

            sum = Plus(sum, term.Coefficient, product);
        }

        return sum ?? Expr.Zeros(new Shape(AxisOf(polynomial, rows), AxisOf(polynomial, columns)));
    }

    private static Axis AxisOf(Polynomial polynomial, ImmutableArray<Slot> indices) =>
        Axis.Of([.. indices.Select(s => polynomial.Parameters[s.Ordinal])]);

    private static Expr Plus(Expr? sum, Rational coefficient, Expr product)
    {
        if (sum is null)
        {
            return Scaled(coefficient, product);
        }

        return coefficient.Sign < 0 ? sum - Scaled(-coefficient, product) : sum + Scaled(coefficient, product);
    }

    private static Expr Scaled(Rational coefficient, Expr product) =>
        coefficient.IsOne ? product
        : product is Constant { Value.IsOne: true } ? Expr.Constant(coefficient)
        : Expr.Constant(coefficient) * product;

    private Expr? Read(Monomial monomial, ImmutableArray<Dimension> parameters, ImmutableArray<Slot> rows, ImmutableArray<Slot> columns)
    {
        Network network = new(s => (s.IsBound ? monomial.Bound : parameters)[s.Ordinal]);
        foreach (Atom delta in monomial.Factors.Select(f => f.Atom).OfType<DeltaAtom>())
        {
            if (delta.Slots.Any(s => s.IsBound))
            {
                return null;
            }

            network.Identify(delta.Slots[0], delta.Slots[1]);
        }

        ImmutableArray<Factor> factors = [.. monomial.Factors.Where(f => f.Atom is not DeltaAtom)];
        HashSet<Slot> bound = [.. Enumerable.Range(0, monomial.Bound.Length).Select(Slot.Bound)];
        foreach (Factor f in factors.Where(f => f.Atom is Closure { Inner.Length: > 2 }))
        {
            if (Contracted(f, factors.Remove(f), bound, network) is not { } contracted)
            {
                return null;
            }

            (factors, bound) = (contracted.Others, [.. bound.Except(contracted.Summed)]);
            network.Add(contracted.Array, contracted.At.AsSpan());
        }

        (ImmutableArray<Factor> rest, var found) = recognition.Split(factors);
        foreach ((Expr function, ImmutableArray<Slot> at) in found)
        {
            network.Add(function, at.AsSpan());
        }

        if (!rest.All(factor => Added(factor, network)))
        {
            return null;
        }

        network.Sum(bound.OrderBy(s => s.Ordinal));
        return new Terminals(network).Of(rows, columns) is { } form ? Times(network.Scale, form) : null;
    }

    // The kernel of the derivative of expm at (i,k; l,j), summed over k and l with a matrix Z[k,l], is expm_frechet(B, Z)[i,j]. Its pairs may be
    // exchanged.
    private (Expr Array, ImmutableArray<Slot> At, ImmutableArray<Factor> Others, HashSet<Slot> Summed)? Contracted(
        Factor f, ImmutableArray<Factor> others, HashSet<Slot> bound, Network network)
    {
        if (f is not { Exponent.IsOne: true, Atom: Closure { Inner: [var a, var b, var c, var d] } e } || Body(e) is not { } body)
        {
            return null;
        }

        foreach ((Slot i, Slot k, Slot l, Slot j) in new[] { (a, b, c, d), (c, d, a, b) })
        {
            HashSet<Slot> reached = [k, l];
            while (others.Where(o => o.Atom.Slots.Any(reached.Contains)).SelectMany(o => o.Atom.Slots).Where(reached.Add).ToArray().Length > 0)
            {
            }

            Factor[] inside = [.. others.Where(o => o.Atom.Slots.Any(reached.Contains))];
            Network matrix = new(network.AxisOf);
            if (reached.IsSubsetOf(bound) && k != l && !reached.Contains(i) && !reached.Contains(j)
                && inside.All(o => Added(o, matrix)))
            {
                matrix.Sum(reached.Where(s => s != k && s != l).OrderBy(s => s.Ordinal));
                return new Terminals(matrix).Of([k], [l]) is { } direction
                    ? (Expr.ExpmFrechet(body, Times(matrix.Scale, direction)), [i, j], [.. others.Except(inside)], reached)
                    : null;
            }
        }

        return null;
    }

    private bool Added(Factor factor, Network network)
    {
        if (factor.Atom is Closure { Inner.Length: > 2 } || Array(factor.Atom, network) is not { } array)
        {
            return false;
        }

        network.Add(array, factor.Exponent, factor.Atom.Slots.AsSpan());
        return true;
    }

    private static Expr Times(Expr scale, Expr form) =>
        scale is Constant { Value.IsOne: true } ? form : form is Constant { Value.IsOne: true } ? scale : scale * form;

    private Expr? Array(Atom atom, Network network) => atom switch
    {
        EntryAtom e => tensors.TryGetValue(e.Tensor.Name, out Expr? tensor) && tensor.Shape.Dimensions.Length == tensor.Shape.Axes.Length ? tensor : null,
        AtLeastAtom a => Expr.Causal(network.AxisOf(a.Slots[0])),
        SizeAtom s => Expr.Size(s.Dimension),
        Closure c => Function(c),
        _ => null,
    };

    private Expr? Function(Closure closure)
    {
        if (!known.TryGetValue(closure.Head, out Expr? result))
        {
            known[closure.Head] = result = Body(closure) is { } body ? Applied(closure.Kind, body) : null;
        }

        return result;
    }

    private Expr? Body(Closure closure)
    {
        ImmutableArray<Slot> parameters = [.. Enumerable.Range(0, closure.Body.Parameters.Length).Select(Slot.Parameter)];
        return parameters.Length > 2 || closure.Axes > 1 ? null : Read(closure.Body, [.. parameters.Take(1)], [.. parameters.Skip(1)]);
    }

    private static Expr? Applied(ClosureKind kind, Expr body) => kind switch
    {
        ClosureKind.Base => body,
        ClosureKind.Exp => Expr.Exp(body),
        ClosureKind.Log => Expr.Log(body),
        ClosureKind.Sin => Expr.Sin(body),
        ClosureKind.Cos => Expr.Cos(body),
        ClosureKind.Arcsin => Expr.Arcsin(body),
        ClosureKind.Arctan => Expr.Arctan(body),
        ClosureKind.Erf => Expr.Erf(body),
        ClosureKind.Inverse => Expr.Inv(body),
        ClosureKind.Determinant => Expr.Det(body),
        ClosureKind.MatrixExp => Expr.Expm(body),
        _ => null,
    };
}
