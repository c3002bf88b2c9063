using System.Security.Cryptography;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.SdCard.Benchmark;

/// <summary>
/// Measures the card below a folder, in a folder of its own that is gone afterwards. Every figure is one of the card and not of the page
/// cache: writes end with a sync, and reads count only if the kernel says that they came from the device.
/// </summary>
internal sealed class CardBench(TimeProvider time, string folder) : IDisposable
{
    /// <summary>Room that the whole takes, in bytes.</summary>
    public const long BytesNeeded = FileBytes + 32_000_000;

    private const int FileBytes = 64 * 1024 * 1024;
    private const int BlockBytes = 1024 * 1024;
    private const int SmallBytes = 4096;
    private const int SyncEvery = 256;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(3);

    private readonly string _folder = Path.Combine(folder, ".autocore-bench");

    private string DataFile => Path.Combine(_folder, "data");

    /// <summary>Makes the folder; what a benchmark that was cut off left is removed first.</summary>
    public void Prepare()
    {
        Dispose();
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Writes a file from front to back and syncs it: MB (10^6 bytes) a second.</summary>
    public double Write(CancellationToken cancellationToken)
    {
        // Random bytes: some cards' controllers compress.
        var block = RandomNumberGenerator.GetBytes(BlockBytes);
        using var file = new FileStream(DataFile, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var started = time.GetTimestamp();
        for (var written = 0; written < FileBytes; written += BlockBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Write(block);
        }
        file.Flush(flushToDisk: true);
        return FileBytes / 1e6 / Seconds(started);
    }

    /// <summary>Reads that file from the card: MB a second; null if the page cache answered all the same.</summary>
    public double? Read(CancellationToken cancellationToken)
    {
        using var file = new FileStream(DataFile, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Posix.DropFromCache(file.SafeFileHandle);
        var block = new byte[BlockBytes];
        var before = ProcessIo.ReadBytes();
        var started = time.GetTimestamp();
        while (file.Read(block) > 0)
            cancellationToken.ThrowIfCancellationRequested();
        var seconds = Seconds(started);
        return ProcessIo.ReadBytes() - before >= FileBytes * 9L / 10 ? FileBytes / 1e6 / seconds : null;
    }

    /// <summary>Writes 4 KB blocks at random places of that file, synced in batches: writes a second.</summary>
    public double RandomWrites(CancellationToken cancellationToken)
    {
        var block = RandomNumberGenerator.GetBytes(SmallBytes);
        using var file = new FileStream(DataFile, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        var started = time.GetTimestamp();
        var writes = 0;
        while (time.GetElapsedTime(started) < LongEnough)
        {
            for (var i = 0; i < SyncEvery; i++, writes++)
                RandomAccess.Write(file.SafeFileHandle, block, RandomNumberGenerator.GetInt32(FileBytes / SmallBytes) * (long)SmallBytes);
            file.Flush(flushToDisk: true);
            cancellationToken.ThrowIfCancellationRequested();
        }
        return writes / Seconds(started);
    }

    /// <summary>Inserts rows, each in a transaction of its own that is on the card before the next, then selects them one by one: both a second.</summary>
    public (double Inserts, double Selects) Sqlite(CancellationToken cancellationToken)
    {
        using var connection = SqliteConnections.OpenScratch(Path.Combine(_folder, "bench.db"));
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("CREATE TABLE row (id INTEGER PRIMARY KEY, at TEXT NOT NULL, value BLOB NOT NULL)");
        using var insert = connection.Prepare("INSERT INTO row (at, value) VALUES ('2026-11-20T12:00:00Z', randomblob(256))");
        var inserts = Repeat(_ => insert.ExecuteNonQuery(), out var rows, cancellationToken);
        using var select = connection.Prepare("SELECT value FROM row WHERE id = $id", ("$id", 0L));
        var selects = Repeat(_ =>
        {
            select.Parameters[0].Value = 1 + (long)RandomNumberGenerator.GetInt32(rows);
            select.ExecuteScalar();
        }, out var _, cancellationToken);
        return (inserts, selects);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private double Repeat(Action<int> work, out int times, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (times = 0; time.GetElapsedTime(started) < LongEnough; times++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work(times);
        }
        return times / Seconds(started);
    }

    private double Seconds(long started) => time.GetElapsedTime(started).TotalSeconds;
}
