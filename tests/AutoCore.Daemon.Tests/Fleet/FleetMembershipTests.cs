using AutoCore.Daemon.Fleet;

namespace AutoCore.Daemon.Tests.Fleet;

public sealed class FleetMembershipTests : IDisposable
{
    private readonly FleetFixture _fixture = new();

    private FleetMembership Membership => _fixture.Get<FleetMembership>();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Decide_Connected_IsActiveAfterListening()
    {
        Membership.Connect();
        Decide();
        Assert.False(Membership.IsActive);

        Pass(FleetMembership.ListensFor);

        Assert.True(Membership.IsActive);
    }

    [Fact]
    public void Decide_WithoutBroker_IsActiveAloneAfterAWhile()
    {
        Decide();
        Pass(TimeSpan.FromSeconds(29));
        Assert.False(Membership.IsActive);
        Pass(TimeSpan.FromSeconds(2));
        Assert.True(Membership.IsActive);
    }

    [Fact]
    public void Decide_DeclaredGoneTooOften_StandsAside()
    {
        Return();
        Return();
        Assert.True(Membership.IsActive);

        Return();
        Assert.False(Membership.IsActive);
        Pass(TimeSpan.FromSeconds(61));
        Assert.True(Membership.IsActive);
        Assert.Equal(3, Membership.Returns.Count);
    }

    [Fact]
    public void Decide_StandsAsideAndThenNobodyElseTakesPart_Captures()
    {
        Return();
        Return();
        Return();
        Assert.False(Membership.IsActive);

        _fixture.Receive("autocore/pi-2/info", FleetFixture.Info(isActive: false), isRetained: false);
        Decide();

        Assert.True(Membership.IsActive);
    }

    [Fact]
    public void Decide_BackBeforeTheWill_IsNoReturn()
    {
        for (var i = 0; i < 10; i++)
        {
            Membership.Connect();
            Pass(FleetMembership.ListensFor);
            Membership.Disconnect();
            Pass(TimeSpan.FromSeconds(1));
        }

        Assert.True(Membership.IsActive);
        Assert.Single(Membership.Returns);
    }

    [Fact]
    public void Decide_ReturnsOfTheLifeBefore_AreKnownFromTheBroker()
    {
        var now = _fixture.Clock.GetUtcNow().ToUnixTimeSeconds();
        _fixture.Get<FleetSubscriber>().OnConnected();
        _fixture.Receive("autocore/pi-1/info", FleetFixture.Info(instance: "autocore_me")
            .Replace("\"fleet_returns\":\"\"", $"\"fleet_returns\":\"{now - 300} {now - 200} {now - 100}\"", StringComparison.Ordinal));

        _fixture.Greet("pi-2");
        Pass(FleetMembership.ListensFor);

        Assert.Equal(4, Membership.Returns.Count);
        Assert.False(Membership.IsActive);
    }

    [Theory]
    [InlineData("autocore_a", false)]
    [InlineData("autocore_z", true)]
    public void MeetNamesake_TwoInstallations_TheSameOneCapturesWhoeverAsks(string other, bool captures)
    {
        Membership.Connect();
        Pass(FleetMembership.ListensFor);

        _fixture.Receive("autocore/pi-1/info", FleetFixture.Info(instance: other), isRetained: false);
        Decide();

        Assert.Equal(other, Membership.DuplicateNode);
        Assert.Equal(captures, Membership.IsActive);
        Pass(TimeSpan.FromMinutes(4));
        Assert.Null(Membership.DuplicateNode);
        Assert.True(Membership.IsActive);
    }

    [Theory]
    [InlineData("the others come anew", true)]
    [InlineData("one comes anew, the other is still gone", true)]
    [InlineData("one of the others stayed", false)]
    public void Decide_DeclaredGoneAgainAndAgain_StandsAsideUnlessItHappenedToAll(string what, bool happenedToAll)
    {
        for (var i = 1; i <= 5; i++)
        {
            Membership.Members = new HashSet<string> { "pi-2", "pi-3" };
            _fixture.Get<FleetSubscriber>().OnDisconnected();
            // Tries to connect again that fail are told of, too.
            _fixture.Get<FleetSubscriber>().OnDisconnected();
            _fixture.Get<FleetSubscriber>().OnConnected();
            _fixture.Receive("autocore/pi-1/status", "offline");
            _fixture.Greet("pi-2", at: i);
            _fixture.Greet("pi-3", at: what.Contains("stayed", StringComparison.Ordinal) ? 1 : i);
            if (what.Contains("still gone", StringComparison.Ordinal))
                _fixture.Receive("autocore/pi-3/status", "offline");
            Pass(FleetMembership.ListensFor);
        }

        Assert.Equal(happenedToAll ? 1 : 5, Membership.Returns.Count);
        Assert.Equal(happenedToAll, Membership.IsActive);
    }

    private void Return()
    {
        _fixture.Get<FleetSubscriber>().OnDisconnected();
        _fixture.Get<FleetSubscriber>().OnConnected();
        _fixture.Receive("autocore/pi-1/status", "offline");
        _fixture.Greet("pi-2");
        Membership.Members = new HashSet<string> { "pi-2" };
        Pass(FleetMembership.ListensFor);
    }

    private void Pass(TimeSpan time)
    {
        _fixture.Clock.Advance(time);
        Decide();
    }

    private void Decide() => Membership.Decide(_fixture.Get<FleetView>(), _fixture.Desk.ClientId);
}
