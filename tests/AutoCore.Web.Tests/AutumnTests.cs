using System.Text.Json;
using AutoCore.Testing;
using AutoCore.Web.Charts;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Tests;

/// <summary>The hour that comes twice when clocks are set back, as in Berlin on 25 October 2026 at 03:00: 02:00 to 03:00 is 00:00 to 02:00 UTC.</summary>
public sealed class AutumnTests : IDisposable
{
    private const string Images = "/api/v1/cameras/Site/P1/images";
    private static readonly TimeZoneInfo Berlin = BerlinZone();
    private readonly WebFixture _fixture = new WebFixture().WithCamera("Site", "P1");
    private readonly TestClock _time = new(new(2026, 10, 25, 12, 0, 0, TimeSpan.Zero));

    public AutumnTests()
    {
        _time.SetLocalTimeZone(Berlin);
        foreach (var name in new[] { "014500", "020000", "021500", "021500-2", "024500", "030000" })
            _fixture.Write($"cameras/Site/2026-10/25/P1_{name}.jpg", "picture");
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("from=2026-10-25&to=2026-10-26", "014500 020000 021500 021500-2 024500 030000")]
    [InlineData("from=2026-10-25T02:00&to=2026-10-25T03:00", "020000 021500 021500-2 024500")]
    [InlineData("from=2026-10-25T02:10&to=2026-10-25T02:30", "021500 021500-2")]
    // The first pass, the second, and from within one into the other.
    [InlineData("from=2026-10-25T00:00:00Z&to=2026-10-25T01:00:00Z", "020000 021500 021500-2 024500")]
    [InlineData("from=2026-10-25T01:00:00Z&to=2026-10-25T02:00:00Z", "020000 021500 021500-2 024500")]
    [InlineData("from=2026-10-25T00:30:00Z&to=2026-10-25T01:10:00Z", "020000 024500")]
    [InlineData("from=1792888200&to=1792890600", "020000 024500")]
    [InlineData("from=2026-10-25T02:30&to=2026-10-25T02:00:00Z", "024500")]
    public async Task Images_OfThatHour_AreWhole(string query, string expected)
    {
        await using var server = await WebServer.StartAsync(_fixture, _time);
        Assert.Equal(expected.Split(' '), await NamesAsync(server, $"{Images}?{query}"));

        var paged = new List<string>();
        for (var next = $"{Images}?{query}&limit=1"; next is not null;)
        {
            paged.AddRange(await NamesAsync(server, next));
            using var answer = await server.Client.GetAsync(next);
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single()[1..link.Single().IndexOf('>')] : null;
        }
        Assert.Equal(expected.Split(' '), paged);
    }

    [Fact]
    public async Task Day_HasThePicturesOfBothPasses()
    {
        await using var server = await WebServer.StartAsync(_fixture, _time);
        var html = await server.Client.GetStringAsync("/cameras/Site/P1?day=2026-10-25");
        Assert.Contains("data-pictures=\"20261025T014500 20261025T020000 20261025T021500 20261025T021500-2 20261025T024500 20261025T030000\"", html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_OfLocalTimes_IsTwoHoursLong()
    {
        _fixture.Web = "";
        await using var server = await WebServer.StartAsync(_fixture, _time);
        using var answer = JsonDocument.Parse(
            await server.Client.GetStringAsync("/api/v1/telemetry?key=disk_used_percent&from=2026-10-25T02:00&to=2026-10-25T02:59:59&step=60"));
        var (from, to) = (answer.RootElement.GetProperty("from_ts").GetInt64(), answer.RootElement.GetProperty("to_ts").GetInt64());
        Assert.Equal((2 * 3600) - 1, to - from);
    }

    [Fact]
    public void TimeScale_HasThatHourTwice_InOrder()
    {
        var from = new DateTimeOffset(2026, 10, 24, 23, 0, 0, TimeSpan.Zero);
        var ticks = TimeScale.Ticks(from, from.AddHours(4), TimeSpan.FromMinutes(30), Berlin).ToList();
        Assert.Equal(["01:00", "01:30", "02:00", "02:30", "02:00", "02:30", "03:00", "03:30", "04:00"], ticks.Select(t => Words.Clock(t.Local)));
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(30), pair.Second.At - pair.First.At));
    }

    private static async Task<List<string>> NamesAsync(WebServer server, string address)
    {
        using var answer = JsonDocument.Parse(await server.Client.GetStringAsync(address));
        return [.. answer.RootElement.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("time").GetString()!["20261025T".Length..])];
    }

    private static TimeZoneInfo BerlinZone()
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(new(2026, 1, 1), new(2026, 12, 31), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 2, 0, 0), 3, 29), TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 3, 0, 0), 10, 25));
        return TimeZoneInfo.CreateCustomTimeZone("Berlin", TimeSpan.FromHours(1), null, null, null, [rule]);
    }
}
