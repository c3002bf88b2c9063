using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>A fleet at a clustered broker of which one process is killed: the nodes go over to the other one, and keep their cameras.</summary>
[Collection(nameof(Network))]
public sealed class FleetClusterTests
{
    /// <summary>Until the cluster publishes what a dead process left: three heartbeats of silence, up to four until the next look, and the settling.</summary>
    private static readonly TimeSpan AfterDeathOfBoth = FleetRun.AfterReturn + AedesProcess.Heartbeat * 8;

    [Fact]
    public async Task ProcessesOfTheBroker_AreKilled_EveryCameraKeepsItsOwner()
    {
        Assert.SkipUnless(FleetYard.IsWanted, FleetYard.Unwanted);
        await using var broker = new AedesCluster();
        await using var yard = await FleetYard.CreateAsync(broker);
        using var run = new FleetRun(yard);
        var (a, b, all) = (yard.Members[0], yard.Members[1], yard.Members);
        await yard.ShareListAsync();
        Assert.NotEmpty(broker.First.Nodes);
        Assert.NotEmpty(broker.Second.Nodes);
        Assert.Equal(all.Count, broker.First.Nodes.Count + broker.Second.Nodes.Count);

        await FleetYard.WaitForEndOfAsync(await yard.WaitForMidRoundAsync());
        var before = await run.WatchAsync();
        var first = await run.StrikeAsync(
            "`kill -9` of one process of the broker", () => FailOverAsync(broker.First, broker.Second, all), all, 3, FleetRun.AfterReturn);
        // What the dead process left of wills is published meanwhile: of nodes that live.
        var between = await run.WatchAsync("nothing, at one process");
        await broker.First.StartAsync();
        var second = await run.StrikeAsync(
            "of the other one, the first being back", () => FailOverAsync(broker.Second, broker.First, all), all, 3, FleetRun.AfterReturn);
        await broker.Second.StartAsync();
        await run.StrikeAsync("`kill -9` of a node", a.KillAsync, [.. all.Where(m => m != a)], 2, FleetRun.AfterDeath);
        await run.StrikeAsync("its return", a.StartAsync, all, 3, FleetRun.AfterReturn);
        // Not the same node: one that returns for the third time within an hour stands aside.
        var doomed = broker.Of(b.Name);
        await run.StrikeAsync("`kill -9` of another node and of its process of the broker", () => KillBothAsync(b, doomed), [.. all.Where(m => m != b)], 2,
            AfterDeathOfBoth);
        await doomed.StartAsync();
        await run.StrikeAsync("the return of both", b.StartAsync, all, 3, FleetRun.AfterReturn);
        await run.EndAsync();
        var after = await run.WatchAsync();
        await run.EndAsync();

        await run.AssertAsync();
        Assert.All([before, between, after], run.AssertOnce);
        Assert.All([first, second], round => Assert.Equal(0, run.Missed(round)));
    }

    private static async Task FailOverAsync(AedesProcess from, AedesProcess to, IReadOnlyList<FleetMember> all)
    {
        await from.KillAsync();
        await Eventually.TrueAsync(() => all.All(m => to.Nodes.Contains(m.Name)), FleetRun.AfterReturn);
    }

    private static async Task KillBothAsync(FleetMember node, AedesProcess process)
    {
        await process.KillAsync();
        await node.KillAsync();
    }
}
