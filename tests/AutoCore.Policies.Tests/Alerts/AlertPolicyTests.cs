using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class AlertPolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly Condition Camera = new("camera", "camera", "site", "camera");
    private static readonly Condition Capture = new("capture", "capture");
    private static readonly EventDefinition[] Definitions =
    [
        new(1, "camera-failed", Severity.Warning, "", "") { Opens = Camera }, new(2, "camera-recovered", Severity.Info, "", "") { Ends = Camera },
        new(3, "cameras-failed", Severity.Warning, "", "") { Sums = Camera }, new(4, "cameras-recovered", Severity.Info, "", "") { Sums = Camera },
        new(5, "capture-degraded", Severity.Warning, "", "") { Opens = Capture }, new(6, "capture-recovered", Severity.Info, "", "") { Ends = Capture },
        new(7, "rating-changed", null, "", "") { Opens = new("rating", "the group", "group"), Ends = new("rating", "the group", "group") },
        new(8, "clock-jumped", Severity.Warning, "", ""),
    ];

    [Theory]
    [InlineData("camera-failed", Rating.Warning, "site=Shop,camera=P1", AlertKind.Opens, "camera/Shop/P1")]
    [InlineData("camera-failed", Rating.Unknown, "site=Shop,camera=P1", AlertKind.Once, "")]
    [InlineData("camera-recovered", Rating.Ok, "site=Shop,camera=P1", AlertKind.Closes, "camera/Shop/P1")]
    [InlineData("cameras-failed", Rating.Warning, "", AlertKind.Once, "")]
    [InlineData("cameras-recovered", Rating.Ok, "", AlertKind.Ignored, "")]
    [InlineData("capture-degraded", Rating.Warning, "", AlertKind.Opens, "capture")]
    [InlineData("capture-recovered", Rating.Ok, "", AlertKind.Closes, "capture")]
    [InlineData("capture-recovered", Rating.Warning, "", AlertKind.Opens, "capture")]
    [InlineData("rating-changed", Rating.Warning, "group=memory", AlertKind.Opens, "rating/memory")]
    [InlineData("rating-changed", Rating.Ok, "group=memory", AlertKind.Closes, "rating/memory")]
    [InlineData("rating-changed", Rating.Unknown, "group=memory", AlertKind.Once, "")]
    [InlineData("clock-jumped", Rating.Warning, "", AlertKind.Once, "")]
    public void Classify_Event_KnowsWhatBeginsAndWhatIsOver(string type, Rating severity, string facts, AlertKind kind, string key)
    {
        var known = facts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('='))
            .ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal);
        Assert.Equal(new AlertRole(kind, key), AlertPolicy.Classify(Definitions.Single(d => d.Name == type), severity, f => known.GetValueOrDefault(f)));
    }

    [Theory]
    [InlineData("camera/Shop/P1", true, false)]
    [InlineData("cameras", false, false)]
    [InlineData("capture", false, true)]
    [InlineData("capture-paused", false, false)]
    public void Covers_Key_IsItselfOrBelow(string key, bool isCamera, bool isCapture) =>
        Assert.Equal((isCamera, isCapture), (Camera.Covers(key), Capture.Covers(key)));

    [Theory]
    [InlineData(Rating.Warning, Rating.Warning, 1, false, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Warning, 25, true, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Warning, -30, true, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Warning, -2, false, Rating.Warning)]
    [InlineData(Rating.Warning, Rating.Critical, 0, true, Rating.Critical)]
    [InlineData(Rating.Critical, Rating.Warning, 0, true, Rating.Critical)]
    public void Open_KnownIncident_IsNewsWhenItChangesOrAfterADay(Rating before, Rating now, double hoursLater, bool isNews, Rating peak)
    {
        var (told, next) = Incident.Open(new Incident(before, before, Noon), now, Noon.AddHours(hoursLater));
        Assert.Equal(isNews, told);
        Assert.Equal(new Incident(now, peak, isNews ? Noon.AddHours(hoursLater) : Noon), next);
    }

    [Fact]
    public void Open_NothingKnown_IsNews() =>
        Assert.Equal((true, new Incident(Rating.Critical, Rating.Critical, Noon)), Incident.Open(null, Rating.Critical, Noon));

    [Fact]
    public void MessageRate_Storm_AFewAtOnceThenEvenly()
    {
        var rate = MessageRate.Full(20, TimeSpan.Zero);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, rate.Wait(TimeSpan.Zero));
            rate = rate.Spend(TimeSpan.Zero);
        }
        Assert.Equal(TimeSpan.FromMinutes(3), rate.Wait(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromMinutes(1), rate.Wait(TimeSpan.FromMinutes(2)));
        Assert.Equal(TimeSpan.Zero, rate.Wait(TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromMinutes(3), rate.Spend(TimeSpan.FromMinutes(3)).Wait(TimeSpan.FromMinutes(3)));
    }
}
