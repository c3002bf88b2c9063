using AutoCore.Core.Health;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Storage;

/// <summary>Composes the <c>sqlite</c> group, to which several features contribute: latency, size, write-ahead log, damage.</summary>
internal sealed class SqliteHealth(HealthBoard board, OwnDatabase database, TimeProvider time)
{
    private readonly Lock _gate = new();
    private LatencyFigures? _latency;
    private Rating _wal = Rating.Ok;
    private string? _starved;
    private int _failures;

    /// <summary>The probe has measured.</summary>
    public void Report(LatencyFigures latency)
    {
        lock (_gate)
            (_latency, _failures) = (latency, 0);
        Post();
    }

    /// <summary>The database could not be written.</summary>
    public void ReportFailure()
    {
        lock (_gate)
        {
            if (++_failures >= LatencyFigures.UnknownAfter || _latency is null)
                _latency = LatencyFigures.Unknown;
        }
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
            Rating[] parts = [latency.Rating, _wal, database.IsDamaged ? Rating.Critical : Rating.Ok];
            board.Post(new("sqlite", parts.Max(), time.GetUtcNow(),
                new("p99_ms", latency.P99Ms), new("p50_ms", latency.P50Ms),
                new("size_mb", database.File.Bytes / 1e6), new("wal_mb", database.File.WalBytes / 1e6),
                new("damaged", database.IsDamaged), new("starved", _starved)));
        }
    }
}
