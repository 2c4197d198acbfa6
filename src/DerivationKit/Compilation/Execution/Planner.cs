using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation;

/// <summary>Fixes a program to one instance: decides where each value lies, and makes the steps.</summary>
internal sealed partial class Planner<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Lines that lie whole pages apart compete for the same places in the cache.
    private const int PageBytes = 4096;
    private const int LineBytes = 64;

    private readonly Program program;
    private readonly Sizes sizes;
    private readonly MatrixLayout layout;
    private readonly LaneWidth? width;
    private readonly int threads;
    private readonly StepFactory<T> factory;

    // What runs one after the other.
    private readonly ImmutableArray<ProgramPart> parts;
    private readonly Dictionary<Value, Place> places = [];
    private readonly Dictionary<Value, Place> rowMajor = [];
    private readonly List<int> registers = [];
    private readonly HashSet<Value> constants = [];
    private readonly List<Step<T>> constantSteps = [];
    private readonly List<Step<T>> steps = [];

    /// <param name="program">What is computed.</param>
    /// <param name="sizes">The sizes of the dimensions.</param>
    /// <param name="layout">The order of the entries of inputs and results.</param>
    /// <param name="width">How wide the vectors are that regions are computed in; nothing for plain loops, one instruction at a time.</param>
    /// <param name="threads">How many threads share the lanes of large regions.</param>
    /// <exception cref="ShapeException">A dimension has no size, or an array would be too large.</exception>
    public Planner(Program program, Sizes sizes, MatrixLayout layout, LaneWidth? width, int threads)
    {
        (this.program, this.sizes, this.layout, this.width, this.threads, factory) = (program, sizes, layout, width, threads, new(sizes));
        Inputs = [.. program.Inputs.Select((input, position) => sizes.Place(Storage.Input, position, input.Shape) with { Layout = layout })];
        Outputs = [.. program.Results.Select((result, position) => sizes.Place(Storage.Output, position, result.Shape) with { Layout = layout })];
        parts = width is null ? [.. program.Instructions.Select(value => new ProgramPart(null, value))] : [.. new RegionPlanner(program, sizes).Run()];
    }

    /// <summary>The places of the inputs.</summary>
    public ImmutableArray<Place> Inputs { get; }

    /// <summary>The places of the results.</summary>
    public ImmutableArray<Place> Outputs { get; }

    /// <summary>Code that needs no memory of its own, if the program is small enough and a single region.</summary>
    public TinyCode<T>? TryTiny() => TryWhole() is { } whole ? TryEmit(whole) : null;

    /// <summary>Steps with memory of their own.</summary>
    public Execution<T> Plan()
    {
        AddAll();
        return new(constantSteps, [.. steps], registers);
    }

    private void AddAll()
    {
        foreach ((Region? region, Value? single) in parts)
        {
            if (region is not null)
            {
                Add(region, width!.Value);
            }
            else
            {
                Add(single!);
            }
        }

        CopyResults();
    }

    // The region that is the whole program, if there is one and each result has an array of its own.
    private WholeRegion? TryWhole()
    {
        if (parts is not [{ Region: { } region }])
        {
            return null;
        }

        Dictionary<Value, Place> targets = [];
        for (int i = 0; i < program.Results.Length; i++)
        {
            // A vector lies in memory as its transpose does.
            Value value = RegionSchedule.Resolve(region, program.Results[i]);
            targets.TryAdd(value, value == program.Results[i] ? Outputs[i] : Outputs[i].Transposed);
        }

        ImmutableArray<RegionWork> work = RegionSchedule.Of(region, targets.ContainsKey);
        return targets.Count == program.Results.Length
            ? new(region, work, targets, RegionLayout.Of(region, work, sizes, PlaceOf, targets, isCopied: false))
            : null;
    }

    private TinyCode<T>? TryEmit(WholeRegion whole) =>
        TinyEmitter.TryEmit<T>(whole.Region, whole.Work, whole.Layout, PlaceOf, whole.Targets, Inputs, Outputs, width!.Value);

    private Place PlaceOf(Value value) => value is Value.Input input ? Inputs[input.Position] : places[value];

    private void Add(Region region, LaneWidth lanes)
    {
        Dictionary<Value, Place> targets = [];
        foreach (Value value in region.Values.Where(value => region.RoleOf(value) != Role.Alias && region.IsUsedOutside(value, program)))
        {
            MatrixLayout order = region.LanesOf(value.Shape) == LaneSide.Columns ? MatrixLayout.RowMajor : MatrixLayout.ColumnMajor;
            int output = program.Results.IndexOf(value);
            Place place = output >= 0 ? Outputs[output] : Register(value.Shape, order, isPadded: true);
            targets.Add(value, place);
            places.Add(value, place);
        }

        foreach (Value alias in region.Values.Where(value => region.RoleOf(value) == Role.Alias && region.IsUsedOutside(value, program)))
        {
            places.Add(alias, PlaceOf(alias.Operands[0]).Transposed);
        }

        var step = new RegionStep<T>(region, sizes, lanes, threads, PlaceOf, targets);
        steps.Add(step);
        descriptions.Add(() => step.Describe(program.NameOf, NameOf));
    }

    private void Add(Value value)
    {
        if (value is Value.Transpose)
        {
            places.Add(value, PlaceOf(value.Operands[0]).Transposed);
            return;
        }

        bool isConstant = value.Operands.All(constants.Contains) && !program.Results.Contains(value);
        List<Step<T>> list = isConstant ? constantSteps : steps;
        Place[] operands = [.. value.Operands.Select(operand => RowMajor(operand, list))];
        int output = program.Results.IndexOf(value);
        Place result = output >= 0 && Outputs[output].Is(MatrixLayout.RowMajor)
            ? Outputs[output] with { Layout = MatrixLayout.RowMajor }
            : Register(value.Shape, MatrixLayout.RowMajor);
        places.Add(value, result);
        list.Add(factory.Step(value, operands, result));
        descriptions.Add(() => Describe(value, value.Print(program.NameOf), result, isConstant, RegionCost.Of(value, sizes)));
        if (isConstant)
        {
            constants.Add(value);
        }
    }

    private Place RowMajor(Value value, List<Step<T>> list)
    {
        Place place = PlaceOf(value);
        if (place.Is(MatrixLayout.RowMajor))
        {
            return place;
        }

        if (rowMajor.TryGetValue(value, out Place? known))
        {
            return known;
        }

        Place copy = Register(value.Shape, MatrixLayout.RowMajor);
        list.Add(new CopyStep<T>(place, copy));
        descriptions.Add(() => Describe(value, "copy row after row", copy, list == constantSteps, PlanCost.None));
        rowMajor.Add(value, copy);
        return copy;
    }

    private void CopyResults()
    {
        for (int i = 0; i < Outputs.Length; i++)
        {
            Place place = PlaceOf(program.Results[i]);
            if (place.Storage != Storage.Output || place.Position != i)
            {
                (Value value, Place output) = (program.Results[i], Outputs[i]);
                steps.Add(new CopyStep<T>(place, output));
                descriptions.Add(() => Describe(value, "copy", output, false, PlanCost.None));
            }
        }
    }

    private Place Register(Shape shape, MatrixLayout order, bool isPadded = false)
    {
        Place place = sizes.Place(Storage.Register, registers.Count, shape) with { Layout = order };
        bool isAligned = !place.IsLinear && place.RowStride * place.ColumnStride * Unsafe.SizeOf<T>() % PageBytes == 0;
        place = isPadded && isAligned ? place with { Padding = LineBytes / Unsafe.SizeOf<T>() } : place;
        registers.Add(place.Length);
        return place;
    }
}
