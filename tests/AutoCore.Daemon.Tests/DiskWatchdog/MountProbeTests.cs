using AutoCore.Daemon.DiskWatchdog;
using AutoCore.Policies.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.DiskWatchdog;

public sealed class MountProbeTests
{
    private static readonly MountSample Sample = new(MountEntry.Parse("22 1 8:1 / / rw - ext4 /dev/sda1 rw")!, new(1000, 500, 500, 100, 50), 0, null);

    [Fact]
    public async Task ReadAsync_MountHangs_GivesUpEachTimeAndWaitsOnOneThreadOnly()
    {
        var time = new TestClock();
        using var answer = new ManualResetEventSlim();
        var started = 0;
        var probe = new MountProbe(() => { Interlocked.Increment(ref started); answer.Wait(); return Sample; }, time);
        for (var look = 0; look < 3; look++)
            Assert.Null(await GiveUpAsync(probe, time));
        answer.Set();
        MountSample? sample = null;
        await Eventually.TrueAsync(async () => (sample = await probe.ReadAsync(CancellationToken.None)) is not null);
        Assert.Equal((Sample, 1), (sample, started));
    }

    [Fact]
    public async Task ReadAsync_FolderIsNotThere_ThrowsEachTime()
    {
        var probe = new MountProbe(() => MountSample.Read("/nowhere/at/all"), TimeProvider.System);
        await Assert.ThrowsAsync<IOException>(() => probe.ReadAsync(CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => probe.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ReadAsync_RealFolderThroughASymbolicLink_IsItsFileSystem()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(folder["link"], "/proc");
        var sample = await new MountProbe(() => MountSample.Read(folder["link"]), TimeProvider.System).ReadAsync(CancellationToken.None);
        Assert.Equal("/proc", sample!.Mount.MountPoint);
    }

    private static async Task<MountSample?> GiveUpAsync(MountProbe probe, TestClock time)
    {
        var reading = probe.ReadAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => time.ActiveTimers == 1);
        time.Advance(TimeSpan.FromSeconds(10));
        return await reading;
    }
}
