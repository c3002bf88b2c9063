using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Keeps tables short: the own ones by age and size.</summary>
internal sealed partial class RetentionService(TelemetryOptions options, OwnRetention own, AuditLog audit, WorkerContext context, ILogger<RetentionService> log)
    : PeriodicWorker("retention", options.RetentionInterval, context)
{
    private bool _waits;

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var rows = await own.RunBySizeAsync(Beat, stoppingToken);
        if (MayDeleteByAge())
            rows += await own.RunByAgeAsync(options.RetentionDays, Time.GetUtcNow(), Beat, stoppingToken);
        if (rows == 0)
            return;
        audit.Add("delete", "retention", new($"{rows} rows of the own telemetry", 0, 0));
        audit.Flush();
        Log.Done(log, "the own database", rows);
    }

    private bool MayDeleteByAge()
    {
        var verdict = Board.FindFact<ClockVerdict>();
        if (!verdict.IsBelieved && !_waits)
            Log.Waits(log, verdict.Reason);
        _waits = !verdict.IsBelieved;
        return verdict.IsBelieved;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.RetentionDone, LogLevel.Information, "{Rows} old rows removed from {Table}", EventName = "retention-done")]
        public static partial void Done(ILogger log, string table, long rows);

        [LoggerMessage(LogEvents.RetentionWaits, LogLevel.Information, "Nothing is removed by age, the clock is in doubt: {Reason}", EventName = "retention-waits")]
        public static partial void Waits(ILogger log, string reason);
    }
}
