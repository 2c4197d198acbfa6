namespace DerivationKit.Kernel;

/// <summary>Laws of powers of sums, of exp and of log.</summary>
internal static class ClosureRules
{
    // Every rule keeps the value of a polynomial for all values of its parameters, wherever it is defined, so that f has the same argument, or
    // matrix. The steps that keep only the claim that something is 0 are no rules.
    public static Rule Within { get; } = new(
        "within", "f(P) = f(Q) if the inner steps turn P into Q", site =>
        {
            Closure c = site.Need<Closure>(site.Step.Factor);
            return [Replace(site, c.With(site.Replay.Run(c.Body, site.Step.Inner), c.Slots))];
        });

    // The parameters' order means nothing but which slot stands for which. Rows and columns may change places with each other alike, which keeps a
    // determinant, or as a whole: the transposed matrix has the transposed inverse and exponential and the same determinant. The integrand of an
    // exponential over several times is a product over the pairs, and the region of the times is symmetric in them.
    public static Rule Permute { get; } = new(
        "permute", "the parameters of a closure may be put in another order: data[i] is the old place of parameter i; inv(B)(i,j) = inv(B')(j,i), det B = det B', exp(sB)(i,j) = exp(sB')(j,i), whose pairs may be reordered, too", site =>
        {
            Closure c = site.Need<Closure>(site.Step.Factor);
            int[] old = [.. Enumerable.Range(0, c.Body.Parameters.Length).Select(site.Data)];
            site.Require(old.Order().SequenceEqual(Enumerable.Range(0, old.Length)), "the places are no permutation");
            int half = c.Own / 2;
            site.Require(Enumerable.Range(0, half).All(i => old[i] < c.Own && old[i + half] == (old[i] + half) % c.Own && (old[i] < half) == (old[0] < half)),
                "the row and the column of a matrix stay in front, and are reordered alike");
            Polynomial body = c.Body.Over([.. old.Select(o => c.Body.Parameters[o])], s => Slot.Parameter(Array.IndexOf(old, s.Ordinal)));
            return [Replace(site, c.With(body, [.. Inner(site, c, old), .. old[c.Own..].Select(o => c.Outer[o - c.Own])]))];
        });

    // The body has the same value whatever stands for a parameter that does not occur, or if one parameter stands in for two that always have one
    // value; these run through one dimension, which is checked. A matrix has its rows and columns even where its entries depend on neither.
    public static Rule Tidy { get; } = new(
        "tidy", "a parameter that does not occur may be dropped, and two that stand for one index may be made one, but not a matrix's row and column", site =>
        {
            Closure c = site.Need<Closure>(site.Step.Factor);
            (ImmutableArray<Slot> used, ImmutableArray<Slot> outer) = (c.Body.UsedParameters, c.Outer);
            ImmutableArray<Slot> slots = [.. outer.Where((_, i) => used.Contains(Slot.Parameter(c.Own + i))).Distinct()];
            ImmutableArray<Dimension> dimensions = c.Body.Parameters[c.Own..];
            site.Require(outer.Zip(dimensions).Distinct().Count() == outer.Distinct().Count(), "one index, two dimensions");
            Polynomial body = c.Body.Over(
                [.. c.Body.Parameters[..c.Own], .. slots.Select(s => dimensions[outer.IndexOf(s)])],
                s => s.Ordinal < c.Own ? s : Slot.Parameter(c.Own + slots.IndexOf(outer[s.Ordinal - c.Own])));
            return [Replace(site, c.With(body, [.. c.Slots[..^outer.Length], .. slots]))];
        });

    // (a + b)^k = (a + b)^(k-1)·(a + b), where k - 1 >= 0: the power is defined where that to k is, also where a + b is 0. For k = 1 it is 1.
    public static Rule Expand { get; } = new(
        "expand", "(a + b)^k = (a + b)^(k-1) a + (a + b)^(k-1) b for k >= 1", site =>
        {
            Closure c = site.Closure(ClosureKind.Base);
            site.Require(site.Factor.Exponent >= 1, "the exponent is below 1");
            MonomialTerm rest = site.With([new(c, site.Factor.Exponent - 1), .. site.Without(site.Step.Factor)]);
            return c.Body.Terms.Select(t => Polynomial.Splice(rest, t, c.Slots));
        });

