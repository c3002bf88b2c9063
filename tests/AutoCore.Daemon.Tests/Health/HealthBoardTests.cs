using System.Text;
using AutoCore.Daemon.Health;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

public sealed class HealthBoardTests
{
    private readonly TestClock time = new();
    private readonly HealthBoard board;
    private readonly List<BoardEvent> events = [];

    public HealthBoardTests()
    {
        board = new HealthBoard(time);
        board.Raised += events.Add;
    }

    [Fact]
    public void Post_ChangeOfRating_IsOneEventWithBothRatings()
    {
        Post("disk", Rating.Ok);
        Assert.Empty(events);
        Post("disk", Rating.Critical);
        Post("disk", Rating.Critical);
        Post("disk", Rating.Ok);
        Assert.Equal(["ok>critical", "critical>ok"], events.Select(e => $"{e.Facts[1].Text}>{e.Facts[2].Text}"));
        Assert.All(events, e => Assert.Equal(("rating-changed", "disk"), (e.Type, e.Facts[0].Text)));
    }

    [Fact]
    public void Whole_WorstOfTheGroups_WithoutPartsUptimeAndBoot()
    {
        Assert.Equal(Rating.Unknown, board.Whole);
        Post("disk", Rating.Ok);
        Post("neighbours/x.service", Rating.Critical);
        Post("uptime", Rating.Critical);
        Post("boot", Rating.Warning);
        Assert.Equal(Rating.Ok, board.Whole);
        Post("memory", Rating.Unknown);
        Assert.Equal(Rating.Unknown, board.Whole);
        Post("sqlite", Rating.Warning);
        Assert.Equal(Rating.Warning, board.Whole);
    }

    [Fact]
    public void FindFact_PostedAndOffered_NewestOfItsType()
    {
        Assert.Null(board.FindFact<string>());
        Assert.Equal(0, board.FindFact<int>());
        board.PostFact("one");
        board.PostFact("two");
        Assert.Equal("two", board.FindFact<string>());
        var asked = 0;
        board.OfferFact(() => ++asked);
        Assert.Equal([1, 2], [board.FindFact<int>(), board.FindFact<int>()]);
    }

    [Fact]
    public void Of_Reading_LeavesOutWhatCouldNotBeRead()
    {
        var json = Encoding.UTF8.GetString(HealthJson.Of(new HealthReading("disk", Rating.Ok, DateTimeOffset.FromUnixTimeSeconds(100),
            new("used_percent", 12.34567), new("free_mb", double.NaN), new("hours", (double?)null), new("read_only", true), new("state", "watched"), new("word", (string?)null))));
        Assert.Equal("""{"ts":100,"rating":"ok","used_percent":12.346,"read_only":1,"state":"watched"}""", json);
    }

    [Fact]
    public void Of_Event_IsOneFlatObject()
    {
        var json = Encoding.UTF8.GetString(HealthJson.Of(new BoardEvent("card-critical", DateTimeOffset.FromUnixTimeSeconds(100), Rating.Critical, "card \"x\" fails", new Measure("errors", 2))));
        Assert.Equal("""{"ts":100,"type":"card-critical","severity":"critical","errors":2,"message":"card \u0022x\u0022 fails"}""", json);
    }

    private void Post(string group, Rating rating) => board.Post(new(group, rating, time.GetUtcNow()));
}
