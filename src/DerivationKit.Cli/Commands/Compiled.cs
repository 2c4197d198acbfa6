using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>What derive compile is asked for beside the program.</summary>
/// <param name="Sizes">The sizes of dimensions.</param>
/// <param name="Explain">Whether the plan at these sizes is asked for.</param>
/// <param name="IsFloat">Whether it computes with float; else with double.</param>
/// <param name="Layout">The order of the entries of inputs and results.</param>
internal sealed record PlanRequest(Dictionary<string, int> Sizes, bool Explain, bool IsFloat, MatrixLayout Layout);

/// <summary>Expressions as a program.</summary>
/// <param name="Expressions">What was asked for.</param>
/// <param name="Forms">Their closed forms, where they hold derivatives; else nothing.</param>
/// <param name="Program">The program of all: at the sizes of the plan, or for all sizes if there is none.</param>
/// <param name="Plan">How it runs, if that was asked for and the sizes are known.</param>
/// <param name="MissingSizes">The dimensions without a size, if the plan was asked for and no size was given.</param>
internal sealed record Compiled(
    ImmutableArray<Expr> Expressions, ImmutableArray<Simplified?> Forms, Compilation.Program Program, ExecutionPlan? Plan, ImmutableArray<string> MissingSizes)
{
    /// <summary>Whether the closed forms are proved.</summary>
    public ExitCode ExitCode => Forms.OfType<Simplified>().Select(form => form.ExitCode).DefaultIfEmpty(ExitCode.Holds).Max();

    /// <summary>Closes the forms and compiles them, with the declared variables that occur as inputs.</summary>
    /// <exception cref="InputException">A derivative has no closed form, an expression cannot be compiled, or the sizes do not fit.</exception>
    public static Compiled Of(ImmutableArray<Expr> expressions, Scope scope, PlanRequest request)
    {
        ImmutableArray<Simplified?> forms = [.. expressions.Select(e => e.PostOrder().OfType<Derivative>().Any() ? Simplified.Of(e, scope) : null)];
        HashSet<Variable> used = [.. expressions.SelectMany(expression => expression.FreeVariables())];
        try
        {
            var program = Compilation.Program.Of([.. expressions.Zip(forms, (e, form) => form?.Form ?? e)], [.. scope.Variables.Where(used.Contains)]);
            ImmutableArray<string> missing = Missing(program, request);
            if (!request.Explain || !missing.IsEmpty)
            {
                return new(expressions, forms, program, null, request.Explain ? missing : []);
            }

            var sizes = Sizes.Of(request.Sizes);
            program = program.At(sizes);
            return new(expressions, forms, program, request.IsFloat ? Describe<float>(program, sizes, request) : Describe<double>(program, sizes, request), []);
        }
        catch (CompilationException e)
        {
            throw new InputException($"the expression cannot be compiled: {e.Message}");
        }
        catch (Exception e) when (e is ShapeException or OutOfMemoryException)
        {
            throw new InputException($"the sizes are too large: {(e is ShapeException ? e.Message : "there is not enough memory")}");
        }
    }

    // The dimensions without a size: all of them, or none.
    private static ImmutableArray<string> Missing(Compilation.Program program, PlanRequest request)
    {
        ImmutableSortedSet<string> names = [.. program.Dimensions.Where(dimension => dimension.Size is null).Select(dimension => dimension.Text)];
        ImmutableArray<string> missing = [.. names.Where(name => !request.Sizes.ContainsKey(name))];
        CheckNames(names, missing, request);
        return missing;
    }

    private static void CheckNames(ImmutableSortedSet<string> names, ImmutableArray<string> missing, PlanRequest request)
    {
        if (request.Sizes.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new InputException($"--size: there is no dimension {Shown.Of(unknown)} here, but {(names.IsEmpty ? "none at all" : string.Join(", ", names))}");
        }

        if (request.Sizes.Count > 0 && !request.Explain)
        {
            throw new InputException("--size is for --explain: without it the program is one for all sizes");
        }

        if (request.Sizes.Count > 0 && !missing.IsEmpty)
        {
            throw new InputException($"--size: the size of {string.Join(", ", missing)} is missing");
        }
    }

    private static ExecutionPlan Describe<T>(Compilation.Program program, Sizes sizes, PlanRequest request)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        new Planner<T>(program, sizes, request.Layout, LaneWidths.ForEmittedCode<T>(), 1).Describe();
}