    // The exponential of a sum is the product of the exponentials, and exp(cM) = exp(M)^c for every number c, as exp(M) > 0. exp(c log P) = P^c
    // for P > 0.
    public static Rule SplitExp { get; } = new(
        "split-exp", "exp(a·M + b·log P) = exp(M)^a P^b; log P is defined, so P > 0", site =>
        {
            Closure c = site.Closure(ClosureKind.Exp);
            IEnumerable<Factor> parts = c.Body.Terms.Select(t => new Factor(Part(c, t.Monomial), t.Coefficient * site.Factor.Exponent));
            return [site.With([.. parts, .. site.Without(site.Step.Factor)])];
        });

    // data: the factors. The product is the exponential of the sum, which is 0 at the slots that stand for its parameters, as it is at all of their
    // values. What it needs to be defined the exponentials need, at all of these values: no rule makes one index of two only in some places.
    public static Rule CancelExponents { get; } = new(
        "cancel-exponents", "exp(P)^p·exp(Q)^q· ... = 1 if the inner steps, each as for a whole claim, turn p·P + q·Q + ... into 0", site =>
        {
            site.Require(site.Replay.AtRoot(Exponents(site), site.Step.Inner).IsZero, "the exponents are not known to add up to 0");
            return [site.With(site.Without([.. site.Step.Data]))];
        })
    {
        Remainder = Exponents,
    };

    // The sum of the exponents, over the slots of the factors.
    private static Polynomial Exponents(Site site)
    {
        ImmutableArray<Factor> factors = [.. site.Step.Data.Distinct().Select(site.At)];
        site.Require(!factors.IsEmpty && factors.All(f => f.Atom is Closure { Kind: ClosureKind.Exp }), "the factors are no exponentials");
        ImmutableArray<Slot> slots = [.. factors.SelectMany(f => f.Atom.Slots).Distinct()];
        return Polynomial.Of([.. slots.Select(site.DimensionOf)], factors.SelectMany(f => ((Closure)f.Atom).Body.Times(f.Exponent).Terms.Select(
            t => Polynomial.Splice(new(1, Monomial.One), t, [.. f.Atom.Slots.Select(s => Slot.Parameter(slots.IndexOf(s)))]))));
    }

    // T = c·T + R for a term T that is defined, so that (1 - c)·T = R. Like terms are merged, so that R does not hold T.
    public static Rule Solve { get; } = new(
        "solve", "T = R/(1-c) if the inner steps turn T into c·T + R with a number c other than 1", site =>
        {
            Polynomial result = site.Replay.Run(Polynomial.Of(site.Polynomial.Parameters, [site.Term]), site.Step.Inner);
            Rational again = result.Terms.FirstOrDefault(t => t.Monomial.Key == site.Monomial.Key)?.Coefficient ?? Rational.Zero;
            Rational left = Rational.One - (again / site.Term.Coefficient);
            site.Require(!left.IsZero, "the term comes back as it was");
            return result.Terms.Where(t => t.Monomial.Key != site.Monomial.Key).Select(t => t with { Coefficient = t.Coefficient / left });
        });

    // The rows and columns in the order of the matrix's own; those of an exponential pair by pair, further data being the order of the pairs.
    private static IEnumerable<Slot> Inner(Site site, Closure c, int[] old)
    {
        if (c.Kind != ClosureKind.MatrixExp)
        {
            return old.Take(c.Inner.Length).Select(o => c.Inner[o]);
        }

        int[] all = [.. Enumerable.Range(0, c.Inner.Length / 2)], pairs = [.. site.Step.Data.Skip(old.Length)];
        site.Require(pairs.Length == 0 || pairs.Order().SequenceEqual(all), "the pairs are not those of the closure");
        return (pairs.Length == 0 ? all : pairs).SelectMany(p => old[..2].Select(o => c.Inner[(2 * p) + o]));
    }

    private static Closure Part(Closure exp, Monomial m) =>
        m is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Log } log }] }
            ? new Closure(ClosureKind.Base, log.Body, [.. log.Slots.Select(s => exp.Slots[s.Ordinal])])
            : new Closure(ClosureKind.Exp, Polynomial.Of(exp.Body.Parameters, [new(1, m)]), exp.Slots);

    private static MonomialTerm Replace(Site site, Closure closure) =>
        site.With([new(closure, site.Factor.Exponent), .. site.Without(site.Step.Factor)]);
}
