using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>C16 as a whole: what happens to the cameras when nodes, links and the broker fail in the midst of a round, and when they return.</summary>
[Collection(nameof(Network))]
public sealed class FleetTests
{
    [Fact]
    public async Task NodesLinksAndBroker_FailAndReturn_EveryCameraHasAnOwnerSoonAndPicturesStayWhole()
    {
        Assert.SkipUnless(FleetYard.IsWanted, FleetYard.Unwanted);
        await using var broker = new HubMosquitto();
        await using var yard = await FleetYard.CreateAsync(broker);
        using var run = new FleetRun(yard);
        var (a, b, all) = (yard.Members[0], yard.Members[1], yard.Members);
        await yard.ShareListAsync();

        // In the round in which the list came the nodes still find each other.
        await FleetYard.WaitForEndOfAsync(await yard.WaitForMidRoundAsync());
        var undisturbed = await run.WatchAsync();
        await run.StrikeAsync("`kill -9` of a node", a.KillAsync, [.. all.Where(m => m != a)], 2, FleetRun.AfterDeath);
        await run.StrikeAsync("its return", a.StartAsync, all, 3, FleetRun.AfterReturn);
        await run.StrikeAsync("another node's link is cut", () => Network.CutAsync(b.Name), [.. all.Where(m => m != b)], 2, FleetRun.AfterCut);
        await run.StrikeAsync("its return", () => Network.MendAsync(b.Name), all, 3, FleetRun.AfterReturn);
        await run.StrikeAsync("the broker restarts", () => RestartBrokerAsync(broker, all), all, 1, FleetRun.AfterReturn);
        await run.StrikeAsync("`kill -9` of all three, and their return", () => RestartAllAsync(all), all, 1, FleetRun.AfterReturn);
        await run.EndAsync();

        await run.AssertAsync();
        run.AssertOnce(undisturbed);
    }

    private static async Task RestartBrokerAsync(HubMosquitto broker, IReadOnlyList<FleetMember> all)
    {
        await broker.StopAsync();
        await Eventually.TrueAsync(() => all.All(m => m.Look() is { IsConnected: false }));
        await broker.StartAsync();
    }

    private static async Task RestartAllAsync(IReadOnlyList<FleetMember> all)
    {
        await Task.WhenAll(all.Select(m => m.KillAsync()));
        await Task.WhenAll(all.Select(m => m.StartAsync()));
    }
}
