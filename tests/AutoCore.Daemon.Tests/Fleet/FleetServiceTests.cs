using AutoCore.Daemon.Fleet;
using AutoCore.Policies.Fleet;
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
        using var house = new FleetHouse();
        var service = house.Get<IHostedService>();
        await service.StartAsync(CancellationToken.None);
        house.Get<FleetIntake>().OnConnected();
        house.Greet("pi-2");
        await UntilAsync(house, () => house.Get<FleetConduct>().IsActive && !house.Get<FleetConduct>().IsTakingOver && !house.Desk.Followed.Contains(Rounds));

        var part = house.Announce(7, Cameras);
        await UntilAsync(house, () => house.Desk.Followed.Contains("autocore/fleet/main/list/7/0"));
        house.Receive("autocore/fleet/main/list/7/0", part);
        // So slowly that the two seconds of listening cannot be over by then.
        await UntilAsync(house, () => house.Desk.Followed.Contains(Rounds), milliseconds: 2);
        Assert.Null(house.Board.FindFact<FleetShare>());
        house.Receive("autocore/pi-2/fleet/round", $$"""{"ts":1,"round_ts":600,"list_version":6,"stored":"{{new RoundMarks(600, 6, [0]).Encode()}}"}""");
        house.Receive("autocore/pi-2/fleet/round", $$"""{"ts":1,"round_ts":600,"list_version":7,"stored":"{{new RoundMarks(600, 7, [1]).Encode()}}"}""");

        await UntilAsync(house, () => house.Board.FindFact<FleetShare>() is { ListVersion: 7 } && !house.Desk.Followed.Contains(Rounds));
        Assert.Equal([1], house.Board.FindFact<StoredElsewhere>()!.Marks.Stored);
        await service.StopAsync(CancellationToken.None);
    }

    /// <summary>Lets time pass until something is so.</summary>
    private static Task UntilAsync(FleetHouse house, Func<bool> isSo, int milliseconds = 50) => Eventually.TrueAsync(() =>
    {
        house.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return isSo();
    });
}
