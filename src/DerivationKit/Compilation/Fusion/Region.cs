using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Which axis of a matrix the lanes of vector registers run along.</summary>
internal enum LaneSide
{
    /// <summary>Each lane is a row.</summary>
    Rows,

    /// <summary>Each lane is a column.</summary>
    Columns,
}

/// <summary>What an instruction is within a region.</summary>
internal enum Role
{
    /// <summary>A product of lanes with a matrix that does not depend on them: lanes·weights, or weights·lanes.</summary>
    Product,

    /// <summary>Arithmetic within each lane.</summary>
    Map,

    /// <summary>One number for each lane.</summary>
    Reduction,

    /// <summary>A sum or maximum over the lanes, which is known only when the region has run.</summary>
    Total,

    /// <summary>A product that sums over the lanes, X'Y, which is known only when the region has run.</summary>
    Gram,

    /// <summary>A vector of lanes, transposed: the same memory.</summary>
    Alias,
}

/// <summary>Instructions that are computed together, lane by lane along one axis, so that what they hand to each other stays in registers
/// and cache. It grows by one instruction after the other.</summary>
/// <param name="side">Which side of matrices the axis is on.</param>
/// <param name="axis">The axis.</param>
internal sealed class Region(LaneSide side, Axis axis)
{
    private readonly List<Value> values = [];
    private readonly Dictionary<Value, Member> members = [];

    /// <summary>Which side of matrices the lanes are on.</summary>
    public LaneSide Side => side;

    /// <summary>What the lanes run through.</summary>
    public Axis Axis => axis;

    /// <summary>The instructions, operands first.</summary>
    public IReadOnlyList<Value> Values => values;

    /// <summary>The sums and maxima over the lanes.</summary>
    public IEnumerable<Value.Reduction> Totals => values.OfType<Value.Reduction>().Where(value => RoleOf(value) == Role.Total);

    /// <summary>What each instruction is.</summary>
    public Role RoleOf(Value value) => members[value].Role;

    /// <summary>Whether a value is computed here, lane by lane.</summary>
    public bool Holds(Value value) => members.TryGetValue(value, out Member? member) && member.Role is not (Role.Total or Role.Gram);

    /// <summary>Whether a value is computed here.</summary>
    public bool Contains(Value value) => members.ContainsKey(value);

    /// <summary>Takes an instruction in if it can be computed lane by lane from what is known already and from what is held here.</summary>
    public bool TryAdd(Value value, Func<Value, bool> isKnown)
    {
        if (Classify(value, isKnown) is not { } role)
        {
            return false;
        }

        values.Add(value);
        members.Add(value, new(role));
        return true;
    }

    /// <summary>Which side of an array of this shape the lanes are on; nothing if it has no lanes. Vectors have them whichever way they
    /// lie.</summary>
    public LaneSide? LanesOf(Shape shape)
    {
        LaneSide own = shape.Columns.IsOne ? LaneSide.Rows : shape.Rows.IsOne ? LaneSide.Columns : side;
        return (own == LaneSide.Rows ? shape.Rows : shape.Columns) == axis ? own : null;
    }

    /// <summary>The axis of an array with lanes that is not theirs.</summary>
    public Axis AcrossOf(Shape shape) => LanesOf(shape) == LaneSide.Rows ? shape.Columns : shape.Rows;

    /// <summary>Whether a value is needed when the region has run. A vector whose transpose is used outside is used itself.</summary>
    public bool IsUsedOutside(Value value, Program program) => program.Results.Contains(value) || program.Instructions.Any(
        user => user.Operands.Contains(value) && (!Contains(user) || (RoleOf(user) == Role.Alias && IsUsedOutside(user, program))));

    private Role? Classify(Value value, Func<Value, bool> isKnown)
    {
        return value switch
        {
            Value.Elementwise { Operands: [] } => null,
            Value.Elementwise or Value.Spread when LanesOf(value.Shape) is { } lanes && Reads(value).All(read => Fits(read, lanes)) => Role.Map,
            Value.Product x => ClassifyProduct(x, IsKnown, HasLanes),
            Value.Reduction x => ClassifyReduction(x, isKnown),
            Value.Transpose x when Holds(x.Operands[0]) && x.Shape.Rows.IsOne != x.Shape.Columns.IsOne => Role.Alias,
            _ => null,
        };

        bool Fits(Read read, LaneSide lanes) => read.Reading switch
        {
            Reading.Scalar => IsKnown(read.Value),
            Reading.Entry => IsKnown(read.Value) || (Holds(read.Value) && LanesOf(read.Value.Shape) == lanes),
            _ => IsKnown(read.Value) || (Holds(read.Value) && read.Reading == AlongLanes(lanes)),
        };

        bool IsKnown(Value operand) => !Contains(operand) && isKnown(operand);

        bool HasLanes(Factor factor, LaneSide lanes) => IsKnown(factor.Value)
            || (Holds(factor.Value) && LanesOf(factor.Value.Shape) == (factor.Transposed ? Other(lanes) : lanes));
    }

    private Role? ClassifyProduct(Value.Product x, Func<Value, bool> isKnown, Func<Factor, LaneSide, bool> hasLanes)
    {
        LaneSide? lanes = LanesOf(x.Shape);
        bool isProduct = (lanes == LaneSide.Rows && hasLanes(x.Left, LaneSide.Rows) && isKnown(x.Right.Value))
            || (lanes == LaneSide.Columns && hasLanes(x.Right, LaneSide.Columns) && isKnown(x.Left.Value));
        bool isGram = x.Left.Shape.Columns == axis && hasLanes(x.Left, LaneSide.Columns) && hasLanes(x.Right, LaneSide.Rows)
            && (Holds(x.Left.Value) || Holds(x.Right.Value));
        return isProduct ? Role.Product : isGram ? Role.Gram : null;
    }

    private Role? ClassifyReduction(Value.Reduction x, Func<Value, bool> isKnown)
    {
        Value operand = x.Operands[0];
        if (LanesOf(operand.Shape) is not { } lanes || !(Holds(operand) || (!Contains(operand) && isKnown(operand))))
        {
            return null;
        }

        return x.Slices == (lanes == LaneSide.Rows ? Slices.Rows : Slices.Columns) ? Role.Reduction : Role.Total;
    }

    /// <summary>What arithmetic in columns reads; a spread value is read without arithmetic.</summary>
    public static ImmutableArray<Read> Reads(Value value) => value switch
    {
        Value.Elementwise x => x.Reads,
        Value.Spread x => [x.Read],
        Value.Reduction x => [new(x.Operands[0], Reading.Entry)],
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not computed column by column"),
    };

    /// <summary>How a vector of lanes is read by an array with lanes on a side.</summary>
    public static Reading AlongLanes(LaneSide lanes) => lanes == LaneSide.Rows ? Reading.PerRow : Reading.PerColumn;

    private static LaneSide Other(LaneSide lanes) => lanes == LaneSide.Rows ? LaneSide.Columns : LaneSide.Rows;

    private sealed record Member(Role Role);
}
