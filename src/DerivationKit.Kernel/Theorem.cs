using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>A statement that was proved: only <see cref="Proof.Check"/> makes one.</summary>
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
    private Obligations(Statement statement, Polynomial difference, ImmutableArray<Condition> conditions, Replay replay) =>
        (Statement, Difference, Conditions, Replay) = (statement, difference, conditions, replay);

    /// <summary>What is to be proved.</summary>
    public Statement Statement { get; }

    /// <summary>Left side minus right side, over the free indices; nothing is multiplied out.</summary>
    public Polynomial Difference { get; }

    /// <summary>The conditions that do not follow from the signs of the parts.</summary>
    public ImmutableArray<Condition> Conditions { get; }

    /// <summary>Applies rules under the statement's givens and conditions.</summary>
    public Replay Replay { get; }

    /// <summary>Unfolds definitions, removes derivatives and reads both sides.</summary>
    /// <exception cref="KernelException">The statement is malformed, or larger than the budget.</exception>
    public static Obligations Of(Statement statement, int budget = 200_000)
    {
        Validation.Check(statement);
        Elaboration elaboration = new(budget);
        Term left = elaboration.Elaborate(statement.Left, statement.Declarations, statement.Free);
        Term right = elaboration.Elaborate(statement.Right, statement.Declarations, statement.Free);
        ImmutableArray<Condition> given = [.. statement.Given.Select(g => g with { Term = elaboration.Elaborate(g.Term, statement.Declarations, null) })];
        Reading reading = new(statement.Declarations.ToImmutableDictionary(d => d.Name));
        Polynomial difference = reading.Read(new Add([left, new Multiply([new Number(-1), right])]), statement.Free);
        var required = new DefinedWhere(reading, given);
        foreach (Obligation obligation in elaboration.Obligations.Concat(given.Select(g => g.Term).Append(left).Append(right).Select(t => new Obligation(null, t))))
        {
            required.Require(obligation);
        }

        (ImmutableArray<Condition> conditions, Positivity positivity) = required.Settle();
        return new(statement, difference, conditions, new Replay(positivity, [
            .. given.Where(g => g.Kind == ConditionKind.Zero).Select(g => reading.Read(g.Term, Reading.FreeIndices(g.Term)))]));
    }
}

/// <summary>A proof: the steps that turn the difference of a statement's sides into 0.</summary>
/// <param name="Statement">What is proved.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record Proof(Statement Statement, ImmutableArray<Step> Steps)
{
    /// <summary>Replays the steps from the statement as it stands.</summary>
    /// <exception cref="KernelException">A step does not apply, or the steps do not end at 0.</exception>
    public Theorem Check()
    {
        var obligations = Obligations.Of(Statement);
        Polynomial p = obligations.Difference;
        foreach (Step step in Steps)
        {
            p = step.Rule is Replay.Denominator or Replay.Matrix ? obligations.Replay.Clear(p, step) : obligations.Replay.Apply(p, step);
        }

        return p.IsZero ? new(Statement, obligations.Conditions) : throw new KernelException($"{p.Terms.Length} terms are left");
    }
}
