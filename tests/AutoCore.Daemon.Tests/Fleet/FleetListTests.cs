using AutoCore.Daemon.Fleet;

namespace AutoCore.Daemon.Tests.Fleet;

/// <summary>A list is taken whole or not at all, and the good one stays.</summary>
public sealed class FleetListTests
{
    private const string Good = """[{"Site":"A","Name":"P1","Url":"http://127.0.0.1/1"},{"Site":"A","Name":"P2","Url":"http://127.0.0.1/2"}]""";

    [Fact]
    public void Step_GoodList_IsTakenAndKeptOnTheCard()
    {
        using var house = new FleetHouse();

        var list = house.Offer(7, Good);

        Assert.Equal(2, list!.Plan.Cameras);
        Assert.Equal(7, house.Get<FleetListStore>().Load()!.Manifest.Version);
        Assert.Empty(house.Desk.Followed);
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
        using var house = new FleetHouse();
        house.Offer(7, Good);

        Assert.Null(house.Offer(8, cameras, present: 7));

        Assert.NotNull(house.Get<FleetListTransfer>().Problem);
        Assert.Single(house.Log.Lines, l => l.EventName == "fleet-list-refused");
        Assert.Equal(7, house.Get<FleetListStore>().Load()!.Manifest.Version);
    }

    [Fact]
    public void Step_WrongChecksumOrNumber_ChangesNothing()
    {
        using var house = new FleetHouse();

        Assert.Null(house.Offer(7, Good, sha256: new string('0', 64)));
        Assert.Null(house.Offer(8, Good, count: 3));
        Assert.Null(house.Get<FleetListStore>().Load());
    }

    [Fact]
    public void Step_OlderList_IsRefused()
    {
        using var house = new FleetHouse();
        house.Offer(7, Good);

        Assert.Null(house.Offer(6, Good, present: 7));

        Assert.Contains("older", house.Get<FleetListTransfer>().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("theirs", false)]
    [InlineData(null, false)]
    [InlineData("ours", true)]
    public void Step_KeyIsSet_OnlyItsSignatureIsTaken(string? signedBy, bool isTaken)
    {
        using var house = new FleetHouse(""", "KeyName": "FLEET_KEY" """, ("FLEET_KEY", "ours"));

        Assert.Equal(isTaken, house.Offer(7, Good, key: signedBy) is not null);
    }

    [Fact]
    public void Step_PartDoesNotCome_IsAskedForAgainThenGivenUp()
    {
        using var house = new FleetHouse();
        house.Offer(7, Good);
        var transfer = house.Get<FleetListTransfer>();
        var manifest = house.Get<FleetListStore>().Load()!.Manifest with { Version = 8 };
        house.Receive("autocore/fleet/main/list", manifest.Compose(house.Clock.GetUtcNow(), null));
        transfer.Step(7);

        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("autocore/fleet/main/list/8/0", house.Desk.Followed);
            house.Clock.Advance(TimeSpan.FromSeconds(11));
            transfer.Step(7);
        }

        Assert.False(transfer.IsFetching);
        Assert.NotNull(transfer.Problem);
        Assert.Equal(7, house.Get<FleetListStore>().Load()!.Manifest.Version);
    }

    [Fact]
    public void Load_DamagedPartOnTheCard_IsNoList()
    {
        using var house = new FleetHouse();
        var file = house.Offer(7, Good)!.Files.Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("P2", "P3", StringComparison.Ordinal));

        Assert.Null(house.Get<FleetListStore>().Load());
    }
}
