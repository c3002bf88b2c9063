using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;
using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

/// <summary>Rounds over a farm.</summary>
public sealed class RoundRunnerTests
{
    [Fact]
    public async Task Round_OfWhichHalfAnswer503Once_StoresAll()
    {
        await using var fixture = new CaptureFixture();
        for (var i = 0; i < 30; i++)
            fixture.Farm.Add($"Site_{i / 3}/P{(i % 3) + 1}", new Camera { Fault = i % 2 == 0 ? Fault.Status(503).First(1) : null });

        var outcome = await fixture.RunAsync();

        Assert.Equal((30, 0), (outcome.Summary.Stored, outcome.Summary.Failed));
        Assert.Equal(15, outcome.Results.Count(r => r.Attempts == 2));
    }

    [Fact]
    public async Task BrokenOffRound_GoesOn_WithExactlyTheMissingCameras()
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["MaxWorkers"] = 2;
        for (var i = 0; i < 60; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { Latency = Latency.Milliseconds(60) });
        using var stop = new CancellationTokenSource();
        var running = fixture.RunAsync(cancellationToken: stop.Token);
        await Eventually.TrueAsync(() => Directory.Exists(fixture.Root) && fixture.Pictures().Count >= 4);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var stored = fixture.Pictures().Count;
        var asked = fixture.Farm.Cameras.ToDictionary(c => c, c => c.Requests);

        fixture.Restart();
        var state = fixture.Services.GetRequiredService<RoundFile>().Read();
        var outcome = await fixture.RunAsync(state);

        Assert.Equal(stored, state.Stored.Count);
        Assert.Equal((60, 60), (outcome.Summary.Total, outcome.Summary.Stored));
        Assert.Equal(60, fixture.Pictures().Count);
        Assert.Equal(60 - stored, fixture.Farm.Cameras.Count(c => c.Requests > asked[c]));
    }

    [Fact]
    public async Task UnchangedPicture_TakesNoSecondCopy()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1", new Camera { Picture = Picture.Frozen });

        await fixture.RunAsync();
        var second = await fixture.RunAsync();

        Assert.Equal(1, second.Summary.Duplicates);
        Assert.Equal(2, fixture.Pictures().Count);
        Assert.Equal(2, (int)FileFacts.Read(fixture.Pictures()[0])!.Value.Links);
    }

    [Theory]
    [InlineData("snapshot", 1)]
    [InlineData("timestamped", 2)]
    [InlineData("organized", 2)]
    public async Task TwoRounds_InEachMode_LeaveWhatItKeeps(string mode, int pictures)
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["StorageMode"] = mode;
        var camera = fixture.Farm.Add("Águas Claras/P1");

        await fixture.RunAsync();
        await fixture.RunAsync();

        Assert.Equal(pictures, fixture.Pictures().Count);
        Assert.Equal(mode == "organized", File.Exists(fixture.Latest(camera)));
        Assert.Equal(camera.Sent[^1].Whole.ToArray(),
            File.ReadAllBytes(mode == "organized" ? fixture.Latest(camera) : fixture.Pictures().MaxBy(File.GetLastWriteTimeUtc)!));
    }

    [Fact]
    public async Task HostThatIsDown_IsPaused_AndItsCamerasAreNotAllAsked()
    {
        await using var fixture = new CaptureFixture(new FarmOptions { Hosts = 2, Pictures = new PictureOptions { Width = 320, Height = 240, Scenes = 2 } });
        for (var i = 0; i < 10; i++)
            fixture.Farm.Add($"Down/P{i}", host: 1);
        fixture.Farm.Add("Up/P1", host: 0);
        fixture.Settings["MaxWorkers"] = 1;
        await fixture.Farm.StopHostAsync(1);
        var hosts = fixture.Services.GetRequiredService<HostStates>();
        var down = fixture.Farm.Cameras[0].Url.Authority;
        // It has had its first pause in an earlier round.
        hosts[down] = new(Failures: 9, IsTripped: true, PausedUntil: TimeProvider.System.GetElapsedTime(0) + TimeSpan.FromMinutes(5));

        var outcome = await fixture.RunAsync();

        Assert.Equal(1, outcome.Summary.Stored);
        Assert.Equal(("refused", 1), outcome.Results.Where(r => r.Attempts > 0 && r.Stored is null).Select(r => (r.Reason.Word, r.Attempts)).Single());
        var notAsked = outcome.Results.Where(r => r.Attempts == 0).ToList();
        Assert.Equal(9, notAsked.Count);
        Assert.All(notAsked, r => Assert.Equal("paused", r.Reason.Word));
        Assert.All(notAsked, r => Assert.Contains("refused", r.Detail, StringComparison.Ordinal));
    }
}
