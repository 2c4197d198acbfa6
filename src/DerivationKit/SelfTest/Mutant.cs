using System.Collections.Immutable;

namespace DerivationKit.SelfTest;

/// <summary>A true claim from which mutants are made.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Claim">The claim.</param>
internal sealed record BaseClaim(string Id, Claim Claim);

/// <summary>A claim that was made from a true one by one to three mutations; most are false, some are true.</summary>
/// <param name="Base">The name of the claim that it was made from.</param>
/// <param name="Number">Its number among the mutants of that claim, counted from 1.</param>
/// <param name="Claim">The mutated claim.</param>
/// <param name="Kinds">The kinds of its mutations, in order.</param>
internal sealed record Mutant(string Base, int Number, Claim Claim, ImmutableArray<MutationKind> Kinds);
