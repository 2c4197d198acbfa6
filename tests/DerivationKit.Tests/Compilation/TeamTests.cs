using DerivationKit.Compilation.Parallel;

namespace DerivationKit.Tests.Compilation;

public class TeamTests
{
    // More threads than most machines have processors, so that they are interrupted anywhere.
    private readonly Team team = new(5);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    [InlineData(7, 30)]
    [InlineData(64, 2)]
    [InlineData(Team.MostParts, 2)]
    public void Every_part_is_done_once(int parts, int threads)
    {
        Tally tally = new(parts);
        for (int run = 1; run <= 20; run++)
        {
            team.Run(tally, parts, threads);
            Assert.True(tally.Times.All(times => times == run));
        }
    }

    [Fact]
    public void Callers_at_the_same_time_do_not_mix_their_work()
    {
        Tally[] tallies = [.. Enumerable.Range(3, 4).Select(parts => new Tally(parts))];
        Thread[] callers = [.. tallies.Select(tally => new Thread(() =>
        {
            for (int run = 0; run < 500; run++)
            {
                team.Run(tally, tally.Times.Length, 3);
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.All(tallies, tally => Assert.All(tally.Times, times => Assert.Equal(500, times)));
    }

    [Fact]
    public void Work_within_work_is_done_by_whoever_asks()
    {
        Tally inner = new(3);
        team.Run(new Each(_ => team.Run(inner, 3, 2)), 4, 2);
        Assert.All(inner.Times, times => Assert.Equal(4, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_failure_reaches_the_caller_and_the_team_goes_on(int threads)
    {
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            team.Run(new Each(part => throw new InvalidOperationException("part")), 4, threads));
        Assert.Equal("part", thrown.Message);
        Tally tally = new(4);
        team.Run(tally, 4, threads);
        Assert.All(tally.Times, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Numbers_of_parts_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(new Tally(0), Team.MostParts + 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(new Tally(0), -1, 2));
    }

    private sealed class Tally(int parts) : IDividedWork
    {
        public int[] Times { get; } = new int[parts];

        public void Run(int part) => Interlocked.Increment(ref Times[part]);
    }

    private sealed class Each(Action<int> act) : IDividedWork
    {
        public void Run(int part) => act(part);
    }
}
