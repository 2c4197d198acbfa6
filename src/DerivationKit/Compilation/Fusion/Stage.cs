using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Emitted code that does the arithmetic within lanes for some panels, one after the other.</summary>
/// <param name="slots">Where each slot begins for the first panel.</param>
/// <param name="columnSteps">How far apart two columns of a slot lie.</param>
/// <param name="panelSteps">How far apart two panels of a slot lie.</param>
/// <param name="widths">How many columns each loop runs through.</param>
/// <param name="panels">How many panels.</param>
internal unsafe delegate void StageCode<T>(T** slots, nint* columnSteps, nint* panelSteps, nint* widths, nint panels)
    where T : unmanaged;

/// <summary>Arithmetic within lanes, in loops over columns, between two products.</summary>
/// <param name="Loops">The loops, one after the other.</param>
internal sealed record Stage(ImmutableArray<StageLoop> Loops);

/// <summary>One loop over columns, or straight-line code if there is one column.</summary>
/// <param name="Across">What it runs through.</param>
/// <param name="Values">What is computed in each column, operands first.</param>
internal sealed record StageLoop(Axis Across, ImmutableArray<Value> Values);
