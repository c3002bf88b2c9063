using System.Globalization;
using System.Text.RegularExpressions;
using AutoCore.Policies.Health;

namespace AutoCore.Web.Tests.Pages;

public sealed class EventsPageTests
{
    [Fact]
    public async Task Events_ManyOfThem_AreReadPageByPage()
    {
        await using var pages = new PageFixture();
        WriteEvents(pages, 130, i => i % 10 == 0 ? Rating.Critical : Rating.Ok, i => $"event <{i}>");

        var first = await pages.PageAsync("/events");
        var second = await pages.PageAsync(Older(first));
        var third = await pages.PageAsync(Older(second));

        Assert.Equal([60, 60, 10], new[] { first, second, third }.Select(Count));
        Assert.Contains("event &lt;129&gt;", first, StringComparison.Ordinal);
        Assert.Contains("event &lt;0&gt;", third, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", third, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_OnlyCriticalOnes_LeaveTheOthersOut()
    {
        await using var pages = new PageFixture();
        WriteEvents(pages, 30, i => i % 10 == 0 ? Rating.Critical : Rating.Ok, i => $"{i}");

        Assert.Equal(3, Count(await pages.PageAsync("/events?severity=critical")));
        Assert.Equal(30, Count(await pages.PageAsync("/events?severity=%3Cscript%3E")));
    }

    [Fact]
    public async Task Events_OnThePortuguesePage_SpeakPortuguese_WhereTheFactsSuffice()
    {
        await using var pages = new PageFixture();
        pages.Fixture.Write("run/events.json", """
            {"events":[{"at":1795500000000,"event":{"ts":1795500000,"type":"disk-forecast","severity":"warning","mount":"/data","hours_to_critical":3.2,"message":"/data will be critical in 3.2 hours if it fills on like this"}},
            {"at":1795500030000,"event":{"ts":1795500030,"type":"disk-forecast","severity":"warning","mount":"/srv","hours_to_critical":4.2,"message":"/srv in other words"}},
            {"at":1795500060000,"event":{"ts":1795500060,"type":"disk-forecast","severity":"warning","mount":"/data","message":"of an older daemon"}}]}
            """);

        var html = await pages.PageAsync("/events", language: "pt");

        Assert.Contains("<p>/data ficará crítico em 3,2 horas se continuar a encher assim</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"en\">of an older daemon</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"en\">/srv in other words</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"en\">/data will be critical in 3.2 hours if it fills on like this</p>", await pages.PageAsync("/events"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day=2026-02-31", "day=2026-02-31")]
    [InlineData("severity=xx&before=yesterday", "severity=xx, before=yesterday")]
    [InlineData("camera=Nowhere/P9", "camera=Nowhere/P9")]
    [InlineData("day=%3Cb%3E", "day=&lt;b&gt;")]
    public async Task Events_AskedForWhatIsNotUnderstood_SayThatItIsLeftOut(string query, string told)
    {
        await using var pages = new PageFixture();
        WriteEvents(pages, 3, _ => Rating.Ok, i => $"{i}");

        var html = await pages.PageAsync($"/events?{query}");

        Assert.Contains($"Not understood, and left out: {told}</p>", html, StringComparison.Ordinal);
        Assert.Equal(3, Count(html));
        Assert.Contains($"N\u00E3o entendido, e deixado de fora: {told}</p>", await pages.PageAsync($"/events?{query}", language: "pt"), StringComparison.Ordinal);
        Assert.DoesNotContain("Not understood", await pages.PageAsync("/events?camera=&day=&severity=ok"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_None_SaysWhatWillStandThere()
    {
        await using var pages = new PageFixture();

        Assert.Contains("Nothing has happened", await pages.PageAsync("/events"), StringComparison.Ordinal);
        Assert.Contains("Nada aconteceu", await pages.PageAsync("/events?before=99999999999999999", language: "pt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_OfAFleet_AreOnAPageThatTheMenuLeadsTo()
    {
        await using var pages = new PageFixture();
        Assert.DoesNotContain("href=\"/nodes\"", await pages.PageAsync("/"), StringComparison.Ordinal);
        pages.Fixture.Write("run/fleet.json", """
            {"ts":1795500000,"nodes":[{"name":"pi-1","online":1,"rating":"ok","cameras":173,"capacity":1,"last_seen_ts":1795500000},{"name":"<pi-2>","online":0,"rating":"unknown","cameras":0,"capacity":0.5}]}
            """);

        var html = await pages.PageAsync("/nodes");

        Assert.Contains("href=\"/nodes\" aria-current=\"page\"", html, StringComparison.Ordinal);
        Assert.Contains("173 cameras", html, StringComparison.Ordinal);
        Assert.Contains("&lt;pi-2&gt;", html, StringComparison.Ordinal);
    }

    private static void WriteEvents(PageFixture pages, int count, Func<int, Rating> severity, Func<int, string> message) =>
        pages.Fixture.Write("run/events.json", $$"""{"events":[{{string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"at":{{1795500000000 + (i * 60_000L)}},"event":{"ts":{{1795500000 + (i * 60)}},"type":"rating-changed","severity":"{{severity(i).ToWord()}}","message":"{{message(i)}}"} }""")))}} ] }""");

    private static int Count(string html) => Regex.Count(html, "<code lang=\"en\">");

    private static string Older(string html) =>
        Regex.Match(html, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
}
