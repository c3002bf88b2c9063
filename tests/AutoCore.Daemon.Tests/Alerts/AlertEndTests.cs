using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>What was told is told as over, whoever told it: over restarts, caps, and things that are gone.</summary>
public sealed class AlertEndTests : IDisposable
{
    private const string Phone = """ "Ways": [ { "Name": "phone", "Type": "ntfy", "UrlKey": "URL" } ] """;

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
        await TellAsync(house => house.Raise("camera-failed", Rating.Warning, "Shop/P1 failed: timeout", new("site", "Shop"), new("camera", "P1")));

        using var house = new AlertsHouse(_folder, _far, Phone);
        await house.StartAsync();
        SettleCameras(house, []);
        await house.AdvanceUntilAsync(() => _far.Requests.Count == 2);
        Assert.Contains("camera Shop/P1 is well again", _far.Requests[1].Body, StringComparison.Ordinal);

        house.Raise("camera-failed", Rating.Warning, "Shop/P1 failed: timeout", new("site", "Shop"), new("camera", "P1"));
        await house.AdvanceUntilAsync(() => _far.Requests.Count == 3);
        await house.StopAsync();
    }

    [Fact]
    public async Task CameraFailed_RemovedFromTheSettings_IsClosedWithAWord()
    {
        await TellAsync(house => house.Raise("camera-failed", Rating.Warning, "Shop/P9 failed: timeout", new("site", "Shop"), new("camera", "P9")));

        using var house = new AlertsHouse(_folder, _far, Phone);
        await house.StartAsync();
        SettleCameras(house, []);
        await house.AdvanceUntilAsync(() => _far.Requests.Count == 2);

        Assert.Contains("camera Shop/P9 is no longer there", _far.Requests[1].Body, StringComparison.Ordinal);
        await house.StopAsync();
    }

    [Fact]
    public async Task SixteenFlagged_AllWellInOneRound_OneSumClosesAll()
    {
        using var house = new AlertsHouse(_folder, _far, Phone);
        await house.StartAsync();
        var cameras = Enumerable.Range(1, 16).Select(n => $"Shop/P{n}").ToHashSet(StringComparer.Ordinal);
        foreach (var camera in cameras.Take(10))
            house.Raise("camera-flagged", Rating.Warning, $"{camera} is flagged: black", new Daemon.Health.Measure("camera", camera));
        house.Raise("cameras-flagged", Rating.Warning, "16 cameras are flagged in one round, the first ones were told by name");
        house.Board.Settle(new(AlertFamily.Flags, cameras, cameras, Rating.Warning));
        await house.AdvanceUntilAsync(() => house.Measured("sent") > 0 && Open(house) == 16);
        var before = _far.Requests.Count;

        house.Board.Settle(new(AlertFamily.Flags, new HashSet<string>(), cameras, Rating.Warning));
        await house.AdvanceUntilAsync(() => _far.Requests.Count > before && Open(house) == 0);

        Assert.Contains("16 are well again or no longer there", _far.Requests[before].Body, StringComparison.Ordinal);
        await house.StopAsync();
    }

    [Fact]
    public async Task WorkerFailed_AndRecovers_IsOver()
    {
        using var house = new AlertsHouse(_folder, _far, Phone);
        await house.StartAsync();
        using var worker = new Worker(house) { Failure = new IOException("no room") };
        await worker.StartAsync(CancellationToken.None);
        await house.AdvanceUntilAsync(() => _far.Requests.Count == 1);

        worker.Failure = null;
        await house.AdvanceUntilAsync(() => _far.Requests.Count == 2, step: TimeSpan.FromMinutes(1));

        Assert.Contains("over", _far.Requests[1].Headers["X-Title"], StringComparison.Ordinal);
        Assert.Equal(0, Open(house));
        await worker.StopAsync(CancellationToken.None);
        await house.StopAsync();
    }

    [Fact]
    public async Task WorkerFailed_Restart_ItWorks_IsOver()
    {
        await TellAsync(house => house.Board.Post(new("images", Rating.Warning, house.Time.GetUtcNow())));

        using var house = new AlertsHouse(_folder, _far, Phone);
        await house.StartAsync();
        using var worker = new Worker(house);
        await worker.StartAsync(CancellationToken.None);
        await house.AdvanceUntilAsync(() => _far.Requests.Count == 2);

        Assert.Equal(0, Open(house));
        await worker.StopAsync(CancellationToken.None);
        await house.StopAsync();
    }

    [Fact]
    public async Task GroupTold_Restart_NobodyReadsItAnyMore_IsClosedWithAWord()
    {
        await TellAsync(house => house.Board.Post(new("neighbours/gateway", Rating.Critical, house.Time.GetUtcNow())));

        using var house = new AlertsHouse(_folder, _far, Phone);
        await house.StartAsync();
        await house.AdvanceUntilAsync(() => _far.Requests.Count == 2, step: TimeSpan.FromMinutes(1));

        Assert.Contains("the group neighbours/gateway is no longer there", _far.Requests[1].Body, StringComparison.Ordinal);
        await house.StopAsync();
    }

    /// <summary>A run that tells one thing and stops.</summary>
    private async Task TellAsync(Action<AlertsHouse> tell)
    {
        using var house = new AlertsHouse(_folder, _far, Phone);
        await house.StartAsync();
        tell(house);
        await house.AdvanceUntilAsync(() => house.Measured("sent") == 1);
        await house.StopAsync();
    }

    private static void SettleCameras(AlertsHouse house, IReadOnlyCollection<string> failing) =>
        house.Board.Settle(new(AlertFamily.Camera, failing.ToHashSet(StringComparer.Ordinal), new HashSet<string>(["Shop/P1", "Shop/P2"]), Rating.Warning));

    private static long Open(AlertsHouse house) => house.Database.Run(c => c.Number("SELECT count(*) FROM alert_incident"));

    private sealed class Worker(AlertsHouse house)
        : PeriodicWorker("images", TimeSpan.FromMinutes(1), new WorkerContext(house.Time, house.Board, new Heartbeats(house.Time), NullLoggerFactory.Instance))
    {
        public Exception? Failure { get; set; }

        protected override Task RunOnceAsync(CancellationToken stoppingToken) => Failure is { } failure ? Task.FromException(failure) : Task.CompletedTask;
    }
}
