namespace DerivationKit.Kernel;

/// <summary>A statement that was proved: only <see cref="Proof.Check()"/> makes one.</summary>
public sealed class Theorem
{
    internal Theorem(Statement statement, ImmutableArray<Condition> conditions) => (Statement, Conditions) = (statement, conditions);

    /// <summary>What was proved.</summary>
    public Statement Statement { get; }

    /// <summary>What it rests on beyond the givens: conditions under which both sides are defined and differentiable.</summary>
    public ImmutableArray<Condition> Conditions { get; }
}

/// <summary>A statement made ready for rewriting: the difference of its sides as a polynomial, the conditions under which it is defined,
/// and the replay that knows them.</summary>
public sealed class Obligations
{
    private const int MostNodes = 200_000;

    private readonly Reading reading;
    private readonly Dictionary<Abstraction, Polynomial> matrices = [];

    private Obligations(Statement statement, Reading reading, ImmutableArray<Term> parts, ImmutableArray<Condition> given, ImmutableArray<Condition> conditions, Positivity positivity)
    {
        (Statement, this.reading, Parts, Given, Conditions) = (statement, reading, parts, given, conditions);
        Difference = reading.Read(new Add([parts[0], new Multiply([new Number(-1), parts[1]])]), statement.Free);
        NonNegative = [.. given.Where(g => g.Kind is ConditionKind.NonNegative or ConditionKind.Positive).Select(g => g.Term)];
        Replay = new(positivity, [.. given.Where(g => g.Kind == ConditionKind.Zero).Select(g => Read(g.Term))], [.. NonNegative.Select(Read)], Matrix);
    }

    /// <summary>What is to be proved.</summary>
    public Statement Statement { get; }

    /// <summary>Left side minus right side, over the free indices; nothing is multiplied out.</summary>
    public Polynomial Difference { get; }

    /// <summary>The conditions that do not follow from the signs of the parts.</summary>
    public ImmutableArray<Condition> Conditions { get; }

    /// <summary>What by the givens is not negative, elaborated.</summary>
    public ImmutableArray<Term> NonNegative { get; }

    /// <summary>Applies rules under the statement's givens and conditions.</summary>
    public Replay Replay { get; }

    /// <summary>Both sides, and what else they take for granted, elaborated.</summary>
    public ImmutableArray<Term> Parts { get; }

    /// <summary>The givens, elaborated.</summary>
    public ImmutableArray<Condition> Given { get; }

    /// <summary>Unfolds definitions, removes derivatives and reads both sides.</summary>
    /// <exception cref="KernelException">The statement is malformed, or larger than the budget.</exception>
    public static Obligations Of(Statement statement, int budget = MostNodes)
    {
        Validation.Check(statement);
        Elaboration elaboration = new(budget);
        Term left = elaboration.Elaborate(statement.Left, statement.Declarations, statement.Free);
        Term right = elaboration.Elaborate(statement.Right, statement.Declarations, statement.Free);
        ImmutableArray<Condition> given = [.. statement.Given.Select(g => g with { Term = elaboration.Elaborate(g.Term, statement.Declarations, null) })];
        Reading reading = new(statement.Declarations.ToImmutableDictionary(d => d.Name));
        var required = new DefinedWhere(reading, given);
        foreach (Obligation obligation in elaboration.Obligations.Concat(given.Select(g => g.Term).Append(left).Append(right).Select(t => new Obligation(null, t))))
        {
            required.Require(obligation);
        }

        (ImmutableArray<Condition> conditions, Positivity positivity) = required.Settle();
        return new(statement, reading, [left, right, .. elaboration.Obligations.Select(o => o.Term)], given, conditions, positivity);
    }

    /// <summary>An elaborated term over its free indices.</summary>
    /// <exception cref="KernelException">It holds an operator or a derivative, or something that is not declared.</exception>
    public Polynomial Read(Term term) => reading.Read(term).Polynomial;

    // Without derivatives, which would take more for granted than that the term is defined. A proper name is none of the fresh ones that bound indices get.
    private Polynomial Matrix(Abstraction named)
    {
        if (!matrices.TryGetValue(named, out Polynomial? known))
        {
            KernelException.Require(named.Parameters.All(p => Validation.IsName(p.Name)), "an index of a matrix has no proper name");
            Elaboration elaboration = new(MostNodes);
            Term entry = elaboration.Elaborate(named.Body, Statement.Declarations, named.Parameters);
            KernelException.Require(elaboration.Obligations.Count == 0, "a matrix is named by a derivative");
            known = matrices[named] = reading.Read(entry, named.Parameters);
        }

        return known;
    }

    /// <summary>The indices that occur free in an elaborated term, in the order of the parameters of its polynomial.</summary>
    public static ImmutableArray<Index> FreeIndices(Term term) => Reading.FreeIndices(term);

    /// <summary>The direct subterms of an elaborated term.</summary>
    public static ImmutableArray<Term> Children(Term term) => Reading.Children(term);
}

/// <summary>A proof: the steps that turn the difference of a statement's sides into 0, or a proof for each sign of a number.</summary>
/// <param name="Statement">What is proved.</param>
/// <param name="Steps">The steps, in order; none where the cases prove it.</param>
/// <param name="Cases">The proof by cases, if it is one.</param>
public sealed record Proof(Statement Statement, ImmutableArray<Step> Steps, CaseSplit? Cases = null)
{
    /// <summary>Replays the steps from the statement as it stands.</summary>
    /// <exception cref="KernelException">A step does not apply, or the steps do not end at 0.</exception>
    public Theorem Check() => Check(Obligations.Of(Statement));

    /// <summary>The same for a statement that has been made ready.</summary>
    /// <exception cref="KernelException">It is another statement, a step does not apply, or the steps do not end at 0.</exception>
    public Theorem Check(Obligations obligations)
    {
        KernelException.Require(ReferenceEquals(obligations.Statement, Statement), "another statement was made ready");
        if (Cases is not null)
        {
            return Cases.Check(Statement, obligations);
        }

        Polynomial p = obligations.Replay.AtRoot(obligations.Difference, Steps);
        return p.IsZero ? new(Statement, obligations.Conditions) : throw new KernelException($"{p.Terms.Length} terms are left");
    }
}
