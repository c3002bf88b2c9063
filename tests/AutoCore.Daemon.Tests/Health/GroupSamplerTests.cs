using AutoCore.Core.Health;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

public sealed class GroupSamplerTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void Read_MemoryIsShortForAMoment_IsNoNews()
    {
        var sampler = new GroupSampler(HealthGroups.Memory, _clock);
        var ratings = new List<Rating>();
        foreach (var megabytes in (double[])[200, 200, 20, 200, 30, 200, 200])
            ratings.Add(ReadMemory(sampler, megabytes));

        Assert.All(ratings, r => Assert.Equal(Rating.Ok, r));
    }

    [Fact]
    public void Read_MemoryStaysShort_IsCriticalWithTheThirdSample()
    {
        var sampler = new GroupSampler(HealthGroups.Memory, _clock);

        Assert.Equal([Rating.Ok, Rating.Ok, Rating.Ok, Rating.Ok, Rating.Critical, Rating.Critical],
            ((double[])[200, 200, 20, 20, 20, 20]).Select(megabytes => ReadMemory(sampler, megabytes)));
    }

    /// <summary>Five quick passes after a start, or an interval of a second.</summary>
    [Fact]
    public void Read_ManyTimesInAMoment_IsOneSample()
    {
        var sampler = new GroupSampler(HealthGroups.Memory, _clock);
        for (var i = 0; i < 15; i++)
            Assert.NotEqual(Rating.Critical, ReadMemory(sampler, 20, seconds: 1));
        Assert.Equal(Rating.Ok, ReadMemory(sampler, 200, seconds: 1));
    }

    [Theory]
    [InlineData(0.5, 48.0, false, Rating.Ok)]
    [InlineData(0.5, null, null, Rating.Ok)]
    [InlineData(null, 48.0, null, Rating.Ok)]
    [InlineData(0.5, 48.0, true, Rating.Warning)]
    [InlineData(null, null, null, Rating.Unknown)]
    public void Read_Processor_WarnsWhileItIsThrottled(double? load, double? celsius, bool? throttled, Rating expected) => Assert.Equal(expected,
        new GroupSampler(HealthGroups.Cpu, _clock)
        .Read(_clock.GetUtcNow(), new("temperature_celsius", celsius), new("load_1m", load), Measure.OfFlag("throttled", throttled)).Rating);

    [Theory]
    [InlineData(39.9, Rating.Ok)]
    [InlineData(60.1, Rating.Critical)]
    [InlineData(null, Rating.Unknown)]
    public void Read_NumberThatDoesNotJump_CountsAtOnce(double? seconds, Rating expected) =>
        Assert.Equal(expected, new GroupSampler(HealthGroups.Boot, _clock).Read(_clock.GetUtcNow(), new Measure("seconds", seconds)).Rating);

    [Fact]
    public void Read_WhatCannotBeReadAnyMore_IsForgotten()
    {
        var sampler = new GroupSampler(HealthGroups.Memory, _clock);
        ReadMemory(sampler, 20);
        ReadMemory(sampler, 20);
        ReadMemory(sampler, 20);
        for (var i = 0; i < 5; i++)
            ReadMemory(sampler, null);

        Assert.Equal(Rating.Ok, ReadMemory(sampler, 200));
    }

    private Rating ReadMemory(GroupSampler sampler, double? megabytes, double seconds = 30)
    {
        var rating = sampler.Read(_clock.GetUtcNow(), new("available_mb", megabytes), new("total_mb", 512)).Rating;
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return rating;
    }
}
