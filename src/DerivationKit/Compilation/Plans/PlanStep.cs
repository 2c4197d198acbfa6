using System.Collections.Immutable;

namespace DerivationKit.Compilation;

/// <summary>One step of an execution plan.</summary>
/// <param name="Cost">What its arithmetic costs.</param>
/// <param name="IsDoneOnce">Whether it depends on no input, and so is done when the function is bound.</param>
public abstract record PlanStep(PlanCost Cost, bool IsDoneOnce)
{
    /// <summary>Several instructions that are computed together, panel by panel of lanes along one axis, or as straight-line code.</summary>
    /// <param name="Axis">The axis.</param>
    /// <param name="Lane">What each lane is.</param>
    /// <param name="Lanes">How many lanes there are.</param>
    /// <param name="PanelLanes">How many lanes a panel has.</param>
    /// <param name="PanelsPerSlab">How many panels each work is done for before the next work begins.</param>
    /// <param name="Parts">Into how many parts, each with scratch of its own, the panels are divided.</param>
    /// <param name="Threads">How many threads share the parts.</param>
    /// <param name="ArePacked">Whether the factors that all lanes share are copied in the order in which they are read.</param>
    /// <param name="Work">What is done for each slab, in order.</param>
    /// <param name="Slots">What is read from memory or written to it.</param>
    /// <param name="ScratchBytes">The memory that it uses within itself.</param>
    /// <param name="Cost">What its arithmetic costs.</param>
    public sealed record Region(
        string Axis, PlanLane Lane, int Lanes, int PanelLanes, int PanelsPerSlab, int Parts, int Threads, bool ArePacked,
        ImmutableArray<PlanWork> Work, ImmutableArray<PlanSlot> Slots, long ScratchBytes, PlanCost Cost)
        : PlanStep(Cost, false)
    {
        /// <summary>How many panels there are; the last one may not be full.</summary>
        public int Panels => (Lanes + PanelLanes - 1) / PanelLanes;
    }

    /// <summary>One instruction by plain loops over memory, row after row.</summary>
    /// <param name="Value">The value that is computed or copied.</param>
    /// <param name="Computation">The instruction as text.</param>
    /// <param name="Rows">How many rows the value has.</param>
    /// <param name="Columns">How many columns the value has.</param>
    /// <param name="Target">Where it goes: a register or an output.</param>
    /// <param name="IsDoneOnce">Whether it depends on no input.</param>
    /// <param name="Cost">What its arithmetic costs.</param>
    public sealed record Instruction(string Value, string Computation, int Rows, int Columns, string Target, bool IsDoneOnce, PlanCost Cost)
        : PlanStep(Cost, IsDoneOnce);
}

/// <summary>One thing that a region does for each slab.</summary>
/// <param name="Cost">What it costs for all lanes.</param>
public abstract record PlanWork(PlanCost Cost)
{
    /// <summary>A matrix product by micro kernels.</summary>
    /// <param name="Value">The value that is computed.</param>
    /// <param name="Computation">The instruction as text.</param>
    /// <param name="Rows">How many combinations each lane gets, one for each row of the factor that all lanes share; where the lanes are
    /// summed over, how many rows the value has.</param>
    /// <param name="Depth">How many summands each number has.</param>
    /// <param name="SumsOverLanes">Whether the lanes are summed over, as in X'*Y.</param>
    /// <param name="Cost">What it costs for all lanes.</param>
    public sealed record Product(string Value, string Computation, int Rows, int Depth, bool SumsOverLanes, PlanCost Cost) : PlanWork(Cost);

    /// <summary>Emitted loops over columns.</summary>
    /// <param name="Loops">The loops, one after the other.</param>
    /// <param name="Cost">What they cost for all lanes.</param>
    public sealed record Stage(ImmutableArray<PlanLoop> Loops, PlanCost Cost) : PlanWork(Cost);
}

/// <summary>One loop over columns, or straight-line code if there is one column.</summary>
/// <param name="Columns">How many columns.</param>
/// <param name="Values">What is computed in each column.</param>
/// <param name="Cost">What it costs for all lanes.</param>
public sealed record PlanLoop(int Columns, ImmutableArray<PlanValue> Values, PlanCost Cost);

/// <summary>A value that a loop computes.</summary>
/// <param name="Name">Its name in the listing of the program.</param>
/// <param name="Computation">The instruction as text.</param>
/// <param name="SumsOverLanes">Whether it is a sum or maximum over the lanes, which is known when the region has run.</param>
public sealed record PlanValue(string Name, string Computation, bool SumsOverLanes);

/// <summary>Numbers that a region reads from memory or writes to it.</summary>
/// <param name="Value">Whose numbers these are.</param>
/// <param name="Kind">How the numbers belong to lanes.</param>
/// <param name="Columns">How many there are for each lane, or for all.</param>
/// <param name="Source">Where they come from, such as "input Z"; nothing if the region computes them.</param>
/// <param name="Target">Where they go, such as "output"; nothing if only the region needs them.</param>
/// <param name="Buffer">The number of the scratch buffer that holds them, if any; slots with the same buffer share its memory one after the
/// other.</param>
/// <param name="BufferBytes">The size of that buffer in each part; else 0.</param>
public sealed record PlanSlot(string Value, PlanSlotKind Kind, int Columns, string? Source, string? Target, int? Buffer, long BufferBytes);

/// <summary>What a lane of a region is.</summary>
public enum PlanLane
{
    /// <summary>A row.</summary>
    Row,

    /// <summary>A column.</summary>
    Column,

    /// <summary>An entry, where rows and columns make no difference.</summary>
    Entry,
}

/// <summary>How the numbers of a slot belong to lanes.</summary>
public enum PlanSlotKind
{
    /// <summary>One number for each lane and column.</summary>
    Lanes,

    /// <summary>One number for each column, which all lanes share.</summary>
    Across,

    /// <summary>One number.</summary>
    Scalar,

    /// <summary>A running sum or maximum over lanes for each column.</summary>
    Total,
}
