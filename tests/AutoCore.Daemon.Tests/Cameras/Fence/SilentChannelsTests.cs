using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>Silent channels of a recorder are no failure of the recorder.</summary>
public sealed class SilentChannelsTests
{
    [Fact]
    public async Task TwentyOf345AreSilent_AllOthersAreStored_InThisRoundAndTheNext()
    {
        await using var fixture = new CaptureFixture(new FarmOptions { Hosts = 3, Pictures = new PictureOptions { Width = 160, Height = 120, Scenes = 4 } });
        for (var i = 0; i < 345; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { Latency = i % 17 == 0 && i < 340 ? Latency.Never : Latency.None }, host: i % 3);
        fixture.Settings["MaxWorkers"] = 20;
        fixture.Settings["RetryAttempts"] = 2;
        fixture.Settings["FirstByteTimeout"] = "00:00:02";

        for (var round = 0; round < 2; round++)
        {
            var outcome = await fixture.RunAsync();

            Assert.Equal(325, outcome.Summary.Stored);
            Assert.All(outcome.Results.Where(r => r.Stored is null), r => Assert.Equal(("timeout", 2), (r.Reason.Word, r.Attempts)));
            Assert.All(outcome.Results.Where(r => r.Stored is null), r => Assert.Contains("no first byte", r.Detail, StringComparison.Ordinal));
        }
    }
}
