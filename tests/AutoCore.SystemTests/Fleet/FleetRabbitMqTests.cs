using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>
/// A fleet at RabbitMQ, whose plugin gives what is retained to those who name the topic, and nothing of it to a filter with a wildcard: who comes later hears
/// of nobody who was there before. No camera is left out for it.
/// </summary>
[Collection(nameof(Network))]
public sealed class FleetRabbitMqTests
{
    [Fact]
    public async Task NodeThatComesLater_HearsOfNobody_AndCapturesEverything()
    {
        Assert.SkipUnless(FleetYard.IsWanted, FleetYard.Unwanted);
        await using var broker = new RabbitMqBroker();
        await using var yard = await FleetYard.CreateAsync(broker);
        using var run = new FleetRun(yard);
        var (a, all) = (yard.Members[0], yard.Members);
        IReadOnlyList<FleetMember> others = [.. all.Where(m => m != a)];
        // They come within the two seconds in which each listens, and so hear each other.
        await yard.ShareListAsync();
        await FleetYard.WaitForEndOfAsync(await yard.WaitForMidRoundAsync());
        var before = await run.WatchAsync();
        await run.StrikeAsync("`kill -9` of a node", a.KillAsync, others, 2, FleetRun.AfterDeath);
        var alone = await yard.WaitForMidRoundAsync();
        await a.StartAsync();
        await Eventually.TrueAsync(
            () => a.Look() is { IsConnected: true } sight && sight.Shares.GetValueOrDefault(a.Name) == FleetYard.Cameras, FleetRun.AfterReturn);
        await FleetYard.WaitForEndOfAsync(alone);
        var after = await run.WatchAsync("the round after its return");
        await run.EndAsync();

        await run.AssertAsync();
        run.AssertOnce(before);
        Assert.Equal(0, run.Missed(after));
    }
}
