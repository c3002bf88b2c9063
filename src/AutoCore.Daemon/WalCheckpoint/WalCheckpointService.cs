using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using AutoCore.Policies.WalCheckpoint;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>Keeps the write-ahead logs of the own and of other programs' databases short, and tells when a reader does not let it.</summary>
internal sealed partial class WalCheckpointService : PeriodicWorker
{
    private static readonly TimeSpan WhileStarved = TimeSpan.FromSeconds(5);

    private readonly WalCheckpointOptions _options;
    private readonly SqliteHealth _health;
    private readonly WalTiers _tiers;
    private readonly IReadOnlyList<WatchedLog> _logs;
    private readonly ILogger<WalCheckpointService> _log;

    public WalCheckpointService(WalCheckpointOptions options, DatabaseOptions own, SqliteHealth health, WorkerContext context, ILogger<WalCheckpointService> log)
        : base("wal-checkpoint", options.Interval, context)
    {
        _options = options;
        _health = health;
        _log = log;
        _tiers = new(options.PassiveAboveMb * 1_000_000L, options.TruncateAboveMb * 1_000_000L, options.AlarmAboveMb * 1_000_000L);
        _logs =
        [
            new(new(own.Path), () => SqliteConnections.OpenSmall(own.Path, options.MaxBlock), options.MaxBlock, Time),
            .. options.Databases.Where(path => path != own.Path).Select(path => new WatchedLog(new(path), () => OpenForeign(path, options.MaxBlock), options.MaxBlock, Time)),
        ];
    }

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        foreach (var watched in _logs)
        {
            stoppingToken.ThrowIfCancellationRequested();
            await TendAsync(watched, stoppingToken);
            Beat();
        }
        _health.ReportWal(_logs.Max(w => WalPolicy.Rate(w.File.WalBytes, _tiers)), _logs.FirstOrDefault(w => w.IsStarved)?.File.Path);
        Board.Settle(new(AlertFamily.Wal, _logs.Where(w => w.IsStarved || w.Problem is not null).Select(w => w.File.Path).ToHashSet(StringComparer.Ordinal), _logs.Select(w => w.File.Path).ToHashSet(StringComparer.Ordinal)));
        // A starved log is looked at more often, so that it is cut soon after the reader has gone.
        SetPace(_logs.Any(w => w.IsStarved) && WhileStarved < _options.Interval ? WhileStarved : _options.Interval);
    }

    private static SqliteConnection OpenForeign(string path, TimeSpan maxBlock)
    {
        var connection = ForeignDatabase.Open(path);
        connection.Execute($"PRAGMA busy_timeout = {(long)maxBlock.TotalMilliseconds}");
        return connection;
    }

    private async Task TendAsync(WatchedLog watched, CancellationToken stoppingToken)
    {
        var wasStarved = watched.IsStarved;
        try
        {
            await watched.TendAsync(_tiers, stoppingToken);
            watched.Problem = null;
        }
        catch (Exception e) when (e is SqliteException or ForeignDatabaseRefused or IOException)
        {
            if (watched.Problem != e.Message)
                Log.Refused(_log, watched.File.Path, e.Describe());
            watched.Problem = e.Message;
            return;
        }
        if (watched.IsStarved && !wasStarved)
            TellStarved(watched);
        else if (wasStarved && !watched.IsStarved)
            TellRecovered(watched);
    }

    private void TellStarved(WatchedLog watched)
    {
        var holders = SnapshotHolders.Describe(watched.File);
        var bytes = watched.File.WalBytes;
        var by = holders.Length > 0 ? holders : "a reader that cannot be named";
        Log.Starved(_log, watched.File.Path, bytes, watched.Last.LogFrames, watched.Last.RemainingFrames, watched.Last.Busy ? 1 : 0, by);
        Board.Raise(new("checkpoint-starved", Time.GetUtcNow(), Rating.Warning, $"the write-ahead log of {watched.File.Path} grows because {by} holds a snapshot: end its read transaction",
            new("database", watched.File.Path), new("wal_bytes", bytes), new("frames", watched.Last.LogFrames), new("remaining_frames", watched.Last.RemainingFrames),
            new("busy", watched.Last.Busy), new("held_by", holders.Length > 0 ? holders : null)));
    }

    private void TellRecovered(WatchedLog watched)
    {
        Log.Recovered(_log, watched.File.Path, watched.File.WalBytes);
        Board.Raise(new("checkpoint-recovered", Time.GetUtcNow(), Rating.Ok, $"the write-ahead log of {watched.File.Path} could be emptied again",
            new("database", watched.File.Path), new("wal_bytes", watched.File.WalBytes)));
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CheckpointStarved, LogLevel.Warning,
            "The write-ahead log of {Database} cannot be emptied: {WalBytes} bytes, {Frames} frames, {Remaining} of them not in the database, busy {Busy}; held by {HeldBy}", EventName = "checkpoint-starved")]
        public static partial void Starved(ILogger log, string database, long walBytes, long frames, long remaining, int busy, string heldBy);

        [LoggerMessage(LogEvents.CheckpointRecovered, LogLevel.Information, "The write-ahead log of {Database} could be emptied again: {WalBytes} bytes", EventName = "checkpoint-recovered")]
        public static partial void Recovered(ILogger log, string database, long walBytes);

        [LoggerMessage(LogEvents.CheckpointRefused, LogLevel.Warning, "The write-ahead log of {Database} is not looked after: {Reason}", EventName = "checkpoint-refused")]
        public static partial void Refused(ILogger log, string database, string reason);
    }
}
