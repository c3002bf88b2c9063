using AutoCore.Core.LogRetention;
using AutoCore.Daemon.LogRetention;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.DiskWatchdog.Cleanup;
using AutoCore.Policies.Clock;
using AutoCore.Policies.SdCard;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.LogRetention;

public sealed class RotatedLogsStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CleanupParts _parts;
    private readonly RotatedLogsStep _step;

    public RotatedLogsStepTests()
    {
        _parts = new(_folder);
        _step = new(new LogRetentionOptions(7, [_folder["log"], _folder["missing"]], CleanupRhythm.Weekly, 80), _parts.Board);
        _folder.Write("log/syslog", "now");
        _folder.Write("log/syslog.1", "yesterday");
        _folder.Write("log/nginx/access.log.2.gz", "old");
        File.SetLastWriteTimeUtc(_folder["log/nginx/access.log.2.gz"], _parts.Time.GetUtcNow().UtcDateTime.AddDays(-8));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_Emergency_DeletesAllRotatedAndNothingElse()
    {
        Assert.Equal(["access.log.2.gz", "syslog.1"], await _parts.RunAsync(_step, CleanupReason.Emergency));
        Assert.Equal("syslog", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder["log"], "*", SearchOption.AllDirectories))));
    }

    [Fact]
    public async Task RunAsync_Retention_DeletesOnlyWhatIsOlderThanTheDays()
    {
        Assert.Equal(["access.log.2.gz"], await _parts.RunAsync(_step, CleanupReason.Retention));
        Assert.True(File.Exists(_folder["log/syslog.1"]));
    }

    [Fact]
    public async Task RunAsync_ClockInDoubt_DeletesNothingByAge()
    {
        _parts.Board.PostFact(ClockVerdict.Doubted("it jumped"));
        Assert.Empty(await _parts.RunAsync(_step, CleanupReason.Retention));
    }

    [Fact]
    public async Task RunAsync_LinkOutOfTheFolder_IsNotFollowed()
    {
        var outside = _folder.Write("outside/precious.gz", "precious");
        Directory.CreateSymbolicLink(_folder["log/link"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["log/file.gz"], outside);
        await _parts.RunAsync(_step, CleanupReason.Emergency);
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public async Task PlanAsync_NameWithAnotherHardLink_FreesNothingAndIsLeft()
    {
        await using var link = new ChildProcess(new("ln", [_folder["log/syslog.1"], _folder["kept"]]));
        await link.WaitForExitAsync();
        var plan = await _step.PlanAsync(_parts.Request(CleanupReason.Emergency), CancellationToken.None);
        Assert.DoesNotContain(plan.Items, i => i.What.EndsWith("syslog.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlanAsync_FolderOnAnotherFileSystem_FreesNothingThere()
    {
        var plan = await _step.PlanAsync(_parts.Request(CleanupReason.Emergency) with { Holds = static _ => false }, CancellationToken.None);
        Assert.Empty(plan.Items);
    }

    [Fact]
    public async Task RunAsync_EveryDeletion_LeavesAnAuditLineAndTheStepAnEvent()
    {
        await _parts.RunAsync(_step, CleanupReason.Emergency);
        var lines = File.ReadAllLines(_parts.AuditFile);
        Assert.Equal(2, lines.Length);
        Assert.Contains(lines, l => l.EndsWith($"delete rotated-logs 4096 {_folder["log/syslog.1"]}", StringComparison.Ordinal));
        Assert.Equal("cleanup-step", Assert.Single(_parts.Raised).Type);
    }
}
