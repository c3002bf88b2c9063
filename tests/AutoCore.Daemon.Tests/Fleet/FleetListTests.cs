using AutoCore.Daemon.Fleet;

namespace AutoCore.Daemon.Tests.Fleet;

/// <summary>A list is taken whole or not at all, and the good one stays.</summary>
public sealed class FleetListTests
{
    private const string Good = """[{"Site":"A","Name":"P1","Url":"http://127.0.0.1/1"},{"Site":"A","Name":"P2","Url":"http://127.0.0.1/2"}]""";

    [Fact]
    public void Step_GoodList_IsTakenAndKeptOnTheCard()
    {
        using var fixture = new FleetFixture();

        var list = fixture.Offer(7, Good);

        Assert.Equal(2, list!.Plan.Cameras);
        Assert.Equal(7, fixture.Get<FleetListStore>().Load()!.Manifest.Version);
        Assert.Empty(fixture.Desk.Followed);
    }

    [Theory]
    [InlineData("""[{"Site":"A","Name":"P1","Url":"http://127.0.0.1/1"},{"Site":"a","Name":"p1","Url":"http://127.0.0.1/2"}]""")]
    [InlineData("""[{"Site":"../etc","Name":"P1","Url":"http://127.0.0.1/1"}]""")]
    [InlineData("""[{"Site":"A","Name":"P1","Url":"file:///etc/shadow"}]""")]
    [InlineData("""[{"Site":"A","Name":"P1","Url":"http://user:secret@127.0.0.1/"}]""")]
    [InlineData("""[{"Site":"A","Name":"P1","Url":"http://127.0.0.1/1","Password":"secret"}]""")]
    [InlineData("not a part")]
    public void Step_BrokenList_ChangesNothing(string cameras)
    {
        using var fixture = new FleetFixture();
        fixture.Offer(7, Good);

        Assert.Null(fixture.Offer(8, cameras, present: 7));

        Assert.NotNull(fixture.Get<FleetListTransfer>().Problem);
        Assert.Single(fixture.Log.Lines, l => l.EventName == "fleet-list-refused");
        Assert.Equal(7, fixture.Get<FleetListStore>().Load()!.Manifest.Version);
    }

    [Fact]
    public void Step_WrongChecksumOrNumber_ChangesNothing()
    {
        using var fixture = new FleetFixture();

        Assert.Null(fixture.Offer(7, Good, sha256: new string('0', 64)));
        Assert.Null(fixture.Offer(8, Good, count: 3));
        Assert.Null(fixture.Get<FleetListStore>().Load());
    }

    [Fact]
    public void Step_OlderList_IsRefused()
    {
        using var fixture = new FleetFixture();
        fixture.Offer(7, Good);

        Assert.Null(fixture.Offer(6, Good, present: 7));

        Assert.Contains("older", fixture.Get<FleetListTransfer>().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("theirs", false)]
    [InlineData(null, false)]
    [InlineData("ours", true)]
    public void Step_KeyIsSet_OnlyItsSignatureIsTaken(string? signedBy, bool isTaken)
    {
        using var fixture = new FleetFixture(""", "KeyName": "FLEET_KEY" """, ("FLEET_KEY", "ours"));

        Assert.Equal(isTaken, fixture.Offer(7, Good, key: signedBy) is not null);
    }

    [Fact]
    public void Step_PartDoesNotCome_IsAskedForAgainThenGivenUp()
    {
        using var fixture = new FleetFixture();
        fixture.Offer(7, Good);
        var transfer = fixture.Get<FleetListTransfer>();
        var manifest = fixture.Get<FleetListStore>().Load()!.Manifest with { Version = 8 };
        fixture.Receive("autocore/fleet/main/list", manifest.Compose(fixture.Clock.GetUtcNow(), null));
        transfer.Step(7);

        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("autocore/fleet/main/list/8/0", fixture.Desk.Followed);
            fixture.Clock.Advance(TimeSpan.FromSeconds(11));
            transfer.Step(7);
        }

        Assert.False(transfer.IsFetching);
        Assert.NotNull(transfer.Problem);
        Assert.Equal(7, fixture.Get<FleetListStore>().Load()!.Manifest.Version);
    }

    [Fact]
    public void Load_DamagedPartOnTheCard_IsNoList()
    {
        using var fixture = new FleetFixture();
        var file = fixture.Offer(7, Good)!.Files.Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("P2", "P3", StringComparison.Ordinal));

        Assert.Null(fixture.Get<FleetListStore>().Load());
    }
}
