using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>A tensor of which nothing is known but its dimensions, its properties and symmetries.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">One dimension for each axis.</param>
/// <param name="Properties">What may be taken for granted of its entries.</param>
/// <param name="Symmetries">Orders of its axes in which it has the same entries; the order as they stand need not be among them.</param>
internal sealed record TensorInput(
    string Name, ImmutableArray<Dimension> Dimensions, ImmutableArray<Property> Properties, ImmutableArray<ImmutableArray<int>> Symmetries)
{
    /// <summary>A variable of a claim.</summary>
    public static TensorInput Of(Variable v) => new(v.Name, v.Shape.Dimensions, v.Properties, []);
}

/// <summary>An equation between elaborated terms: what is to hold at all entries of all tensors with the given properties at which both
/// sides are defined.</summary>
/// <param name="Free">The free indices.</param>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
/// <param name="Inputs">The tensors.</param>
/// <param name="Unused">What is known besides but not used, in words.</param>
internal sealed record Equation(
    ImmutableArray<Index> Free, Term Left, Term Right, ImmutableArray<TensorInput> Inputs, ImmutableArray<string> Unused)
{
    /// <summary>The claim in index notation, operators unfolded and derivatives removed.</summary>
    /// <exception cref="KernelException">It cannot be written in index notation.</exception>
    public static Equation Of(Claim claim)
    {
        Statement statement = Proving.Prover.State(claim);
        ImmutableArray<Term> parts = Obligations.Of(statement).Parts;
        return new(statement.Free, parts[0], parts[1], [.. claim.Variables.Select(TensorInput.Of)], [.. claim.Given.Select(f => f.ToString()!)]);
    }
}
