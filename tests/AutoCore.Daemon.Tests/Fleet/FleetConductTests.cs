using AutoCore.Daemon.Fleet;

namespace AutoCore.Daemon.Tests.Fleet;

public sealed class FleetConductTests : IDisposable
{
    private readonly FleetHouse _house = new();

    private FleetConduct Conduct => _house.Get<FleetConduct>();

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Decide_Connected_IsActiveAfterListening()
    {
        Conduct.Connect();
        Decide();
        Assert.False(Conduct.IsActive);

        Pass(FleetConduct.ListensFor);

        Assert.True(Conduct.IsActive);
    }

    [Fact]
    public void Decide_WithoutBroker_IsActiveAloneAfterAWhile()
    {
        Decide();
        Pass(TimeSpan.FromSeconds(29));
        Assert.False(Conduct.IsActive);
        Pass(TimeSpan.FromSeconds(2));
        Assert.True(Conduct.IsActive);
    }

    [Fact]
    public void Decide_DeclaredGoneTooOften_StandsAside()
    {
        Return();
        Return();
        Assert.True(Conduct.IsActive);

        Return();
        Assert.False(Conduct.IsActive);
        Pass(TimeSpan.FromSeconds(61));
        Assert.True(Conduct.IsActive);
        Assert.Equal(3, Conduct.Returns.Count);
    }

    [Fact]
    public void Decide_StandsAsideAndThenNobodyElseTakesPart_Captures()
    {
        Return();
        Return();
        Return();
        Assert.False(Conduct.IsActive);

        _house.Receive("autocore/pi-2/info", FleetHouse.Info(isActive: false), isRetained: false);
        Decide();

        Assert.True(Conduct.IsActive);
    }

    [Fact]
    public void Decide_BackBeforeTheWill_IsNoReturn()
    {
        for (var i = 0; i < 10; i++)
        {
            Conduct.Connect();
            Pass(FleetConduct.ListensFor);
            Conduct.Disconnect();
            Pass(TimeSpan.FromSeconds(1));
        }

        Assert.True(Conduct.IsActive);
        Assert.Single(Conduct.Returns);
    }

    [Fact]
    public void Decide_ReturnsOfTheLifeBefore_AreKnownFromTheBroker()
    {
        var now = _house.Clock.GetUtcNow().ToUnixTimeSeconds();
        _house.Get<FleetIntake>().OnConnected();
        _house.Receive("autocore/pi-1/info", FleetHouse.Info(instance: "autocore_me").Replace("\"fleet_returns\":\"\"", $"\"fleet_returns\":\"{now - 300} {now - 200} {now - 100}\"", StringComparison.Ordinal));

        _house.Greet("pi-2");
        Pass(FleetConduct.ListensFor);

        Assert.Equal(4, Conduct.Returns.Count);
        Assert.False(Conduct.IsActive);
    }

    [Theory]
    [InlineData("autocore_a", false)]
    [InlineData("autocore_z", true)]
    public void MeetNamesake_TwoInstallations_TheSameOneCapturesWhoeverAsks(string other, bool captures)
    {
        Conduct.Connect();
        Pass(FleetConduct.ListensFor);

        _house.Receive("autocore/pi-1/info", FleetHouse.Info(instance: other), isRetained: false);
        Decide();

        Assert.Equal(other, Conduct.Namesake);
        Assert.Equal(captures, Conduct.IsActive);
        Pass(TimeSpan.FromMinutes(4));
        Assert.Null(Conduct.Namesake);
        Assert.True(Conduct.IsActive);
    }

    [Theory]
    [InlineData("the others come anew", true)]
    [InlineData("one comes anew, the other is still gone", true)]
    [InlineData("one of the others stayed", false)]
    public void Decide_DeclaredGoneAgainAndAgain_StandsAsideUnlessItHappenedToAll(string what, bool happenedToAll)
    {
        for (var i = 1; i <= 5; i++)
        {
            Conduct.Members = new HashSet<string> { "pi-2", "pi-3" };
            _house.Get<FleetIntake>().OnDisconnected();
            // Tries to connect again that fail are told of, too.
            _house.Get<FleetIntake>().OnDisconnected();
            _house.Get<FleetIntake>().OnConnected();
            _house.Receive("autocore/pi-1/status", "offline");
            _house.Greet("pi-2", at: i);
            _house.Greet("pi-3", at: what.Contains("stayed", StringComparison.Ordinal) ? 1 : i);
            if (what.Contains("still gone", StringComparison.Ordinal))
                _house.Receive("autocore/pi-3/status", "offline");
            Pass(FleetConduct.ListensFor);
        }

        Assert.Equal(happenedToAll ? 1 : 5, Conduct.Returns.Count);
        Assert.Equal(happenedToAll, Conduct.IsActive);
    }

    private void Return()
    {
        _house.Get<FleetIntake>().OnDisconnected();
        _house.Get<FleetIntake>().OnConnected();
        _house.Receive("autocore/pi-1/status", "offline");
        _house.Greet("pi-2");
        Conduct.Members = new HashSet<string> { "pi-2" };
        Pass(FleetConduct.ListensFor);
    }

    private void Pass(TimeSpan time)
    {
        _house.Clock.Advance(time);
        Decide();
    }

    private void Decide() => Conduct.Decide(_house.Get<FleetView>(), _house.Desk.ClientId);
}
