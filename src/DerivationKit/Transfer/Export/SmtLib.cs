using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Writes claims at fixed sizes in SMT-LIB 2: the formulas are satisfiable if the sides differ somewhere.</summary>
/// <remarks>Entries and values of functions are real constants with what is known of them: exponentials are positive, roots have powers,
/// one-hot entries are 0 or 1. A quotient q is given by q·d = n and d ≠ 0. As values of functions are constants, and facts and orthogonality
/// are left out, an answer "unsat" means that the claim holds at these sizes, and "sat" need not mean that it does not.</remarks>
public static class SmtLib
{
    /// <summary>The claim at the given sizes.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="sizes">A size for each named dimension.</param>
    /// <exception cref="ArgumentException">The claim cannot be written out at these sizes.</exception>
    public static string Write(Claim claim, IReadOnlyDictionary<string, int> sizes)
    {
        try
        {
            FixedSizes.Require(claim, sizes);
            var equation = Equation.Of(claim);
            return FixedSizes.Restarting(units => new SmtWriter(equation, d => d.Size ?? sizes[d.Text], units).Write());
        }
        catch (Exception e) when (e is KernelException or NotDecidedException)
        {
            throw new ArgumentException(e.Message, nameof(claim));
        }
    }
}

/// <summary>Writes one equation.</summary>
internal sealed class SmtWriter
{
    private const long MostWork = 20_000_000;

    private readonly StringBuilder text = new();
    private readonly HashSet<int> defined = [];
    private readonly Equation equation;
    private readonly Func<Dimension, int> sizeOf;
    private readonly Quotients quotients = new(new());
    private readonly Entries entries;
    private readonly Unrolling unrolling;

    public SmtWriter(Equation equation, Func<Dimension, int> sizeOf, Units units)
    {
        (this.equation, this.sizeOf) = (equation, sizeOf);
        Work work = new(MostWork);
        Laurent laurent = new(quotients, work);
        Signs signs = new(laurent, quotients.Table);
        entries = new(quotients, signs, sizeOf, equation.Inputs, ImmutableDictionary<string, ImmutableArray<int>>.Empty, isInterior: false);
        unrolling = new(quotients, new(quotients, laurent, signs, units), laurent, sizeOf, entries.Of, work);
    }

    /// <summary>The file.</summary>
    public string Write()
    {
        List<(Quotient Left, Quotient Right)> sides = [.. unrolling.Places(equation.Free, ImmutableDictionary<string, int>.Empty)
            .Select(at => (unrolling.Of(equation.Left, at), unrolling.Of(equation.Right, at)))];
        List<(string Relation, Scalar Scalar)> inputs = [.. equation.Inputs.SelectMany(Constraints)];
        text.AppendLine("; unsat: the sides are equal at these sizes; sat: they differ, or what is said here of functions is too little to tell").AppendLine("(set-logic QF_NRA)");
        Remark(sides);
        // Relations may mention symbols that have relations.
        for (int s = 0; s < quotients.Table.Symbols.Count; s++)
        {
            text.AppendLine($"(declare-const {NameOf(quotients.Table.Symbols[s])} Real)");
        }

        foreach (Symbol symbol in quotients.Table.Symbols)
        {
            Know(symbol);
        }

        foreach ((string relation, Scalar scalar) in inputs)
        {
            Assert($"({relation} {Of(scalar)} 0)");
        }

        List<string> differing = [.. sides.Select((s, k) => $"(not (= {Value(s.Left, $"left{k}")} {Value(s.Right, $"right{k}")}))")];
        Assert($"(or {string.Join(' ', differing)} false)");
        return text.AppendLine("(check-sat)").ToString();
    }

    // What a reader has to know who takes an answer for an opinion.
    private void Remark(List<(Quotient Left, Quotient Right)> sides)
    {
        IEnumerable<string> matrices = equation.Inputs.SelectMany(t => t.Properties
            .Where(p => p is Property.PositiveSemidefinite or Property.PositiveDefinite or Property.Invertible).Select(p => $"{PropertyRules.Name(p)}({t.Name})"));
        string[] dropped = [.. Entries.Unused(equation.Inputs).Where(p => !p.StartsWith("ortho", StringComparison.Ordinal)), .. matrices, .. equation.Unused];
        if (dropped.Length > 0)
        {
            text.AppendLine($"; known of the inputs, but not asserted here: {string.Join(", ", dropped)}");
        }

        if (sides.All(s => AreOne(s.Left, s.Right)))
        {
            text.AppendLine("; the sides became the same formula while they were written out, so that nothing is left to ask");
        }
    }

    // Of two long sums that are one object the difference is not taken apart.
    private bool AreOne(Quotient left, Quotient right) =>
        (left.Numerator.Id == right.Numerator.Id && left.Denominator.SequenceEqual(right.Denominator)) || quotients.Minus(left, right).IsZero;

    private static string NameOf(Symbol symbol) => SmtName.Encode(symbol.Name);

