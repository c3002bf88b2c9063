using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Fleet;

/// <summary>Nodes and commands as their users start them, with a real broker.</summary>
public sealed class FleetCommandTests
{
    [Fact]
    public async Task Nodes_JoinLeaveAndDie_TheOthersTakeTheirCamerasAndGiveThemBack()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var a = new FleetDaemon("pi-a", broker.Port);
        await using var b = new FleetDaemon("pi-b", broker.Port);
        await Task.WhenAll(a.StartAsync(), b.StartAsync());
        await a.WaitForStatusAsync(0, @"2 of 2 nodes online");

        var published = await a.RunAsync("fleet", "publish", a.WriteList(10));

        Assert.Equal(0, published.ExitCode);
        Assert.Contains("10 cameras", Assert.Single(published.Output), StringComparison.Ordinal);
        await b.WaitForStatusAsync(0, @"10 cameras, 2 of 2", @"^  pi-a +online +\w+ +5 ", @"^\* pi-b +online +\w+ +5 ");

        await b.EndAsync(kill: true);
        await a.WaitForStatusAsync(2, @"^\* pi-a +online +\w+ +10 ", @"^  pi-b +offline +\w+ +0 ");

        await b.StartAsync();
        await a.WaitForStatusAsync(0, @"^\* pi-a +online +\w+ +5 ");

        await b.EndAsync(kill: false);
        await a.WaitForStatusAsync(2, @"^\* pi-a +online +\w+ +10 ", @"^  pi-b +offline +\w+ +0 ");
    }

    [Fact]
    public async Task Publish_Forget_ClearsWhatTheBrokerKeepsOfANode_ButNotOfOneThatIsThere()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var a = new FleetDaemon("pi-a", broker.Port);
        await using var b = new FleetDaemon("pi-b", broker.Port);
        await Task.WhenAll(a.StartAsync(), b.StartAsync());
        await a.WaitForStatusAsync(0, "2 of 2 nodes online");
        var file = a.WriteList(4);

        var early = await a.RunAsync("fleet", "publish", file, "--forget", "pi-b");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("pi-b is online", Assert.Single(early.Errors), StringComparison.Ordinal);

        await b.EndAsync(kill: false);
        Assert.Equal(0, (await a.RunAsync("fleet", "publish", file, "--forget", "pi-b")).ExitCode);
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/+/status", "-t", "autocore/+/info", "-t", "autocore/+/health");
        await subscriber.WaitForAsync("autocore/pi-a/status");
        await subscriber.WaitForAsync("autocore/pi-a/info");
        Assert.DoesNotContain(subscriber.Messages, m => m.Topic.StartsWith("autocore/pi-b/", StringComparison.Ordinal));
        Assert.Equal(64, (await a.RunAsync("fleet", "publish", file, "--forget", "pi/+")).ExitCode);
        var mistyped = await a.RunAsync("fleet", "publish", file, "--forget", "pi-bb", "--dry-run");
        Assert.Equal(1, mistyped.ExitCode);
        Assert.Equal("--forget pi-bb: neither the list nor the broker knows this node; the list has pi-a", Assert.Single(mistyped.Errors));
        var missing = await a.RunAsync("fleet", "publish", $"{file}.gone");
        Assert.Equal((78, $"{file}.gone: there is no such file"), (missing.ExitCode, Assert.Single(missing.Errors)));
    }

    [Fact]
    public async Task Publish_DryRun_ShowsAndSendsNothing()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();
        await using var node = new FleetDaemon("pi-a", broker.Port);
        await using var subscriber = await MqttSubscriber.StartAsync(broker, "autocore/fleet/#");
        var file = node.WriteList(3);

        var tried = await node.RunAsync("fleet", "publish", file, "--dry-run");
        Assert.Equal(0, tried.ExitCode);
        Assert.Contains("3 cameras", Assert.Single(tried.Output), StringComparison.Ordinal);
        Assert.Empty(subscriber.Messages);

        Assert.Equal(0, (await node.RunAsync("fleet", "publish", file)).ExitCode);
        var list = await subscriber.WaitForAsync("autocore/fleet/main/list");
        Assert.Equal(3, list.Json.GetProperty("cameras").GetInt32());
        Assert.Equal($"autocore/fleet/main/list/{list.Json.GetProperty("version").GetInt64()}/0", subscriber.Messages[0].Topic);
    }

    [Fact]
    public async Task Publish_NoBroker_FailsAndNamesIt()
    {
        var port = PrivateMosquitto.FreePort();
        await using var node = new FleetDaemon("pi-a", port);

        var result = await node.RunAsync("fleet", "publish", node.WriteList(3));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_BrokenFile_IsAMistakeOfTheFile()
    {
        await using var node = new FleetDaemon("pi-a", PrivateMosquitto.FreePort());
        var file = node.WriteList(2);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("P1", "P0", StringComparison.Ordinal));

        var result = await node.RunAsync("fleet", "publish", file);

        Assert.Equal(78, result.ExitCode);
        Assert.Contains("S/P0 is there 2 times", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "start it with")]
    [InlineData(false, "Fleet:Enabled")]
    public async Task Status_NoDaemonOrNoFleet_FailsWithTheRemedy(bool isEnabled, string remedy)
    {
        await using var node = new FleetDaemon("pi-a", PrivateMosquitto.FreePort(), isEnabled);

        var result = await node.RunAsync("fleet", "status");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(remedy, Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_BrokerIsAway_TellsSoAndWarns()
    {
        await using var node = new FleetDaemon("pi-a", PrivateMosquitto.FreePort());
        await node.StartAsync();

        await node.WaitForStatusAsync(2, "The broker is away");
    }
}
