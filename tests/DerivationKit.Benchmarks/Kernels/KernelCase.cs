using System.Collections.Immutable;

namespace DerivationKit.Benchmarks.Kernels;

/// <summary>A kernel at one size: what is computed, from what, and how much work nobody can avoid.</summary>
internal sealed record KernelCase(string Kernel, string Size)
{
    /// <summary>Declarations of all names, in the order of the operands.</summary>
    public required string Declarations { get; init; }

    /// <summary>The results, in the language of the kit.</summary>
    public required ImmutableArray<string> Results { get; init; }

    public required ImmutableArray<Operand> Operands { get; init; }

    /// <summary>Rows and columns of each result.</summary>
    public required ImmutableArray<(int Rows, int Columns)> ResultShapes { get; init; }

    /// <summary>How many independent instances one call computes.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Additions and multiplications of the matrix products, over all instances.</summary>
    public required double Flops { get; init; }

    /// <summary>Exponentials over all instances; a tanh counts as 1.6.</summary>
    public required double Exponentials { get; init; }

    /// <summary>The sum of the lengths of the sums that are chained: rounding errors grow at most with it.</summary>
    public required int Contracted { get; init; }

    /// <summary>Numbers that have to be read or written at least once.</summary>
    public double Numbers => (double)Count * (Operands.Sum(o => o.Length) + ResultShapes.Sum(s => s.Rows * s.Columns));

    public override string ToString() => $"{Kernel} {Size}";
}
