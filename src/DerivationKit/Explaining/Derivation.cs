using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Simplification;

namespace DerivationKit.Explaining;

/// <summary>A derivative worked out step by step, as on a blackboard: names for intermediate values, one rule at a time, the parts put
/// together, the result tidied. It explains; that the result is right is proved apart from it.</summary>
/// <param name="Subject">An expression with derivatives.</param>
/// <param name="Steps">The steps, in order. Where a step has the left side of the one before, it says what the right side of that is equal
/// to.</param>
/// <param name="Result">What the subject comes to, without derivatives.</param>
public sealed record Derivation(Expr Subject, ImmutableArray<DerivationStep> Steps, Expr Result)
{
    /// <summary>Works out gradients from the result backwards, Jacobians and directional derivatives from the variable forwards, the
    /// innermost first.</summary>
    /// <exception cref="DifferentiationException">A derivative has no closed form.</exception>
    /// <exception cref="ArgumentException">The expression holds no derivative.</exception>
    public static Derivation Of(Expr subject)
    {
        if (!subject.PostOrder().Any(e => e is Derivative))
        {
            throw new ArgumentException($"{subject} holds no derivative", nameof(subject));
        }

        Worker worker = new(subject);
        Expr result = worker.Close(subject.Unrestricted());
        return new(subject, worker.Steps, result);
    }

    private sealed class Worker(Expr subject)
    {
        private readonly ImmutableArray<DerivationStep>.Builder steps = ImmutableArray.CreateBuilder<DerivationStep>();
        private readonly Dictionary<Expr, Expr> closed = [];
        private readonly FreshNames fresh = new(subject.PostOrder()
            .SelectMany(e => e is Derivative d ? [d.BoundVariable] : e is Variable v ? new[] { v } : []).Select(v => v.Name));

        public ImmutableArray<DerivationStep> Steps => steps.ToImmutable();

        /// <summary>The expression without derivatives, each of which is worked out on the way.</summary>
        public Expr Close(Expr expression)
        {
            if (expression is Derivative derivative)
            {
                return closed.TryGetValue(derivative, out Expr? known) ? known : closed[derivative] = Work(derivative);
            }

            Expr put = Traversal.Rebuild(expression, node => node is Derivative d ? Close(d) : null);
            if (put == expression)
            {
                return put;
            }

            Add(StepKind.Assembly, expression, put, expression.PostOrder().Count(e => closed.ContainsKey(e)) > 1
                ? "the derivatives in their places" : "the derivative in its place");
            return Tidy(expression, put);
        }

        private Expr Work(Derivative derivative)
        {
            Expr body = Close(derivative.Body);
            ImmutableArray<Expr> arguments = [.. derivative.Arguments.Select(Close)];
            Variable x = derivative.BoundVariable;
            Naming naming = new(body, x, fresh);
            foreach ((Variable name, Apply value) in naming.Values)
            {
                Add(StepKind.Value, name, value, "a name for an intermediate value");
            }

            return derivative.DerivativeKind switch
            {
                DerivativeKind.Gradient => Assemble(derivative, new Backwards(naming, x, Add).Run(), Written),
                DerivativeKind.Directional => Forward(derivative, naming, arguments[1], Written),
                _ => ReadOff(derivative, body, naming, Written),
            };

            Expr Written(Expr worked) => naming.WrittenOut(worked).Replace(x, arguments[0]);
        }

        // What the direction says of the variable is meant of the one outside, not of the one that moves.
        private Expr Forward(Derivative derivative, Naming naming, Expr direction, Func<Expr, Expr> written)
        {
            Variable x = derivative.BoundVariable;
            if (direction.FreeVariables().All(v => v.Name != x.Name))
            {
                return Assemble(derivative, new Forwards(naming, x, direction, Add).Run(), written);
            }

            Variable standIn = fresh.Of("d", x.Name, x.Shape);
            Add(StepKind.Value, standIn, direction, "a name for the direction");
            return Assemble(derivative, new Forwards(naming, x, standIn, Add).Run(), worked => written(worked).Substitute(standIn, direction));
        }

        private Expr Assemble(Expr left, Expr worked, Func<Expr, Expr> written)
        {
            Expr assembled = written(worked);
            Add(StepKind.Assembly, left, assembled, "the names written out");
            return Tidy(left, assembled);
        }

        // A Jacobian is worked out along a direction that stands for all, and is the matrix by which that is multiplied.
        private Expr ReadOff(Derivative derivative, Expr body, Naming naming, Func<Expr, Expr> written)
        {
            Variable x = derivative.BoundVariable;
            Variable direction = fresh.Of("d", x.Name, x.Shape);
            Expr worked = new Forwards(naming, x, direction, Add).Run();
            Expr along = Assemble(Expr.Derivative(DerivativeKind.Directional, body, x, [derivative.Arguments[0], direction]), worked, written);
            Expr matrix = ClosedForm.Of(Expr.Derivative(derivative.DerivativeKind, body, x, [.. derivative.Arguments]));
            Expr tidy = Simplify.Tidy(matrix);
            Expr drawnOut = tidy * Column(direction);
            if (drawnOut != Column(along))
            {
                Add(StepKind.Reading, Column(along), drawnOut, "the direction drawn out on the right");
            }

            Add(StepKind.Reading, derivative, tidy, "the matrix by which the direction is multiplied");
            return tidy;
        }

        private static Expr Column(Expr array) => array.Shape.IsColumn ? array : Expr.Vec(array);

        private Expr Tidy(Expr left, Expr form)
        {
            foreach (TidyStep step in Tidying.Of(form))
            {
                Add(StepKind.Simplification, left, form = step.Form, step.Reason);
            }

            return form;
        }

        private void Add(StepKind kind, Expr left, Expr right, string reason) => steps.Add(new(kind, left, right, reason));
    }
}
