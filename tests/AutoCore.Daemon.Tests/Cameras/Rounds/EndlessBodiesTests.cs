using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.Daemon.Tests.Cameras.Rounds;

/// <summary>Bodies without an end, measured by what the process allocates: no other test runs meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class EndlessBodiesTests
{
    [Fact]
    public async Task EndlessBodies_AreRefused_WithoutGrowingMemory()
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["MaxWorkers"] = 16;
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Settings["MaxImageMb"] = 8;
        for (var i = 0; i < 16; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { IsEndless = true, Wire = new Wire { Framing = Framing.UntilClose, KeepAlive = false } });
        await fixture.RunAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var outcome = await fixture.RunAsync();

        Assert.All(outcome.Results, r => Assert.Equal("too-large", r.Reason.Word));
        // 128 MB came, and who keeps them allocates more; the farm that sends them lives in this process, too.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100_000_000);
    }
}
