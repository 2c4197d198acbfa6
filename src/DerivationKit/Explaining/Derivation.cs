using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Simplification;

namespace DerivationKit.Explaining;

/// <summary>A derivative worked out step by step, as on a blackboard: names for intermediate values, one rule at a time, the parts put
/// together, the result tidied. It explains; that the result is right is proved apart from it.</summary>
/// <param name="Subject">The derivative.</param>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Result">What it comes to, without derivatives.</param>
public sealed record Derivation(Derivative Subject, ImmutableArray<DerivationStep> Steps, Expr Result)
{
    /// <summary>Works out a gradient from the result backwards, and a Jacobian or a directional derivative from the variable forwards.</summary>
    /// <exception cref="DifferentiationException">The derivative has no closed form.</exception>
    public static Derivation Of(Derivative subject) => new Worker(subject).Run();

    private sealed class Worker(Derivative subject)
    {
        private readonly ImmutableArray<DerivationStep>.Builder steps = ImmutableArray.CreateBuilder<DerivationStep>();
        private readonly Variable x = subject.BoundVariable;
        private Expr? direction;

        public Derivation Run()
        {
            Expr body = ClosedForm.Of(subject.Body);
            if (body != subject.Body)
            {
                body = Simplify.Tidy(body);
                Add(StepKind.Inner, subject.Body, body, "the derivative inside comes first");
            }

            Naming naming = new(body, x);
            foreach ((Variable name, Apply value) in naming.Values)
            {
                Add(StepKind.Value, name, value, "a name for an intermediate value");
            }

            Expr worked = subject.DerivativeKind switch
            {
                DerivativeKind.Gradient => new Backwards(naming, x, Add).Run(),
                _ => new Forwards(naming, x, direction = Direction(naming), Add).Run(),
            };
            Expr assembled = naming.WrittenOut(worked).Substitute(x, subject.Point);
            Add(StepKind.Assembly, Worked(body), assembled, "the names written out");
            Expr result = Finish(assembled);
            return new(subject, steps.ToImmutable(), result);
        }

        private Expr Direction(Naming naming) =>
            subject.DerivativeKind == DerivativeKind.Directional ? subject.Arguments[1] : naming.Fresh("d", 0, x.Shape);

        // A Jacobian is worked out along a direction that stands for all.
        private Expr Worked(Expr body) =>
            subject.DerivativeKind is DerivativeKind.Jacobian or DerivativeKind.VecJacobian ? Expr.Derivative(DerivativeKind.Directional, body, x, [subject.Point, direction!]) : subject;

        private Expr Finish(Expr assembled)
        {
            Expr result = subject.DerivativeKind is DerivativeKind.Jacobian or DerivativeKind.VecJacobian ? ClosedForm.Of(subject) : assembled;
            Expr tidy = Simplify.Tidy(result);
            if (tidy != assembled)
            {
                Add(StepKind.Simplification, subject, tidy, subject.DerivativeKind is DerivativeKind.Jacobian or DerivativeKind.VecJacobian
                    ? "the matrix that the direction is multiplied by"
                    : "units, signs and common factors collected");
            }

            return tidy;
        }

        private void Add(StepKind kind, Expr left, Expr right, string reason) => steps.Add(new(kind, left, right, reason));
    }
}
