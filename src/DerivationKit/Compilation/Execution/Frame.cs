namespace DerivationKit.Compilation;

/// <summary>The memory of one run: the caller's inputs and output, and the registers.</summary>
internal readonly ref struct Frame<T>
{
    private readonly ReadOnlySpan<T> first;
    private readonly ReadOnlySpan<T> second;
    private readonly ReadOnlySpan<T> third;
    private readonly ReadOnlySpan<T> fourth;
    private readonly ReadOnlySpan<ReadOnlyMemory<T>> list;
    private readonly T[][] registers;
    private readonly Span<T> output;

    /// <summary>Up to four inputs as spans.</summary>
    public Frame(
        T[][] registers,
        Span<T> output,
        int inputs,
        ReadOnlySpan<T> first = default,
        ReadOnlySpan<T> second = default,
        ReadOnlySpan<T> third = default,
        ReadOnlySpan<T> fourth = default)
    {
        (this.registers, Inputs) = (registers, inputs);
        this.output = output;
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /// <summary>Any number of inputs.</summary>
    public Frame(T[][] registers, Span<T> output, ReadOnlySpan<ReadOnlyMemory<T>> inputs)
    {
        (this.registers, Inputs) = (registers, inputs.Length);
        this.output = output;
        list = inputs;
    }

    /// <summary>How many inputs the caller gave.</summary>
    public int Inputs { get; }

    public ReadOnlySpan<T> Output => output;

    public ReadOnlySpan<T> Input(int position) => position switch
    {
        _ when !list.IsEmpty => list[position].Span,
        0 => first,
        1 => second,
        2 => third,
        _ => fourth,
    };

    public ReadOnlySpan<T> Read(Place place) => place.Storage == Storage.Input ? Input(place.Position) : Write(place);

    public Span<T> Write(Place place) => place.Storage switch
    {
        Storage.Register => registers[place.Position],
        Storage.Output => output,
        _ => throw new InvalidOperationException("an input is never written"),
    };
}
