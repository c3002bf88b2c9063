using AutoCore.Core.Health;
using AutoCore.Core.LogRetention;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.LogRetention;

/// <summary>Deletes rotated log files (<c>*.gz</c>, <c>*.1</c>): all of them in an emergency and by hand, else those older than the configured days.</summary>
internal sealed class RotatedLogsStep(LogRetentionOptions options, HealthBoard board) : ICleanupStep
{
    private static readonly FileWish Rotated = new(static (name, _) => name.EndsWith(".gz"u8) || name.EndsWith(".1"u8));

    public string Name => "rotated-logs";

    public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken) => Task.FromResult(Plan(request));

    public Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken) =>
        ((FoundFilesPlan)plan).RunAsync(removed, cancellationToken);

    private CleanupPlan Plan(CleanupRequest request)
    {
        var byAge = request.Reason == CleanupReason.Retention;
        if (byAge && board.FindFact<ClockVerdict>() is { IsBelieved: false } verdict)
            return CleanupPlan.Skip($"the clock is in doubt: {verdict.Reason}");
        var oldest = request.Now - TimeSpan.FromDays(options.Days);
        return new FoundFilesPlan([new(options.Folders.Where(request.Holds), byAge ? Rotated with { Facts = (file, _) => file.Modified < oldest } : Rotated)]);
    }
}
