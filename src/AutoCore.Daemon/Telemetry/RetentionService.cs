using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Keeps tables short: the own ones by age and size, other programs' by age. One that fails is its own problem.</summary>
internal sealed class RetentionService(TelemetryOptions options, OwnRetention own, ForeignRetention foreign, AuditLog audit, WorkerContext context,
    ILogger<RetentionService> log)
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
        Board.Settle(new(TelemetryEvents.Retention, Names(_refused), Names(options.Retention)));
        audit.Flush();
    }

    private bool MayDeleteByAge()
    {
        var verdict = Board.FindFact<ClockVerdict>();
        if (!verdict.IsBelieved && !_waits)
            log.Write(TelemetryEvents.RetentionWaits, new Measure("reason", verdict.Reason));
        _waits = !verdict.IsBelieved;
        return verdict.IsBelieved;
    }

    private async Task RunAsync(RetentionOptions table, DateTimeOffset now, CancellationToken stoppingToken)
    {
        try
        {
            var outcome = await foreign.RunAsync(table, now, Beat, stoppingToken);
            if (_refused.Remove(table))
                Board.Raise(TelemetryEvents.RetentionResumed, new("database", table.Database), new("table", table.Table));
            Tell($"{table.Table} in {table.Database}", outcome.Rows);
            if (outcome.MissingIndex is null)
                _told.Remove(table);
            else if (IsNews(table, outcome.MissingIndex))
                log.Write(TelemetryEvents.RetentionFullScan, new("table", table.Table), new("database", table.Database), new("index", outcome.MissingIndex));
        }
        catch (Exception e) when (e is RetentionRefused or ForeignDatabaseRefused or SqliteException)
        {
            _refused.Add(table);
            if (IsNews(table, e.Message))
                Board.Raise(TelemetryEvents.RetentionRefused, new("database", table.Database), new("table", table.Table), new("reason", e.Describe()));
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
        log.Write(TelemetryEvents.RetentionDone, new("table", table), new("rows", rows));
    }
}
