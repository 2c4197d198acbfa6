namespace DerivationKit.Kernel;

/// <summary>A law by which a polynomial is 0 if another one is. It keeps that claim, not the value, so that it is for the root of a proof alone.</summary>
/// <param name="Name">How certificates name it.</param>
/// <param name="Law">What it states.</param>
/// <param name="Rewrite">The other polynomial; throws <see cref="KernelException"/> where the rule does not apply.</param>
internal sealed record RootRule(string Name, string Law, Func<Site, Polynomial> Rewrite);

/// <summary>Laws about a whole claim "this is 0".</summary>
internal static class RootRules
{
    /// <summary>The rule by which a replay learns the signs that <see cref="Replay.Where"/> tells.</summary>
    public const string Domain = "domain";

    // a does not depend on an index of a sum. Where P is defined, a divides in one of its terms, or P is the product of a power of a and Q.
    // matrices: a, where it does not occur in P; it depends on nothing.
    private static readonly RootRule Factor = new(
        "clear", "P = 0 if a^k P = 0, where a divides somewhere in P or is positive, or a is named and known not to be 0, or P = a^-k Q for the Q that is left", site =>
        {
            Factor cleared = site.Step.Matrices.IsEmpty ? new(site.Factor.Atom, -site.Factor.Exponent) : new(Named(site, ClosureKind.Base, parameters: 0, power: -1), 1);
            site.Require(cleared.Atom.Slots.All(s => !s.IsBound), "the factor depends on an index of a sum");
            site.Require(
                cleared.Exponent.Sign > 0 || site.Replay.IsPositive(cleared.Atom) || site.Polynomial.Terms.All(t => t.Monomial.PowerOf(cleared.Atom) + cleared.Exponent is { IsInteger: true, Sign: >= 0 }),
                "the factor neither divides, nor is positive, nor is in every term");
            return Polynomial.Of(site.Polynomial.Parameters, site.Polynomial.Terms.Select(
                t => Polynomial.Term(t.Coefficient, t.Monomial.Bound, t.Monomial.Factors.Append(cleared))));
        });

    // data: the parameters that run through the matrix's rows, and 0 for the matrix on the left. M depends neither on them nor on an index of a sum.
    // matrices: M, where its inverse does not occur.
    private static readonly RootRule Matrix = new(
        "clear-inverse", "P = 0 if sum_i M(k,i) P(i) = 0 for all k, where inv(M) occurs in P or is known to be defined; likewise with M(i,k)", site =>
        {
            Closure v = site.Step.Matrices.IsEmpty ? site.Closure(ClosureKind.Inverse) : Named(site, ClosureKind.Inverse, parameters: 2, power: 1);
            ImmutableArray<Dimension> rows = v.Body.Parameters[..v.Axes], parameters = site.Polynomial.Parameters;
            ImmutableArray<Slot> indices = [.. Enumerable.Range(0, v.Axes).Select(i => Slot.Parameter(site.Data(i)))];
            site.Require(rows.SequenceEqual(v.Body.Parameters[v.Axes..v.Own]) && indices.Distinct().Count() == v.Axes, "no square matrix");
            site.Require(indices.Zip(rows).All(i => i.First.Ordinal >= 0 && i.First.Ordinal < parameters.Length && parameters[i.First.Ordinal] == i.Second), "no such index");
            site.Require(v.Outer.All(s => !s.IsBound && !indices.Contains(s)), "the matrix is not the same throughout");
            return Polynomial.Of(parameters, site.Polynomial.Terms.Select(t =>
            {
                ImmutableArray<Slot> inner = [.. Enumerable.Range(t.Monomial.Bound.Length, v.Axes).Select(Slot.Bound)];
                Closure matrix = new(ClosureKind.Base, v.Body, [.. site.Data(v.Axes) == 0 ? indices.AddRange(inner) : inner.AddRange(indices), .. v.Outer]);
                return Polynomial.Term(
                    t.Coefficient, [.. t.Monomial.Bound, .. rows],
                    [.. t.Monomial.Factors.Select(f => f.Map(s => indices.IndexOf(s) is >= 0 and var i ? inner[i] : s)), new(matrix, 1)]);
            }));
        });

    // A number or a matrix of which the step tells only what it is: one over it, or its inverse, is defined where the givens hold.
    private static Closure Named(Site site, ClosureKind kind, int parameters, int power)
    {
        Polynomial named = site.Matrix(0);
        Closure c = new(kind, named, Slot.Parameters(0, named.Parameters.Length));
        site.Require(named.Parameters.Length == parameters && site.Replay.Positivity.IsDefined(new(c, power)), "its inverse is not known to be defined");
        return c;
    }

    // data: the index i of each term, which becomes the last parameter, or -1 for a term without one, which n copies of its n-th part add up to. The
    // step's term tells which dimension i runs through. What occurs in P is defined for all i.
    private static readonly RootRule Sum = new(
        "clear-sum", "P = 0 if Q(i) = 0 for all i, where P = sum_i Q(i); of n·c, c is the term of Q", site =>
        {
            (Polynomial p, Dimension over) = (site.Polynomial, site.DimensionOf(Slot.Bound(site.BoundOrdinal(site.Step.Term))));
            return Polynomial.Of([.. p.Parameters, over], p.Terms.Select((t, i) => site.Data(i) == -1
                ? Polynomial.Term(t.Coefficient, t.Monomial.Bound, t.Monomial.Factors.Add(new(new SizeAtom(over), -1)))
                : Of(site with { Term = t }, i)));

            MonomialTerm Of(Site at, int term)
            {
                var from = Slot.Bound(at.BoundOrdinal(term));
                at.Require(at.DimensionOf(from) == over, "wrong dimension");
                return at.Drop(at.Term.Coefficient, at.Monomial.Factors.Select(f => f.Map(s => s == from ? Slot.Parameter(p.Parameters.Length) : s)), from.Ordinal);
            }
        });

    // data: the terms of R. A sum is 0 where both of its parts are.
    private static readonly RootRule Terms = new(
        "clear-terms", "P + R = 0 if P = 0 and the inner steps, each as for a whole claim, turn R into 0", site =>
        {
            site.Require(site.Replay.AtRoot(Chosen(site), site.Step.Inner).IsZero, "the terms are not known to add up to 0");
            return Polynomial.Of(site.Polynomial.Parameters, site.Polynomial.Terms.Where((_, i) => !site.Step.Data.Contains(i)));
        });

    /// <summary>The terms of a step by that rule.</summary>
    public static Polynomial Chosen(Site site) => Polynomial.Of(site.Polynomial.Parameters, site.Polynomial.Terms.Where((_, i) => site.Step.Data.Contains(i)));

    /// <summary>The rules by name.</summary>
    public static ImmutableDictionary<string, RootRule> ByName { get; } = new[] { Factor, Matrix, Sum, Terms }.ToImmutableDictionary(rule => rule.Name);

    /// <summary>Name and law of each.</summary>
    public static IEnumerable<(string Name, string Law)> All => ByName.Values.Select(r => (r.Name, r.Law)).Append((Domain,
        "what occurs in P is defined: for Q at different indices, Q > 0 at all of them in log Q and in Q^q for a q < 0 that is no integer, Q >= 0 for such a q > 0, Q is not 0 for an integer q < 0"));
}
