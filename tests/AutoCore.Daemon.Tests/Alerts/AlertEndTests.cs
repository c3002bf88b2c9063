using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>What was told is told as over, whoever told it: over restarts, caps, and things that are gone.</summary>
public sealed class AlertEndTests : IDisposable
{
    private const string Phone = """ "Channels": [ { "Name": "phone", "Type": "ntfy", "UrlKey": "URL" } ] """;

    private readonly TemporaryFolder _folder = new();
    private readonly FarEnd _far = new();

    public void Dispose()
    {
        _far.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task CameraFailed_Restart_ItWorks_IsOver_AndItsNextFailureIsTold()
    {
        await TellAsync(fixture => fixture.Raise("camera-failed", Rating.Warning, "Shop/P1 failed: timeout", new("site", "Shop"), new("camera", "P1")));

        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        SettleCameras(fixture, []);
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 2);
        Assert.Contains("camera Shop/P1 is well again", _far.Requests[1].Body, StringComparison.Ordinal);

        fixture.Raise("camera-failed", Rating.Warning, "Shop/P1 failed: timeout", new("site", "Shop"), new("camera", "P1"));
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 3);
        await fixture.StopAsync();
    }

    [Fact]
    public async Task CameraFailed_RemovedFromTheSettings_IsClosedWithAWord()
    {
        await TellAsync(fixture => fixture.Raise("camera-failed", Rating.Warning, "Shop/P9 failed: timeout", new("site", "Shop"), new("camera", "P9")));

        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        SettleCameras(fixture, []);
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 2);

        Assert.Contains("camera Shop/P9 is no longer there", _far.Requests[1].Body, StringComparison.Ordinal);
        await fixture.StopAsync();
    }

    [Fact]
    public async Task SixteenFlagged_AllWellInOneRound_OneSumClosesAll()
    {
        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        var cameras = Enumerable.Range(1, 16).Select(n => $"Shop/P{n}").ToHashSet(StringComparer.Ordinal);
        foreach (var camera in cameras.Take(10))
            fixture.Raise("camera-flagged", Rating.Warning, $"{camera} is flagged: black", new Measure("camera", camera));
        fixture.Raise("cameras-flagged", Rating.Warning, "16 cameras are flagged in one round, the first ones were told by name");
        fixture.Board.Settle(new(PicturesEvents.Flags, cameras, cameras, Rating.Warning));
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") > 0 && Open(fixture) == 16);
        var before = _far.Requests.Count;

        fixture.Board.Settle(new(PicturesEvents.Flags, new HashSet<string>(), cameras, Rating.Warning));
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count > before && Open(fixture) == 0);

        Assert.Contains("16 are well again or no longer there", _far.Requests[before].Body, StringComparison.Ordinal);
        await fixture.StopAsync();
    }

    [Theory]
    [InlineData("camera-unusual")]
    [InlineData("remote-failed")]
    [InlineData("fleet-node-lost")]
    public async Task WhatBegan_ItsEndEvent_IsTold(string name)
    {
        var opening = EventCatalogue.Find(name)!;
        var facts = opening.Opens!.Subject.Select(f => new Measure(f, "x")).ToList();
        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        fixture.Board.Raise(opening, facts);
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 1);

        var end = EventCatalogue.All.Single(e => e.Ends == opening.Opens && e.Opens is null);
        fixture.Board.Raise(end, facts);
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 2);

        Assert.Contains("over", _far.Requests[1].Headers["X-Title"], StringComparison.Ordinal);
        Assert.Equal(0, Open(fixture));
        await fixture.StopAsync();
    }

    [Theory]
    [InlineData("camera-unusual", "what is seen at x/x is well again")]
    [InlineData("remote-failed", "the remote x is well again")]
    [InlineData("fleet-node-lost", "the node x is well again")]
    public async Task WhatBegan_ItIsOverAfterARestart_IsTold(string name, string told)
    {
        var opening = EventCatalogue.Find(name)!;
        await TellAsync(fixture => fixture.Board.Raise(opening, [.. opening.Opens!.Subject.Select(f => new Measure(f, "x"))]));

        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        fixture.Board.Settle(new(opening.Opens!, new HashSet<string>(), new HashSet<string>(["x", "x/x"])));
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 2);

        Assert.Contains(told, _far.Requests[1].Body, StringComparison.Ordinal);
        await fixture.StopAsync();
    }

    [Fact]
    public async Task WorkerFailed_AndRecovers_IsOver()
    {
        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        using var worker = new Worker(fixture) { Failure = new IOException("no room") };
        await worker.StartAsync(CancellationToken.None);
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 1);

        worker.Failure = null;
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 2, step: TimeSpan.FromMinutes(1));

        Assert.Contains("over", _far.Requests[1].Headers["X-Title"], StringComparison.Ordinal);
        Assert.Equal(0, Open(fixture));
        await worker.StopAsync(CancellationToken.None);
        await fixture.StopAsync();
    }

    [Fact]
    public async Task WorkerFailed_Restart_ItWorks_IsOver()
    {
        await TellAsync(fixture => fixture.Board.Post(new("images", Rating.Warning, fixture.Time.GetUtcNow())));

        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        using var worker = new Worker(fixture);
        await worker.StartAsync(CancellationToken.None);
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 2);

        Assert.Equal(0, Open(fixture));
        await worker.StopAsync(CancellationToken.None);
        await fixture.StopAsync();
    }

    [Fact]
    public async Task GroupTold_Restart_NobodyReadsItAnyMore_IsClosedWithAWord()
    {
        await TellAsync(fixture => fixture.Board.Post(new("neighbours/gateway", Rating.Critical, fixture.Time.GetUtcNow())));

        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(() => _far.Requests.Count == 2, step: TimeSpan.FromMinutes(1));

        Assert.Contains("the group neighbours/gateway is no longer there", _far.Requests[1].Body, StringComparison.Ordinal);
        await fixture.StopAsync();
    }

    /// <summary>A run that tells one thing and stops.</summary>
    private async Task TellAsync(Action<AlertsFixture> tell)
    {
        using var fixture = new AlertsFixture(_folder, _far, Phone);
        await fixture.StartAsync();
        tell(fixture);
        await fixture.AdvanceUntilAsync(() => fixture.Measured("sent") == 1);
        await fixture.StopAsync();
    }

    private static void SettleCameras(AlertsFixture fixture, IReadOnlyCollection<string> failing) =>
        fixture.Board.Settle(new(CamerasEvents.Camera, failing.ToHashSet(StringComparer.Ordinal), new HashSet<string>(["Shop/P1", "Shop/P2"]), Rating.Warning));

    private static long Open(AlertsFixture fixture) => fixture.Database.Run(c => c.Number("SELECT count(*) FROM alert_incident"));

    private sealed class Worker(AlertsFixture fixture)
        : PeriodicWorker(
        "images", TimeSpan.FromMinutes(1), new WorkerContext(fixture.Time, fixture.Board, new Heartbeats(fixture.Time), NullLoggerFactory.Instance))
    {
        public Exception? Failure { get; set; }

        protected override Task RunOnceAsync(CancellationToken stoppingToken) => Failure is { } failure ? Task.FromException(failure) : Task.CompletedTask;
    }
}
