using AutoCore.Core.LogRetention;
using AutoCore.Daemon.LogRetention;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.DiskWatchdog.Cleanup;
using AutoCore.Policies.Clock;
using AutoCore.Policies.SdCard;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.LogRetention;

public sealed class JournalStepTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private readonly TemporaryFolder _folder = new();
    private readonly CleanupParts _parts;
    private readonly JournalStep _step;

    public JournalStepTests()
    {
        _parts = new(_folder);
        _step = new(new LogRetentionOptions(7, [], CleanupRhythm.Weekly, 80), _parts.Board, _folder["journal"]);
        _folder.Write($"journal/{Id}/system.journal", "active");
        WriteArchived(days: 0.5);
        WriteArchived(days: 2);
        WriteArchived(days: 8);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task PlanAsync_ArchivedFiles_EmergencyKeepsADayAndRetentionTheConfiguredDays(bool isRetention, int expected)
    {
        var plan = await PlanAsync(isRetention ? CleanupReason.Retention : CleanupReason.Emergency);
        Assert.Equal(expected, plan.Totals.Items);
        Assert.DoesNotContain(plan.Items, i => i.What.EndsWith("/system.journal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PlanAsync_ClockInDoubt_GoesByNoAge(bool isRetention)
    {
        _parts.Board.PostFact(ClockVerdict.Doubted("it jumped"));
        var plan = await PlanAsync(isRetention ? CleanupReason.Retention : CleanupReason.Emergency);
        Assert.Empty(plan.Items);
        Assert.Contains("it jumped", plan.SkippedBecause, StringComparison.Ordinal);
    }

    private Task<CleanupPlan> PlanAsync(CleanupReason reason) => _step.PlanAsync(_parts.Request(reason), CancellationToken.None);

    private void WriteArchived(double days)
    {
        var microseconds = (_parts.Time.GetUtcNow() - TimeSpan.FromDays(days) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _folder.Write($"journal/{Id}/system@{Id}-0000000000000001-{microseconds:x16}.journal", "archived");
    }
}
