using AutoCore.Daemon.Fleet;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Hosting;

namespace AutoCore.Daemon.Tests.Fleet;

public sealed class FleetServiceTests
{
    private const string Rounds = "autocore/+/fleet/round";
    private const string Cameras = """[{"Site":"A","Name":"P1","Url":"http://127.0.0.1/1"},{"Site":"A","Name":"P2","Url":"http://127.0.0.1/2"}]""";

    [Fact]
    public async Task RunOnce_ListComes_ItIsDividedOnceTheRoundsOfOthersWereListenedTo()
    {
        using var fixture = new FleetFixture();
        var service = fixture.Get<IHostedService>();
        await service.StartAsync(CancellationToken.None);
        fixture.Get<FleetSubscriber>().OnConnected();
        fixture.Greet("pi-2");
        await UntilAsync(
            fixture, () => fixture.Get<FleetMembership>().IsActive && !fixture.Get<FleetMembership>().IsTakingOver && !fixture.Desk.Followed.Contains(Rounds));

        var part = fixture.Announce(7, Cameras);
        await UntilAsync(fixture, () => fixture.Desk.Followed.Contains("autocore/fleet/main/list/7/0"));
        fixture.Receive("autocore/fleet/main/list/7/0", part);
        // So slowly that the two seconds of listening cannot be over by then.
        await UntilAsync(fixture, () => fixture.Desk.Followed.Contains(Rounds), milliseconds: 2);
        Assert.Null(fixture.Board.FindFact<FleetShare>());
        fixture.Receive("autocore/pi-2/fleet/round", $$"""{"ts":1,"round_ts":600,"list_version":6,"stored":"{{new RoundMarks(600, 6, [0]).Encode()}}"}""");
        fixture.Receive("autocore/pi-2/fleet/round", $$"""{"ts":1,"round_ts":600,"list_version":7,"stored":"{{new RoundMarks(600, 7, [1]).Encode()}}"}""");

        await UntilAsync(fixture, () => fixture.Board.FindFact<FleetShare>() is { ListVersion: 7 } && !fixture.Desk.Followed.Contains(Rounds));
        Assert.Equal([1], fixture.Board.FindFact<StoredElsewhere>()!.Marks.Stored);
        await service.StopAsync(CancellationToken.None);
    }

    /// <summary>A broker that gives nothing retained to wildcards: nodes that cannot find each other say so.</summary>
    [Fact]
    public async Task RunOnce_LooksBringNothingRetained_IsAProblem_UntilOneDoes()
    {
        using var fixture = new FleetFixture();
        var service = fixture.Get<IHostedService>();
        await service.StartAsync(CancellationToken.None);
        fixture.Get<FleetSubscriber>().OnConnected();
        var part = fixture.Announce(7, Cameras);
        await UntilAsync(fixture, () => fixture.Desk.Followed.Contains("autocore/fleet/main/list/7/0"));
        fixture.Receive("autocore/fleet/main/list/7/0", part);
        await UntilAsync(fixture, () => Reading() is (Rating.Warning, { } problem) && problem.Contains("autocore/+/health", StringComparison.Ordinal), 1000);

        await UntilAsync(fixture, () =>
        {
            fixture.Receive("autocore/pi-1/health", """{"rating":"ok"}""");
            return Reading() is (Rating.Ok, null);
        }, 1000);
        await service.StopAsync(CancellationToken.None);

        (Rating?, string?) Reading() => fixture.Board.Find("fleet") is { } reading
            ? (reading.Rating, reading.Measures.FirstOrDefault(m => m.Key == "problem").Text) : (null, null);
    }

    /// <summary>Lets time pass until something is so.</summary>
    private static Task UntilAsync(FleetFixture fixture, Func<bool> isSo, int milliseconds = 50) => Eventually.TrueAsync(() =>
    {
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return isSo();
    });
}
