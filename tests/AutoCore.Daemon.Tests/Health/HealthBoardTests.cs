using System.Text;
using AutoCore.Core.Health;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Health;

public sealed class HealthBoardTests
{
    private static readonly EventDefinition Many = new(2, "cards-fail", Severity.Warning, "{cards} cards fail", "");
    private static readonly EventDefinition Fails = new(1, "card-fails", Severity.Critical, "card {card} fails", "") { More = ["errors"], Sum = Many };

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

    [Theory]
    [InlineData("uptime")]
    [InlineData("boot")]
    public void Post_RatingThatDoesNotCountForTheWhole_IsNoEvent(string group)
    {
        Post(group, Rating.Critical);
        Post(group, Rating.Ok);

        Assert.Empty(events);
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
            new("used_percent", 12.34567), new("free_mb", double.NaN), new("hours", (double?)null), new("read_only", true), new("state", "watched"),
            new("word", (string?)null))));
        Assert.Equal("""{"ts":100,"rating":"ok","used_percent":12.346,"read_only":1,"state":"watched"}""", json);
    }

    [Fact]
    public void Of_Event_IsOneFlatObject()
    {
        var json = Encoding.UTF8.GetString(
            HealthJson.Of(new BoardEvent(Fails, DateTimeOffset.FromUnixTimeSeconds(100), Rating.Critical, new("card", "\"x\""), new("errors", 2))));
        Assert.Equal("""{"ts":100,"type":"card-fails","severity":"critical","card":"\u0022x\u0022","errors":2,"message":"card \u0022x\u0022 fails"}""", json);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    [InlineData(400, 11)]
    public void RaiseEach_AStorm_IsTenByNameAndOneSum(int things, int expected)
    {
        board.RaiseEach(Fails, [.. Enumerable.Range(1, things)], n => [new("card", $"c{n}")]);
        Assert.Equal(expected, events.Count);
        Assert.Equal("card c10 fails", events[9].Message);
        Assert.Equal(things > 10 ? $"{things} cards fail" : "card c10 fails", events[^1].Message);
    }

    [Fact]
    public void RaiseEach_AStorm_TheLogNamesEach()
    {
        using var fixture = new Hosting.WorkerFixture();
        fixture.Board.RaiseEach(Fails, [.. Enumerable.Range(1, 13)], n => [new("card", $"c{n}")]);
        Assert.Equal(13, fixture.Lines.Count(l => l.Event == "card-fails"));
        Assert.Contains(fixture.Lines, l => l.Event == "cards-fail");
    }

    [Fact]
    public void Raise_WithALog_IsOneLineWithItsNumberNameLevelAndSentence()
    {
        using var fixture = new Hosting.WorkerFixture();
        fixture.Board.Raise(Fails, new Measure("card", "x"));
        fixture.Board.RaiseAs(Fails, Rating.Warning, new Measure("card", "y"));
        Assert.Equal(
            [new(1, "card-fails", Microsoft.Extensions.Logging.LogLevel.Critical, "card x fails"),
                new(1, "card-fails", Microsoft.Extensions.Logging.LogLevel.Warning, "card y fails")], fixture.Lines);
    }

    [Fact]
    public void Raise_AFactThatIsNotDeclared_Throws()
    {
        using var fixture = new Hosting.WorkerFixture();
        Assert.Throws<ArgumentException>(() => fixture.Board.Raise(Fails, new Measure("colour", "red")));
    }

    private void Post(string group, Rating rating) => board.Post(new(group, rating, time.GetUtcNow()));
}
