using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Core.WalCheckpoint;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.WalCheckpoint;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>Keeps the write-ahead logs of the own and of other programs' databases short, and tells when a reader does not let it.</summary>
internal sealed class WalCheckpointService(
    WalCheckpointOptions options, DatabaseOptions own, SqliteHealth health, WorkerContext context, ILogger<WalCheckpointService> log)
    : PeriodicWorker("wal-checkpoint", options.Interval, context)
{
    private static readonly TimeSpan WhileStarved = TimeSpan.FromSeconds(5);

    private readonly WalTiers _tiers = new(options.PassiveAboveMb * 1_000_000L, options.TruncateAboveMb * 1_000_000L, options.AlarmAboveMb * 1_000_000L);
    private readonly IReadOnlyList<WatchedLog> _logs = [
        new(new(own.Path), () => SqliteConnections.OpenSmall(own.Path, options.MaxBlock), options.MaxBlock, context.Time),
        .. options.Databases.Where(path => path != own.Path)
        .Select(path => new WatchedLog(new(path), () => OpenForeign(path, options.MaxBlock), options.MaxBlock, context.Time)),
    ];

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        foreach (var watched in _logs)
        {
            stoppingToken.ThrowIfCancellationRequested();
            await TendAsync(watched, stoppingToken);
            Beat();
        }
        health.ReportWal(_logs.Max(w => WalPolicy.Rate(w.File.WalBytes, _tiers)), _logs.FirstOrDefault(w => w.IsStarved)?.File.Path);
        Board.Settle(
            new(WalCheckpointEvents.Log, _logs.Where(w => w.IsStarved || w.Problem is not null).Select(w => w.File.Path)
                .ToHashSet(StringComparer.Ordinal), _logs.Select(w => w.File.Path).ToHashSet(StringComparer.Ordinal)));
        // A starved log is looked at more often, so that it is cut soon after the reader has gone.
        SetPace(_logs.Any(w => w.IsStarved) && WhileStarved < options.Interval ? WhileStarved : options.Interval);
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
                log.Write(WalCheckpointEvents.Refused, new("database", watched.File.Path), new("reason", e.Describe()));
            watched.Problem = e.Message;
            return;
        }
        if (watched.IsStarved && !wasStarved)
            TellStarved(watched, stoppingToken);
        else if (wasStarved && !watched.IsStarved)
            Board.Raise(WalCheckpointEvents.Recovered, new("database", watched.File.Path), new("wal_bytes", watched.File.WalBytes));
    }

    private void TellStarved(WatchedLog watched, CancellationToken stoppingToken)
    {
        var holders = SnapshotHolders.Find(watched.File, stoppingToken);
        Board.Raise(WalCheckpointEvents.Starved,
            new("database", watched.File.Path), new("wal_bytes", watched.File.WalBytes), new("frames", watched.Last.LogFrames),
            new("remaining_frames", watched.Last.RemainingFrames),
            new("busy", watched.Last.Busy), new("held_by", holders.Names.Count > 0 ? string.Join(", ", holders.Names) : null),
            new("max_block_ms", holders.Overlap ? options.MaxBlock.TotalMilliseconds : null));
    }
}
