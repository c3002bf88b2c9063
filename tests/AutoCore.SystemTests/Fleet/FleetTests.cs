using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>C16 as a whole: what happens to the cameras when nodes, links and the broker fail in the midst of a round, and when they return.</summary>
[Collection(nameof(Network))]
public sealed class FleetTests
{
    /// <summary>The will's delay (3 s) and the settling (1 to 3 s) of a node that died, with as much again for a loaded machine.</summary>
    private static readonly TimeSpan AfterDeath = TimeSpan.FromSeconds(15);

    /// <summary>One and a half keep-alives (15 s) more.</summary>
    private static readonly TimeSpan AfterCut = AfterDeath + TimeSpan.FromSeconds(20);

    /// <summary>The longest pause between two tries to reach the broker (10 s), a keep-alive, and the listening.</summary>
    private static readonly TimeSpan AfterReturn = TimeSpan.FromSeconds(45);

    private readonly List<(string What, DateTimeOffset Round, TimeSpan Took)> _events = [];

    [Fact]
    public async Task NodesLinksAndBroker_FailAndReturn_EveryCameraHasAnOwnerSoonAndPicturesStayWhole()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("AUTOCORE_FLEET") == "1", "four minutes that want a machine of their own: make test-fleet");
        await using var yard = await FleetYard.CreateAsync();
        var (a, b, all) = (yard.Members[0], yard.Members[1], yard.Members);
        await Eventually.TrueAsync(() => all.All(m => m.Look() is { IsConnected: true, Shares.Count: 3 }), TimeSpan.FromMinutes(1));
        await yard.PublishListAsync();
        await FleetYard.WaitForSharingAsync(all, 3, TimeSpan.FromSeconds(30));

        // In the round in which the list came the nodes still find each other.
        await FleetYard.WaitForEndOfAsync(await yard.WaitForMidRoundAsync());
        var undisturbed = await yard.WaitForMidRoundAsync();
        _events.Add(("nothing", undisturbed, TimeSpan.Zero));
        await StrikeAsync(yard, "`kill -9` of a node", a.KillAsync, [.. all.Where(m => m != a)], 2, AfterDeath);
        await StrikeAsync(yard, "its return", a.StartAsync, all, 3, AfterReturn);
        await StrikeAsync(yard, "another node's link is cut", () => Network.CutAsync(b.Name), [.. all.Where(m => m != b)], 2, AfterCut);
        await StrikeAsync(yard, "its return", () => Network.MendAsync(b.Name), all, 3, AfterReturn);
        await StrikeAsync(yard, "the broker restarts", () => RestartBrokerAsync(yard), all, 1, AfterReturn);
        await StrikeAsync(yard, "`kill -9` of all three, and their return", () => RestartAllAsync(all), all, 1, AfterReturn);
        await FleetYard.WaitForEndOfAsync(_events[^1].Round);

        Report(yard);
        Assert.Empty(await yard.EvaluateAsync());
        Assert.Equal(FleetYard.Cameras, yard.Count(undisturbed).Count);
        Assert.All(yard.Count(undisturbed).Values, times => Assert.Equal(1, times));
        Assert.All(_events, e => Assert.True(Missed(yard, e.Round) <= FleetYard.Cameras / 3 + 1, $"{e.What}: {Missed(yard, e.Round)} missed"));
    }

    private static async Task RestartBrokerAsync(FleetYard yard)
    {
        await yard.StopBrokerAsync();
        await Eventually.TrueAsync(() => yard.Members.All(m => m.Look() is { IsConnected: false }));
        await yard.StartBrokerAsync();
    }

    private static async Task RestartAllAsync(IReadOnlyList<FleetMember> all)
    {
        await Task.WhenAll(all.Select(m => m.KillAsync()));
        await Task.WhenAll(all.Select(m => m.StartAsync()));
    }

    private async Task StrikeAsync(FleetYard yard, string what, Func<Task> strike, IReadOnlyList<FleetMember> remaining, int taking, TimeSpan atMost)
    {
        var round = await yard.WaitForMidRoundAsync();
        var began = TimeProvider.System.GetTimestamp();
        await strike();
        await FleetYard.WaitForSharingAsync(remaining, taking, atMost);
        _events.Add((what, round, TimeProvider.System.GetElapsedTime(began)));
    }

    private static int Missed(FleetYard yard, DateTimeOffset round) => FleetYard.Cameras - yard.Count(round).Count;

    private void Report(FleetYard yard)
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
}
