using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Keeps tables short: the own ones by age and size, other programs' by age. One that fails is its own problem.</summary>
internal sealed partial class RetentionService(TelemetryOptions options, OwnRetention own, ForeignRetention foreign, AuditLog audit, WorkerContext context, ILogger<RetentionService> log)
    : PeriodicWorker("retention", options.RetentionInterval, context)
{
    private readonly Dictionary<RetentionOptions, string> _told = [];
    private readonly HashSet<RetentionOptions> _refused = [];
    private bool _waits;

    protected override Task RunOnceAsync(CancellationToken stoppingToken) => RunPassAsync(stoppingToken);

    /// <summary>One pass over all tables.</summary>
    internal async Task RunPassAsync(CancellationToken stoppingToken)
    {
        // By size first: that is no question of age.
        Tell("the own database", await own.RunBySizeAsync(Beat, stoppingToken));
        if (!MayDeleteByAge())
            return;
        var now = Time.GetUtcNow();
        Tell("the own database", await own.RunByAgeAsync(options.RetentionDays, now, Beat, stoppingToken));
        foreach (var table in options.Retention)
            await RunAsync(table, now, stoppingToken);
        Board.Settle(new(AlertFamily.Retention, Names(_refused), Names(options.Retention)));
        audit.Flush();
    }

    private bool MayDeleteByAge()
    {
        var verdict = Board.FindFact<ClockVerdict>();
        if (!verdict.IsBelieved && !_waits)
            Log.Waits(log, verdict.Reason);
        _waits = !verdict.IsBelieved;
        return verdict.IsBelieved;
    }

    private async Task RunAsync(RetentionOptions table, DateTimeOffset now, CancellationToken stoppingToken)
    {
        try
        {
            var outcome = await foreign.RunAsync(table, now, Beat, stoppingToken);
            if (_refused.Remove(table))
            {
                Log.Resumed(log, table.Table, table.Database);
                Board.Raise(new("retention-resumed", Time.GetUtcNow(), Rating.Ok, $"{table.Table} in {table.Database} is kept short again", new("database", table.Database), new("table", table.Table)));
            }
            Tell($"{table.Table} in {table.Database}", outcome.Rows);
            if (outcome.MissingIndex is null)
                _told.Remove(table);
            else if (IsNews(table, outcome.MissingIndex))
                Log.FullScan(log, table.Table, table.Database, outcome.MissingIndex);
        }
        catch (Exception e) when (e is RetentionRefused or ForeignDatabaseRefused or SqliteException)
        {
            _refused.Add(table);
            if (!IsNews(table, e.Message))
                return;
            var reason = e.Describe();
            Log.Refused(log, table.Table, table.Database, reason);
            Board.Raise(new("retention-refused", Time.GetUtcNow(), Rating.Warning, $"{table.Table} in {table.Database} is not kept short: {reason}",
                new("database", table.Database), new("table", table.Table), new("reason", reason)));
        }
    }

    private static HashSet<string> Names(IEnumerable<RetentionOptions> tables) => [.. tables.Select(t => $"{t.Database}/{t.Table}")];

    private bool IsNews(RetentionOptions table, string what)
    {
        var isNews = _told.GetValueOrDefault(table) != what;
        _told[table] = what;
        return isNews;
    }

    private void Tell(string table, long rows)
    {
        if (rows == 0)
            return;
        audit.Add("delete", "retention", new($"{rows} rows of {table}", 0, 0));
        audit.Flush();
        Log.Done(log, table, rows);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.RetentionDone, LogLevel.Information, "{Rows} old rows removed from {Table}", EventName = "retention-done")]
        public static partial void Done(ILogger log, string table, long rows);

        [LoggerMessage(LogEvents.RetentionRefused, LogLevel.Warning, "{Table} in {Database} is not kept short: {Reason}", EventName = "retention-refused")]
        public static partial void Refused(ILogger log, string table, string database, string reason);

        [LoggerMessage(LogEvents.RetentionResumed, LogLevel.Information, "{Table} in {Database} is kept short again", EventName = "retention-resumed")]
        public static partial void Resumed(ILogger log, string table, string database);

        [LoggerMessage(LogEvents.RetentionFullScan, LogLevel.Warning, "{Table} in {Database} is read whole at each pass, an index would spare that: {Index}", EventName = "retention-full-scan")]
        public static partial void FullScan(ILogger log, string table, string database, string index);

        [LoggerMessage(LogEvents.RetentionWaits, LogLevel.Information, "Nothing is removed by age, the clock is in doubt: {Reason}", EventName = "retention-waits")]
        public static partial void Waits(ILogger log, string reason);
    }
}
