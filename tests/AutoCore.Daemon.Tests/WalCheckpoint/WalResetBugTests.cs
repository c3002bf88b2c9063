using AutoCore.Core.Storage;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Daemon.WalCheckpoint;
using AutoCore.Policies.Storage;
using AutoCore.Policies.WalCheckpoint;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.WalCheckpoint;

/// <summary>
/// A checkpoint completes, a second one begins at once, and meanwhile a commit resets the log: releases of SQLite from before 3.51.3 then take new
/// frames for copied ones.
/// The system's library runs beside the program's own; what is expected of it goes by its release.
/// </summary>
public sealed class WalResetBugTests : IDisposable
{
    private const string Update = "UPDATE t SET b = randomblob(600)";
    private static readonly WalTiers Tiers = new(1_000_000, 4_000_000, 16_000_000);
    private readonly DatabaseRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CommitResetsTheLogWhileASecondCheckpointBegins_OnlyAnAffectedSecondCheckpointerLosesIt(bool own)
    {
        var sqlite = new RawSqlite(own ? SqliteLibrary.Load().File : "libsqlite3.so.0");
        var path = _rig.Folder["raw.db"];
        var (checkpointer, writer) = (sqlite.Open(path), sqlite.Open(path));
        Fill(sqlite, checkpointer, writer);

        Assert.Equal(
            0, sqlite.ExecuteWith(checkpointer, "PRAGMA wal_checkpoint(PASSIVE)", () => Assert.Equal(0, sqlite.Execute(writer, $"{Update} WHERE a < 5"))));
        Assert.Equal(0, sqlite.Execute(writer, Update));
        Assert.Equal(0, sqlite.Execute(checkpointer, "PRAGMA wal_checkpoint(PASSIVE)"));

        Assert.Equal(SqliteRelease.HasWalResetBug(sqlite.Version), ReadFileAlone(path) != sqlite.Text(writer, Everything));
        sqlite.Close(checkpointer);
        sqlite.Close(writer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TruncatingCheckpoint_HasTheWriteLock_NoCommitComesBetween(bool own)
    {
        const int busy = 5;
        var sqlite = new RawSqlite(own ? SqliteLibrary.Load().File : "libsqlite3.so.0");
        var path = _rig.Folder["raw.db"];
        var (checkpointer, writer) = (sqlite.Open(path), sqlite.Open(path));
        Fill(sqlite, checkpointer, writer);

        Assert.Equal(0, sqlite.ExecuteWith(checkpointer, "PRAGMA wal_checkpoint(TRUNCATE)", () => Assert.Equal(busy, sqlite.Execute(writer, Update))));

        Assert.Equal(ReadFileAlone(path), sqlite.Text(writer, Everything));
        sqlite.Close(checkpointer);
        sqlite.Close(writer);
    }

    [Fact]
    public async Task AffectedLibrary_LogCopiedWhole_IsCutAtTheFirstTryAfterItHasGrown()
    {
        var watched = MakeLog(affected: true, out var path);
        using var writer = DatabaseRig.Open(path);
        Write(writer, megabytes: 6);

        await watched.TendAsync(Tiers, CancellationToken.None);
        Assert.True(watched.Last.IsComplete);
        Assert.True(watched.File.WalBytes > 6_000_000);

        // Not grown: not even looked at.
        await watched.TendAsync(Tiers, CancellationToken.None);
        Assert.True(watched.File.WalBytes > 6_000_000);

        writer.Execute("INSERT INTO t VALUES (1)");
        await watched.TendAsync(Tiers, CancellationToken.None);
        Assert.Equal(0, watched.File.WalBytes);
        Assert.Equal(7, writer.Number("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task AffectedLibrary_MuchWasAdded_IsCopiedFirstAndCutWithTheNext()
    {
        var watched = MakeLog(affected: true, out var path);
        using var writer = DatabaseRig.Open(path);
        Write(writer, megabytes: 6);
        await watched.TendAsync(Tiers, CancellationToken.None);

        Write(writer, megabytes: 6);
        await watched.TendAsync(Tiers, CancellationToken.None);
        Assert.True(watched.File.WalBytes > 6_000_000);

        writer.Execute("INSERT INTO t VALUES (1)");
        await watched.TendAsync(Tiers, CancellationToken.None);
        Assert.Equal(0, watched.File.WalBytes);
    }

    [Fact]
    public async Task AffectedLibrary_WriterNeverPauses_IsCutWithinALook()
    {
        var watched = MakeLog(affected: true, out var path);
        using var writer = DatabaseRig.Open(path);
        Write(writer, megabytes: 6);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteOn(path, stop.Token), CancellationToken.None);

        await Eventually.TrueAsync(() =>
        {
            watched.TendAsync(Tiers, CancellationToken.None).GetAwaiter().GetResult();
            return watched.File.WalBytes < 4_000_000;
        }, TimeSpan.FromMinutes(2));

        Assert.False(writing.IsCompleted);
        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task MendedLibrary_LogCopiedWhole_IsCutAtOnce()
    {
        var watched = MakeLog(affected: false, out var path);
        using var writer = DatabaseRig.Open(path);
        Write(writer, megabytes: 6);

        await watched.TendAsync(Tiers, CancellationToken.None);

        Assert.Equal(0, watched.File.WalBytes);
    }

    private const string Everything = "SELECT group_concat(hex(b)) FROM (SELECT b FROM t NOT INDEXED ORDER BY a)";

    /// <summary>A log that another connection has just copied whole.</summary>
    private static void Fill(RawSqlite sqlite, nint checkpointer, nint writer)
    {
        Assert.Equal(0, sqlite.Execute(checkpointer, "PRAGMA journal_mode = WAL; CREATE TABLE t (a INTEGER PRIMARY KEY, b)"));
        Assert.Equal(
            0, sqlite.Execute(
            checkpointer,
            "WITH s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 20) INSERT INTO t SELECT NULL, randomblob(600) FROM s; CREATE INDEX i ON t (b)"));
        Assert.Equal(0, sqlite.Execute(checkpointer, "PRAGMA wal_checkpoint"));
        Assert.Equal(0, sqlite.Execute(writer, $"PRAGMA wal_autocheckpoint = 0; {Update}; PRAGMA wal_checkpoint"));
    }

    /// <summary>What would be there if the log were lost now, all of which is said to be copied.</summary>
    private string ReadFileAlone(string path)
    {
        File.Copy(path, _rig.Folder["alone.db"]);
        using var alone = SqliteConnections.OpenImmutable(_rig.Folder["alone.db"]);
        return (string)alone.Scalar(Everything)!;
    }

    private WatchedLog MakeLog(bool affected, out string path)
    {
        var made = path = _rig.MakeForeign("foreign.db", "CREATE TABLE t (a)");
        return new(new(made), () => SqliteConnections.OpenSmall(made, TimeSpan.FromMilliseconds(5)), TimeSpan.FromMilliseconds(5), TimeProvider.System,
            affected);
    }

    private static void Write(Microsoft.Data.Sqlite.SqliteConnection writer, int megabytes)
    {
        writer.Execute("PRAGMA wal_autocheckpoint = 0");
        for (var i = 0; i < megabytes; i++)
            writer.Execute("INSERT INTO t VALUES (randomblob(1000000))");
    }

    private static void WriteOn(string path, CancellationToken stop)
    {
        using var connection = DatabaseRig.Open(path);
        using var insert = connection.Prepare("INSERT INTO t VALUES (randomblob(4000))");
        while (!stop.IsCancellationRequested)
            insert.ExecuteNonQuery();
    }
}
