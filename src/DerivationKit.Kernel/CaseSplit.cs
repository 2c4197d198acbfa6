namespace DerivationKit.Kernel;

/// <summary>A proof by cases: a number is not negative, or its opposite is not.</summary>
/// <param name="Subject">The number. Where it depends on the statement's free indices, the statement has to be about single entries: whatever
/// has an index is met at these alone. The other entries are then of no concern, and what holds of one may be taken to hold of all.</param>
/// <param name="NotNegative">A proof of the statement with Subject >= 0 added to its givens.</param>
/// <param name="NotPositive">The same with -Subject >= 0; none where the number follows from the givens.</param>
/// <param name="Weights">For a number that follows: how many times each given that is not negative is contained in it.</param>
public sealed record CaseSplit(Term Subject, Proof NotNegative, Proof? NotPositive, ImmutableArray<Rational> Weights)
{
    internal Theorem Check(Statement statement, Obligations obligations)
    {
        KernelException.EnsureStack();
        Require(obligations.Read(Subject) is { Parameters.IsEmpty: true } || IsOfEntries(obligations), "the statement is not about single entries");
        Theorem above = Check(NotNegative, statement, Subject);
        if (NotPositive is null)
        {
            Require(Weights.Length == obligations.NonNegative.Length && Weights.All(w => w.Sign >= 0) && Follows(obligations), "the number does not follow from the givens");
            // It may follow from what the statement needs to be defined, which the number granted above must not drop.
            return new(statement, [.. obligations.Conditions, .. above.Conditions]);
        }

        return new(statement, [.. above.Conditions, .. Check(NotPositive, statement, Times(-1, Subject)).Conditions]);
    }

    /// <summary>The statement with a number that is not negative.</summary>
    public static Statement Assuming(Statement statement, Term number) => new(
        statement.Declarations, statement.Free, statement.Left, statement.Right, statement.Given.Add(new(ConditionKind.NonNegative, number)));

    /// <summary>c·t, a sum term by term.</summary>
    public static Term Times(Rational c, Term t) => t is Add sum ? new Add([.. sum.Terms.Select(s => Times(c, s))]) : new Multiply([new Number(c), t]);

    private static Theorem Check(Proof proof, Statement statement, Term number) => (proof with { Statement = Assuming(statement, number) }).Check();

    // What is left of the number without the givens is not negative.
    private bool Follows(Obligations obligations) => obligations.Replay.Positivity.Is(ConditionKind.NonNegative, obligations.Read(
        new Add([Subject, .. obligations.NonNegative.Zip(Weights).Where(g => !g.Second.IsZero).Select(g => Times(-g.Second, g.First))])));

    // Every tensor with indices is met at one list of free indices, by all sides and by the number, and each given about one is a given
    // about these entries.
    private bool IsOfEntries(Obligations obligations)
    {
        ImmutableArray<Entry> entries = [.. obligations.Parts.Append(Subject).SelectMany(t => EntriesAt(t))];
        ILookup<string, string> at = entries.ToLookup(e => e.Tensor, Places);
        return obligations.Parts.Append(Subject).All(IsPlain)
            && entries.SelectMany(e => e.Indices).All(obligations.Statement.Free.Contains)
            && at.All(tensor => tensor.Distinct().Count() == 1)
            && obligations.Given.All(g => EntriesAt(g.Term) is var own && (!own.Any(e => at.Contains(e.Tensor)) || (g.Kind != ConditionKind.Semidefinite && IsPlain(g.Term) && own.All(e => at.Contains(e.Tensor) && at[e.Tensor].First() == Places(e)))));
    }

    private static string Places(Entry e) => string.Join(",", e.Indices.Select(i => $"{i.Name}:{i.Dimension}"));

    private static ImmutableArray<Entry> EntriesAt(Term term) => term is Entry e ? (e.Indices.IsEmpty ? [] : [e]) : [.. Reading.Children(term).SelectMany(t => EntriesAt(t))];

    private static bool IsPlain(Term term) => term is Number or Size or Entry or Add or Multiply or Power or Function && Reading.Children(term).All(IsPlain);

    private static void Require(bool condition, string why) => KernelException.Require(condition, $"cases: {why}");
}
