using AutoCore.Core.Health;
using AutoCore.Policies.Health;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>Composes the <c>sqlite</c> group, to which several features contribute: latency, size, write-ahead log, damage.</summary>
internal sealed class SqliteHealth(HealthBoard board, OwnDatabase database, TimeProvider time)
{
    private readonly Lock _gate = new();
    private LatencyFigures? _latency;
    private Rating _wal = Rating.Ok;
    private string? _starved;

    /// <summary>The probe has measured, or tried to.</summary>
    public void Report(LatencyFigures latency)
    {
        lock (_gate)
            _latency = latency;
        Post();
    }

    /// <summary>The write-ahead logs were looked at.</summary>
    /// <param name="worst">The worst of all of them.</param>
    /// <param name="starved">The database whose log cannot be emptied, or null.</param>
    public void ReportWal(Rating worst, string? starved)
    {
        lock (_gate)
            (_wal, _starved) = (worst, starved);
        Post();
    }

    /// <summary>Posts the group; before the first measurement there is nothing to say.</summary>
    public void Post()
    {
        lock (_gate)
        {
            if (_latency is not { } latency)
                return;
            Rating[] parts = [HealthPolicy.RateSqliteLatency(latency.P99Ms), _wal, database.IsDamaged ? Rating.Critical : Rating.Ok];
            board.Post(new("sqlite", parts.Max(), time.GetUtcNow(),
                new("p99_ms", latency.P99Ms), new("p50_ms", latency.P50Ms),
                new("size_mb", database.File.Bytes / 1e6), new("wal_mb", database.File.WalBytes / 1e6),
                new("damaged", database.IsDamaged), new("starved", _starved)));
        }
    }
}
