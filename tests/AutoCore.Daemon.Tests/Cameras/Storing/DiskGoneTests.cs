using AutoCore.Core.Health;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutoCore.Daemon.Tests.Cameras.Storing;

/// <summary>The disk of the pictures goes and comes back: its pictures do not go to the card meanwhile.</summary>
public sealed class DiskGoneTests
{
    [Fact]
    public async Task DiskGoneBeforeARound_NothingIsWrittenInItsPlace()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        using var disk = new TestDisk(Path.Combine(fixture.DataDirectory, "disk"));
        fixture.Settings["Root"] = Path.Combine(disk.Path, "pictures");
        await fixture.RunAsync();

        disk.TakeAway();
        var problem = await Assert.ThrowsAsync<IOException>(() => fixture.RunAsync());
        var answer = await fixture.Services.GetServices<IRequestHandler>().Single(h => h.Verb == "capture").RunAsync(RequestArguments.None, CancellationToken.None);

        Assert.Contains($"{disk.Path} is no longer mounted", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{disk.Path} is no longer mounted", answer.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task DiskGoneWhileTheDaemonRuns_CapturePausesSaysWhyAndGoesOnByItself()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        using var disk = new TestDisk(Path.Combine(fixture.DataDirectory, "disk"));
        fixture.Settings["Root"] = Path.Combine(disk.Path, "pictures");
        fixture.Settings["Interval"] = "00:00:01";
        var board = fixture.Services.GetRequiredService<HealthBoard>();
        var events = new List<string>();
        board.Raised += e => { lock (events) events.Add(e.Type); };
        var service = fixture.Services.GetServices<IHostedService>().OfType<CameraService>().Single();
        await service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => board.Find("cameras")?.Rating == Rating.Ok);

        disk.TakeAway();
        await Eventually.TrueAsync(() => board.Find("cameras")?.Rating == Rating.Critical);
        Assert.Contains("no longer mounted", board.Find("cameras")!.Measures.First(m => m.Key == "paused").Text, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));

        disk.Mount();
        await Eventually.TrueAsync(() => board.Find("cameras")?.Rating == Rating.Ok && Directory.Exists(Path.Combine(disk.Path, "pictures", "Farm")));
        await service.StopAsync(CancellationToken.None);

        lock (events)
            Assert.Equal(["capture-paused", "capture-resumed"], events.Where(e => e.StartsWith("capture-", StringComparison.Ordinal)));
    }
}
