using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Proving;

namespace DerivationKit.Suggesting;

/// <summary>Which assumptions a proved claim really needs.</summary>
public static class Assumptions
{
    /// <summary>Declared properties and facts without which the claim is proved as well, under the same conditions or fewer; each is left
    /// out alone.</summary>
    public static ImmutableArray<string> Unused(Claim claim)
    {
        int conditions = Conditions(claim) ?? 0;
        IEnumerable<string> properties =
            from variable in claim.Variables
            from property in variable.Properties
            where Conditions(claim.With(variable, variable.Properties.Remove(property))) <= conditions
            select $"{PropertyRules.Name(property)}({variable.Name})";
        IEnumerable<string> facts =
            from fact in claim.Given
            where fact is Fact.Less || Conditions(claim.Without(fact)) <= conditions
            select fact.ToString()!;
        return [.. properties, .. facts];
    }

    // How many conditions a proof prints; none if there is no proof.
    private static int? Conditions(Claim claim) => Prover.Prove(claim) is Attempt.Succeeded s ? s.Theorem.Conditions.Length : null;
}
