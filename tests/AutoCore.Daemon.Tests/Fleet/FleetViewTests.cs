using AutoCore.Daemon.Fleet;
using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Tests.Fleet;

public sealed class FleetViewTests : IDisposable
{
    private readonly FleetFixture _fixture = new();

    private FleetView View => _fixture.Get<FleetView>();

    private IEnumerable<string> Members => View.Members().Select(m => m.Name);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Members_OnlineActiveAndOfThisFleet_AreThose()
    {
        _fixture.Greet("pi-3");
        _fixture.Greet("pi-2");
        _fixture.Greet("standing-aside", isActive: false);
        _fixture.Greet("of-another", fleet: "other");
        _fixture.Receive("autocore/no-fleet/status", "online");
        _fixture.Greet("gone");
        _fixture.Receive("autocore/gone/status", "offline", isRetained: false);

        Assert.Equal(["pi-2", "pi-3"], Members);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"fleet":"main","fleet_instance":"x","fleet_capacity":1e99,"fleet_active":1,"fleet_returns":""}""")]
    [InlineData("""{"fleet":"main","fleet_instance":"x","fleet_capacity":-1,"fleet_active":1,"fleet_returns":""}""")]
    [InlineData("""{"fleet":7,"fleet_instance":"x","fleet_capacity":1,"fleet_active":1,"fleet_returns":""}""")]
    public void Members_HostileInfo_IsNoMember(string info)
    {
        _fixture.Receive("autocore/pi-2/info", info);
        _fixture.Receive("autocore/pi-2/status", "online");

        Assert.Empty(Members);
    }

    [Theory]
    [InlineData("status", "info")]
    [InlineData("info", "status")]
    public void Count_NodeThatIsForgotten_IsKnownNoMore(string first, string second)
    {
        _fixture.Greet("gone");
        foreach (var node in new[] { "gone", "never-seen" })
        {
            _fixture.Receive($"autocore/{node}/{first}", "", isRetained: false);
            _fixture.Receive($"autocore/{node}/{second}", "", isRetained: false);
        }

        Assert.Equal(0, View.Count);
    }

    [Fact]
    public void Members_MoreNamesThanAnyFleetHas_AreBounded()
    {
        for (var i = 0; i < MembershipPolicy.MostNodes + 10; i++)
            _fixture.Receive($"autocore/n{i}/status", "online");

        Assert.Equal(MembershipPolicy.MostNodes, View.Count);
    }

    [Fact]
    public void EndLook_HealthMissingTwice_EndsMembership()
    {
        _fixture.Greet("pi-2");
        _fixture.Greet("pi-3");

        Look("pi-1", "pi-2");
        Assert.Equal(["pi-2", "pi-3"], Members);
        Look("pi-1", "pi-2");
        Assert.Equal(["pi-2"], Members);
    }

    [Fact]
    public void EndLook_NotEvenOnesOwnHealth_SaysNothing()
    {
        _fixture.Greet("pi-2");

        for (var i = 0; i < 5; i++)
            Look();

        Assert.Equal(["pi-2"], Members);
    }

    /// <summary>As RabbitMQ does: a live message comes, what is retained does not.</summary>
    [Fact]
    public void IsBlind_NothingRetainedInTwoLooks_UntilOneBringsIt()
    {
        Assert.False(View.IsBlind);
        LookWith(isRetained: false);
        Assert.False(View.IsBlind);
        LookWith(isRetained: false);
        Assert.True(View.IsBlind);
        LookWith(isRetained: true);
        Assert.False(View.IsBlind);
    }

    [Fact]
    public void BeginConnection_MembersOfBefore_StayUntilAllHadTimeOrOneSaysOtherwise()
    {
        View.BeginConnection(new HashSet<string> { "pi-2", "pi-3" });
        _fixture.Receive("autocore/pi-2/status", "offline", isRetained: true);
        Assert.Equal(["pi-2", "pi-3"], Members);

        _fixture.Receive("autocore/pi-3/status", "offline", isRetained: false);
        Assert.Equal(["pi-2"], Members);

        View.EndRegathering();
        Assert.Empty(Members);
    }

    [Fact]
    public void TryAccept_OwnStatusOverwritten_IsToldAgain()
    {
        var told = 0;
        _fixture.Get<FleetSubscriber>().Changed += () => told++;

        _fixture.Receive("autocore/pi-1/status", "offline", isRetained: true);
        Assert.Equal(0, told);
        _fixture.Receive("autocore/pi-1/status", "offline", isRetained: false);
        Assert.Equal(1, told);
    }

    private void LookWith(bool isRetained)
    {
        View.BeginLook();
        _fixture.Receive("autocore/pi-1/health", """{"rating":"ok"}""", isRetained);
        View.EndLook();
    }

    private void Look(params string[] answering)
    {
        View.BeginLook();
        foreach (var node in answering)
            _fixture.Receive($"autocore/{node}/health", """{"rating":"ok"}""");
        View.EndLook();
    }
}
