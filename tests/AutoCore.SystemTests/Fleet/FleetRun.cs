namespace AutoCore.SystemTests.Fleet;

/// <summary>What was done to a fleet in the midst of its rounds, and what became of the cameras.</summary>
internal sealed class FleetRun(FleetYard yard) : IDisposable
{
    /// <summary>The will's delay (3 s) and the settling (1 to 3 s) of a node that died, with as much again for a loaded machine.</summary>
    public static readonly TimeSpan AfterDeath = TimeSpan.FromSeconds(15);

    /// <summary>One and a half keep-alives (15 s) more.</summary>
    public static readonly TimeSpan AfterCut = AfterDeath + TimeSpan.FromSeconds(20);

    /// <summary>The longest pause between two tries to reach the broker (10 s), a keep-alive, and the listening.</summary>
    public static readonly TimeSpan AfterReturn = TimeSpan.FromSeconds(45);

    private readonly List<(string What, DateTimeOffset Round, TimeSpan Took)> _events = [];

    /// <summary>A round begins, of which nothing is expected but that every camera has one picture.</summary>
    /// <returns>When that round began.</returns>
    public async Task<DateTimeOffset> WatchAsync(string what = "nothing")
    {
        var round = await yard.WaitForMidRoundAsync();
        _events.Add((what, round, TimeSpan.Zero));
        return round;
    }

    /// <summary>Does something in the midst of a round, and waits until those who remain have shared all cameras.</summary>
    /// <param name="what">Its name in the report.</param>
    /// <param name="strike">What is done.</param>
    /// <param name="remaining">Who must agree afterwards.</param>
    /// <param name="taking">How many of them must have cameras.</param>
    /// <param name="atMost">How long that may take.</param>
    /// <returns>When that round began.</returns>
    public async Task<DateTimeOffset> StrikeAsync(string what, Func<Task> strike, IReadOnlyList<FleetMember> remaining, int taking, TimeSpan atMost)
    {
        var round = await yard.WaitForMidRoundAsync();
        var began = TimeProvider.System.GetTimestamp();
        await strike();
        await FleetYard.WaitForSharingAsync(remaining, taking, atMost);
        _events.Add((what, round, TimeProvider.System.GetElapsedTime(began)));
        return round;
    }

    /// <summary>Waits for the end of the last round in which something was done.</summary>
    public Task EndAsync() => FleetYard.WaitForEndOfAsync(_events[^1].Round);

    /// <summary>Cameras of a round without a picture.</summary>
    public int Missed(DateTimeOffset round) => FleetYard.Cameras - yard.Count(round).Count;

    /// <summary>Prints it all in a table as docs/fleet.md has it, whether or not the run came to its end.</summary>
    public void Dispose()
    {
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine("| in the midst of a round | every camera has an owner again after | pictures | twice | missed |");
        foreach (var (what, round, took) in _events)
        {
            var counts = yard.Count(round);
            output?.WriteLine(
                $"| {what} | {took.TotalSeconds:0.0} s | {counts.Values.Sum()} | {counts.Values.Sum(n => n - 1)} | {FleetYard.Cameras - counts.Count} |");
        }
    }

    /// <summary>Nothing was lost but what a node that went may take along, and every picture is whole.</summary>
    public async Task AssertAsync()
    {
        Assert.Empty(await yard.EvaluateAsync());
        Assert.All(_events, e => Assert.True(Missed(e.Round) <= FleetYard.Cameras / 3 + 1, $"{e.What}: {Missed(e.Round)} missed"));
    }

    /// <summary>Every camera has one picture of a round.</summary>
    public void AssertOnce(DateTimeOffset round)
    {
        Assert.Equal(FleetYard.Cameras, yard.Count(round).Count);
        Assert.All(yard.Count(round).Values, times => Assert.Equal(1, times));
    }
}
