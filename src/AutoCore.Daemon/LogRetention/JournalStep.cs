using AutoCore.Core.Health;
using AutoCore.Core.LogRetention;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Policies.LogRetention;

namespace AutoCore.Daemon.LogRetention;

/// <summary>Vacuums the systemd journal: to one day in an emergency and by hand, else to the configured days.</summary>
/// <param name="options">The days.</param>
/// <param name="board">Whether the clock is believed.</param>
/// <param name="folder">Where the journal lies on the card.</param>
internal sealed class JournalStep(LogRetentionOptions options, HealthBoard board, string folder) : ICleanupStep
{
    public string Name => "journal";

    private static readonly FileWish Archived = new(static (name, _) => name.Bytes.Contains((byte)'@'));

    public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken) => Task.FromResult(Plan(request));

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var outcome = await ExternalCommand.RunAsync("journalctl", [$"--vacuum-time={((JournalPlan)plan).Days}d"], cancellationToken);
        foreach (var item in plan.Items.Where(i => !File.Exists(i.What)))
            removed(item);
        if (outcome is not { ExitCode: 0 })
            throw new IOException(outcome is null ? "journalctl is not installed" : $"journalctl --vacuum-time: {outcome.Value.Errors.Trim()}");
    }

    private CleanupPlan Plan(CleanupRequest request)
    {
        if (board.FindFact<ClockVerdict>() is { IsBelieved: false } verdict)
            return CleanupPlan.Skip($"the clock is in doubt: {verdict.Reason}");
        if (!request.Holds(folder))
            return CleanupPlan.Elsewhere("the journal lies on another file system");
        var days = request.Reason == CleanupReason.Retention ? options.Days : LogRetentionPolicy.EmergencyDays;
        var oldest = request.Now - TimeSpan.FromDays(days);
        var archived = new FileFinder([folder], Archived).List();
        return new JournalPlan([.. archived.Where(i => JournalFileName.ReadTime(Path.GetFileName(i.What)) < oldest)], days);
    }

    private sealed record JournalPlan(IEnumerable<CleanupItem> Items, int Days) : CleanupPlan(Items);
}
