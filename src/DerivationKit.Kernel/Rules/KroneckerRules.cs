namespace DerivationKit.Kernel;

/// <summary>The law of a matrix whose entry is that of P times that of Q, each over rows and columns of its own.</summary>
internal static class KroneckerRules
{
    // data: an index of the row that is one of P's. (P⊗Q)(inv(P)⊗inv(Q)) = 1⊗1, and P⊗Q = (P⊗1)(1⊗Q), of which the first has the matrix P
    // along its diagonal as often as Q has rows.
    public static Rule Kronecker { get; } = new(
        "kronecker", "inv(P⊗Q) = inv(P)⊗inv(Q), and det(P⊗Q) = det(P)^q·det(Q)^p for p rows of P and q of Q; a^n is det(a·1) over n", site =>
        {
            Closure c = site.Closure(ClosureKind.Inverse, ClosureKind.Determinant);
            (Part p, Part q) = Apart(c, site.Data(0)) ?? throw new KernelException("kronecker: the matrix is no such product");
            (ImmutableArray<Dimension> own, ImmutableArray<Dimension> outer) = (c.Body.Parameters[..c.Own], c.Body.Parameters[c.Own..]);
            Polynomial value = c.Kind == ClosureKind.Inverse
                ? Polynomial.Of([.. own[c.Axes..], .. own[..c.Axes], .. outer], [Polynomial.Term(1, [], [Inverse(c, p), Inverse(c, q)])])
                : Polynomial.Of(outer, [Polynomial.Term(1, [], [
                    Raised(Polynomial.Of(outer, [Determinant(p)]), q.Dimensions), Raised(Polynomial.Of(outer, [Determinant(q)]), p.Dimensions)])]);
            return [site.With([new(Closure.Over(ClosureKind.Base, value).Map(s => c.Slots[s.Ordinal]), site.Factor.Exponent), .. site.Without(site.Step.Factor)])];
        });

    /// <summary>The matrices P and Q of an inverse or a determinant over rows of several indices, one of which is one of P's; none if it is
    /// no such product. The rows and the columns of a determinant's P are the same, unless its sign does not matter.</summary>
    public static (Part P, Part Q)? Apart(Closure c, int row, bool inAnyOrder = false)
    {
        if (row < 0 || row >= c.Axes || c.Axes == 1 || c.Body.IsZero)
        {
            return null;
        }

        var cuts = c.Body.Terms.Select(t => Cut(t, c.Own, Slot.Parameter(row))).ToImmutableArray();
        ImmutableArray<int> own = [.. cuts[0].Own.Order()], others = [.. Enumerable.Range(0, c.Own).Except(own)];
        Part p = Over(own, [cuts[0].Part]), q = Over(others, cuts.Select(cut => cut.Others));
        bool apart = cuts.All(cut => cut.Part.Monomial.Key == cuts[0].Part.Monomial.Key) && p.IsSquare(c.Body.Parameters) && q.IsSquare(c.Body.Parameters);
        return apart && (inAnyOrder || c.Kind == ClosureKind.Inverse || p.Columns.SequenceEqual(p.Rows.Select(r => r + c.Axes))) ? (p, q) : null;

        Part Over(ImmutableArray<int> kept, IEnumerable<MonomialTerm> terms) => new(
            [.. kept.Where(o => o < c.Axes)], [.. kept.Where(o => o >= c.Axes)], Polynomial.Of(c.Body.Parameters, terms).Over(
                [.. kept.Select(o => c.Body.Parameters[o]), .. c.Body.Parameters[c.Own..]],
                s => Slot.Parameter(s.Ordinal < c.Own ? kept.IndexOf(s.Ordinal) : s.Ordinal - c.Own + kept.Length)));
    }

    /// <summary>The determinant of one of the matrices, over the outer parameters.</summary>
    public static MonomialTerm Determinant(Part part) => Polynomial.Term(1, [], [new(
        new Closure(ClosureKind.Determinant, part.Body, Slot.Parameters(0, part.Body.Parameters.Length - (2 * part.Rows.Length)), part.Rows.Length), 1)]);

    // A row of the inverse is a column of the matrix.
    private static Factor Inverse(Closure c, Part part) => new(
        new Closure(
            ClosureKind.Inverse, part.Body,
            [.. part.Columns.Select(o => Slot.Parameter(o - c.Axes)), .. part.Rows.Select(o => Slot.Parameter(o + c.Axes)), .. Slot.Parameters(c.Own, c.Outer.Length)],
            part.Rows.Length), 1);

    // a^n for each of the dimensions n.
    private static Factor Raised(Polynomial a, ImmutableArray<Dimension> dimensions)
    {
        foreach (Dimension n in dimensions)
        {
            Closure entry = new(ClosureKind.Base, a, Slot.Parameters(2, a.Parameters.Length));
            var matrix = Polynomial.Of([n, n, .. a.Parameters], [Polynomial.Term(1, [], [new(new DeltaAtom(Slot.Parameter(0), Slot.Parameter(1)), 1), new(entry, 1)])]);
            a = Polynomial.Of(a.Parameters, [Polynomial.Term(1, [], [new(new Closure(ClosureKind.Determinant, matrix, Slot.Parameters(0, a.Parameters.Length)), 1)])]);
        }

        return new(new Closure(ClosureKind.Base, a, Slot.Parameters(0, a.Parameters.Length)), 1);
    }

    // The factors that hold the parameter, or an index of the row, of the column or of a sum that such a factor holds; and the others.
    private static (ImmutableArray<int> Own, MonomialTerm Part, MonomialTerm Others) Cut(MonomialTerm t, int own, Slot first)
    {
        Monomial m = t.Monomial;
        HashSet<Slot> reached = [first];
        for (int before = 0; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(m.Factors.Where(Holds).SelectMany(f => f.Atom.Slots).Where(s => s.IsBound || s.Ordinal < own));
        }

        return ([.. reached.Where(s => !s.IsBound).Select(s => s.Ordinal)], Half(1, true), Half(t.Coefficient, false));

        bool Holds(Factor f) => f.Atom.Slots.Any(reached.Contains);

        MonomialTerm Half(Rational coefficient, bool inside)
        {
            int[] bound = [.. Enumerable.Range(0, m.Bound.Length).Where(o => reached.Contains(Slot.Bound(o)) == inside)];
            return Polynomial.Term(coefficient, [.. bound.Select(o => m.Bound[o])], m.Factors.Where(f => Holds(f) == inside)
                .Select(f => f.Map(s => s.IsBound ? Slot.Bound(Array.IndexOf(bound, s.Ordinal)) : s)));
        }
    }

    /// <summary>A matrix over some of the rows and columns.</summary>
    /// <param name="Rows">Which parameters of the whole are its row.</param>
    /// <param name="Columns">Which are its column.</param>
    /// <param name="Body">The matrix, over its row, its column and the outer parameters.</param>
    public sealed record Part(ImmutableArray<int> Rows, ImmutableArray<int> Columns, Polynomial Body)
    {
        /// <summary>What its row runs through.</summary>
        public ImmutableArray<Dimension> Dimensions => Body.Parameters[..Rows.Length];

        /// <summary>Whether its rows are as many as its columns, and there are some.</summary>
        public bool IsSquare(ImmutableArray<Dimension> whole) =>
            !Rows.IsEmpty && Rows.Select(o => whole[o].Text).Order(StringComparer.Ordinal).SequenceEqual(Columns.Select(o => whole[o].Text).Order(StringComparer.Ordinal));
    }
}
