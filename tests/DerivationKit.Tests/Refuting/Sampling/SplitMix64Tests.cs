using DerivationKit.Refuting;

namespace DerivationKit.Tests.Refuting.Sampling;

public class SplitMix64Tests
{
    // The reference implementation's first outputs for this seed, as listed on Rosetta Code, "Pseudo-random numbers/Splitmix64".
    [Fact]
    public void The_stream_is_the_published_one()
    {
        SplitMix64 random = new(1234567);
        ulong[] stream = [.. Enumerable.Range(0, 5).Select(_ => random.Next())];
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], stream);
    }

    [Fact]
    public void All_numbers_below_the_bound_occur_and_no_others()
    {
        SplitMix64 random = new(7);
        int[] drawn = [.. Enumerable.Range(0, 200).Select(_ => random.Below(5)).Distinct().Order()];
        Assert.Equal([0, 1, 2, 3, 4], drawn);
    }
}
