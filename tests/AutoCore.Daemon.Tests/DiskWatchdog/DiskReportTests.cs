using AutoCore.Core.Health;
using AutoCore.Daemon.DiskWatchdog;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.DiskWatchdog;

public sealed class DiskReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _time = new();
    private readonly HealthBoard _board;
    private readonly List<BoardEvent> _events = [];

    public DiskReportTests()
    {
        _board = new(_time);
        _board.Raised += _events.Add;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MountThatVanished_OpensAnAlert_AndItsReturnClosesIt()
    {
        MountBelow.Require(_folder.Path);
        var mount = new WatchedMount(_folder["disk"], new MountProbe(() => MountSample.Read(_folder["disk"]), _time));
        var report = new DiskReport(_board, _time);

        await TellAsync();
        Directory.CreateDirectory(_folder["disk"]);
        await TellAsync();

        Assert.Equal(["mount-lost", "mount-back"], _events.Where(e => e.Type.StartsWith("mount-", StringComparison.Ordinal)).Select(e => e.Type));
        Assert.Equal([AlertKind.Opens, AlertKind.Closes], _events.Where(e => e.Type.StartsWith("mount-", StringComparison.Ordinal))
            .Select(e => AlertPolicy.Classify(e.Definition, e.Severity, _ => "x").Kind));

        async Task TellAsync()
        {
            await mount.LookAsync(new DiskLevels(60, 80, 90), FsTab.Parse([]), TimeSpan.Zero, TestContext.Current.CancellationToken);
            report.Tell(mount);
        }
    }
}
