using System.Globalization;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.LogRetention;

/// <summary>Deletes rotated log files (<c>*.gz</c>, <c>*.1</c>): all of them in an emergency and by hand, else those older than the configured days.</summary>
internal sealed class RotatedLogsStep(LogRetentionOptions options, HealthBoard board) : ICleanupStep
{
    private static readonly string[] Rotated = ["(", "-name", "*.gz", "-o", "-name", "*.1", ")"];

    public string Name => "rotated-logs";

    public async Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken)
    {
        var byAge = request.Reason == CleanupReason.Retention;
        if (byAge && board.FindFact<ClockVerdict>() is { IsBelieved: false } verdict)
            return CleanupPlan.Skip($"the clock is in doubt: {verdict.Reason}");
        string[] folders = [.. options.Folders.Where(request.Holds)];
        string[] match = byAge ? [.. Rotated, "-mmin", string.Create(CultureInfo.InvariantCulture, $"+{options.Days * 24 * 60}")] : Rotated;
        return new RotatedPlan(await FileFinder.ListAsync(folders, match, cancellationToken), folders, match);
    }

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var rotated = (RotatedPlan)plan;
        foreach (var item in await FileFinder.DeleteAsync(rotated.Folders, rotated.Match, cancellationToken))
            removed(item);
    }

    private sealed record RotatedPlan(IReadOnlyList<CleanupItem> Items, IReadOnlyList<string> Folders, IReadOnlyList<string> Match) : CleanupPlan(Items);
}
