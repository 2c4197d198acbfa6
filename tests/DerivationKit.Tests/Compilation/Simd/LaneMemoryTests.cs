using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation.Simd;

public class LaneMemoryTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_first_lanes_alone_are_written(int bits)
    {
        AssertWritten(LaneRunner<double>.Of(bits));
        AssertWritten(LaneRunner<float>.Of(bits));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void No_memory_beyond_the_first_lanes_is_touched(int bits)
    {
        AssertUntouched(LaneRunner<double>.Of(bits));
        AssertUntouched(LaneRunner<float>.Of(bits));
    }

    private static unsafe void AssertWritten<T>(LaneRunner<T> lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = Values(lanes);
        for (int count = 0; count <= lanes.Count; count++)
        {
            T[] memory = [.. Enumerable.Repeat(-T.One, lanes.Count + 4)];
            fixed (T* p = memory)
            {
                lanes.StoreFirst(values, p + 2, count);
                Assert.Equal([-T.One, -T.One, .. values[..count], .. Enumerable.Repeat(-T.One, lanes.Count + 2 - count)], memory);
                Assert.Equal([.. values[..count], .. Enumerable.Repeat(T.Zero, lanes.Count - count)], lanes.LoadFirst(p + 2, count));
            }
        }
    }

    // The memory ends where the page ends: one byte more ends the process.
    private static unsafe void AssertUntouched<T>(LaneRunner<T> lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pages are protected by mprotect");
        using GuardedPage page = new();
        T[] values = Values(lanes);
        for (int count = 0; count <= lanes.Count; count++)
        {
            T* p = (T*)page.End - count;
            lanes.StoreFirst(values, p, count);
            Assert.Equal([.. values[..count], .. Enumerable.Repeat(T.Zero, lanes.Count - count)], lanes.LoadFirst(p, count));
        }
    }

    private static T[] Values<T>(LaneRunner<T> lanes)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(3, lanes.Count).Select(T.CreateChecked)];
}