    private void Assert(string formula) => text.AppendLine($"(assert {formula})");

    private void Know(Symbol symbol)
    {
        if (symbol.IsPositive)
        {
            Assert($"(> {NameOf(symbol)} 0)");
        }
        else if (symbol.IsRoot)
        {
            Assert($"(>= {NameOf(symbol)} 0)");
        }

        if (symbol.Relation is { Degree: > 0, Value: { } value })
        {
            Assert($"(= {Raised(NameOf(symbol), symbol.Relation.Degree)} {Of(value)})");
        }
    }

    // What properties say beyond relations between symbols, as scalars compared with 0.
    private IEnumerable<(string Relation, Scalar Scalar)> Constraints(TensorInput tensor)
    {
        ImmutableArray<ImmutableArray<int>> places = [.. tensor.Dimensions.Aggregate(
            (IEnumerable<ImmutableArray<int>>)[[]], (all, d) => all.SelectMany(at => Enumerable.Range(0, sizeOf(d)).Select(at.Add)))];
        Scalar Entry(ImmutableArray<int> at) => entries.Of(tensor.Name, at).Numerator;
        Scalar Minus(Scalar a, Scalar b) => quotients.Table.Sum([a, quotients.Table.Product([quotients.Table.Constant(-1), b])]);
        // Rows, or columns, are orthogonal to each other and of length 1.
        IEnumerable<(string, Scalar)> Orthonormal(int axis) =>
            from i in Enumerable.Range(0, sizeOf(tensor.Dimensions[axis]))
            from j in Enumerable.Range(0, i + 1)
            let products = Enumerable.Range(0, sizeOf(tensor.Dimensions[1 - axis])).Select(k => quotients.Table.Product(
                new[] { i, j }.Select(x => Entry(axis == 0 ? [x, k] : [k, x]))))
            select ("=", Minus(quotients.Table.Sum(products), i == j ? quotients.Table.One : quotients.Table.Zero));

        foreach (Property property in tensor.Properties)
        {
            IEnumerable<(string, Scalar)> known = property switch
            {
                Property.NonNegative or Property.RowStochastic or Property.Simplex => places.Select(at => (">=", Entry(at))),
                Property.NonZero => places.Select(at => ("distinct", Entry(at))),
                Property.Orthogonal => Orthonormal(0).Concat(Orthonormal(1)),
                Property.OrthonormalColumns => Orthonormal(1),
                Property.Between01 => places.SelectMany(at => new[] { (">", Entry(at)), ("<", Minus(Entry(at), quotients.Table.One)) }),
                Property.OneHotRows or Property.OneHot or Property.Permutation => places
                    .Select(at => ("=", Minus(quotients.Table.Power(Entry(at), 2), Entry(at))))
                    .Concat(Sums(axis: tensor.Dimensions.Length - 1))
                    .Concat(property == Property.Permutation ? Sums(axis: 0) : []),
                _ => [],
            };
            foreach ((string, Scalar) one in known)
            {
                yield return one;
            }
        }

        // Along an axis, entries sum to 1.
        IEnumerable<(string, Scalar)> Sums(int axis) => places.GroupBy(at => string.Join(',', at.RemoveAt(axis)))
            .Select(line => ("=", Minus(quotients.Table.Sum(line.Select(Entry)), quotients.Table.One)));
    }

    private string Value(Quotient quotient, string name)
    {
        if (quotient.Denominator.IsEmpty)
        {
            return Of(quotient.Numerator);
        }

        string denominator = $"(* {string.Join(' ', quotient.Denominator.Select(d => Raised(Of(quotients.Table[d.Key]), d.Value)))} 1)";
        text.AppendLine($"(declare-const {name} Real)");
        foreach (int factor in quotient.Denominator.Keys)
        {
            Assert($"(distinct {Of(quotients.Table[factor])} 0)");
        }

        Assert($"(= (* {name} {denominator}) {Of(quotient.Numerator)})");
        return name;
    }

    // Each scalar is defined once.
    private string Of(Scalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Constant:
                return scalar.Value.Sign < 0 ? $"(- {BigInteger.Abs(scalar.Value)})" : $"{scalar.Value}";
            case ScalarKind.Symbol:
                return NameOf(scalar.Symbol);
            default:
                if (defined.Add(scalar.Id))
                {
                    ImmutableArray<string> operands = [.. scalar.Operands.Select(Of)];
                    string body = scalar.Kind switch
                    {
                        ScalarKind.Sum => $"(+ {string.Join(' ', operands)})",
                        ScalarKind.Product => $"(* {string.Join(' ', operands)})",
                        _ => Raised(operands[0], scalar.Exponent),
                    };
                    text.AppendLine($"(define-fun t{scalar.Id} () Real {body})");
                }

                return $"t{scalar.Id}";
        }
    }

    private static string Raised(string value, int exponent) => exponent == 1 ? value : $"(* {string.Join(' ', Enumerable.Repeat(value, exponent))})";
}
