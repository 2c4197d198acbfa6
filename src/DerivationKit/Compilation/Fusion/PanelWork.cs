using System.Numerics;

namespace DerivationKit.Compilation.Fusion;

/// <summary>One thing that a region does for each slab.</summary>
internal abstract class PanelWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Whatever is done once, before the first slab.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Works on the panels of a slab; the last lanes of a panel may be beyond the end.</summary>
    public abstract void Run(Workspace<T> space, int panels, int lanes);
}

/// <summary>Arithmetic within lanes.</summary>
internal sealed unsafe class StageWork<T>(Stage stage, StageCode<T> code, RegionLayout layout) : PanelWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly nint[] widths = Widths(stage, layout);

    public override void Run(Workspace<T> space, int panels, int lanes)
    {
        fixed (nint* w = widths)
        {
            code(space.Slots, space.ColumnSteps, space.PanelSteps, w, panels);
        }
    }

    private static nint[] Widths(Stage stage, RegionLayout layout)
    {
        var widths = new nint[stage.Loops.Length];
        for (int i = 0; i < widths.Length; i++)
        {
            widths[i] = layout.ColumnsOf(stage.Loops[i].Across);
        }

        return widths;
    }
}
