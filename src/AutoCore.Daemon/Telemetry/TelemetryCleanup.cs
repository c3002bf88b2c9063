using System.Runtime.CompilerServices;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Telemetry;

/// <summary>The clean-up step <c>telemetry</c>: down to one day, and what that frees goes back to the file system.</summary>
internal sealed class TelemetryCleanup(OwnDatabase database, DatabaseOptions options, OwnRetention retention, HealthBoard board) : ICleanupStep
{
    private const int DaysKept = 1;
    private readonly ConditionalWeakTable<CleanupPlan, StrongBox<long>> _before = [];

    public string Name => "telemetry";

    public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken) => Task.FromResult(Plan(request));

    public async Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        if (!_before.TryGetValue(plan, out var before))
            return;
        await retention.RemoveBeforeAsync(before.Value, static () => { }, cancellationToken);
        await retention.GiveBackAsync(0, static () => { }, cancellationToken);
        // The file gets shorter only when the log has been taken into it.
        using (var connection = SqliteConnections.OpenSmall(options.Path, options.BusyTimeout))
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        foreach (var item in plan.Items)
            removed(item);
    }

    private CleanupPlan Plan(CleanupRequest request)
    {
        if (!database.File.Exists)
            return CleanupPlan.Skip("there is no database yet");
        if (!request.Holds(options.Path))
            return CleanupPlan.Elsewhere("the database lies on another file system");
        if (board.FindFact<ClockVerdict>() is { IsBelieved: false } doubt)
            return CleanupPlan.Skip($"the clock is in doubt: {doubt.Reason}");
        var cutoff = request.Now.AddDays(-DaysKept);
        var (rows, bytes) = retention.Estimate(cutoff.ToUnixTimeMilliseconds());
        if (rows == 0)
            return CleanupPlan.Skip("there is no telemetry older than a day");
        var plan = new CleanupPlan([new($"{rows} rows of telemetry before {cutoff.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} in {options.Path}", bytes, Files: 0)]);
        _before.Add(plan, new(cutoff.ToUnixTimeMilliseconds()));
        return plan;
    }
}
