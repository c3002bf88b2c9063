using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Core.WalCheckpoint;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Storage;

/// <summary>An own database in a folder of its own, with a clock that a test moves and the house around it.</summary>
internal sealed class DatabaseRig : IDisposable
{
    public DatabaseRig(int maxSizeMb = 50, TimeProvider? clock = null)
    {
        Options = new DatabaseOptions(Folder["autocore.db"], maxSizeMb, CacheSizeKb: 2000, MmapSizeMb: 0, TimeSpan.FromSeconds(5));
        Wal = new WalCheckpointOptions(TimeSpan.FromSeconds(30), 1, 4, 16, [], TimeSpan.FromMilliseconds(5));
        Database = new OwnDatabase(Options, Wal);
        Context = Around(clock ?? Time);
        Health = new SqliteHealth(Context.Board, Database, Context.Time);
    }

    public TemporaryFolder Folder { get; } = new();

    public TestClock Time { get; } = new();

    public DatabaseOptions Options { get; }

    public WalCheckpointOptions Wal { get; init; }

    public OwnDatabase Database { get; }

    public WorkerContext Context { get; }

    public SqliteHealth Health { get; }

    public HealthBoard Board => Context.Board;

    public long Count(string table) => Database.Run(c => c.Number($"SELECT count(*) FROM {table}"));

    public void Execute(string sql) => Database.Run(c => c.Execute(sql));

    /// <summary>A database of another program, beside the own one.</summary>
    public string MakeForeign(string name, string sql, string journal = "WAL")
    {
        SqliteLibrary.Load();
        using var connection = new SqliteConnection($"Data Source={Folder[name]};Pooling=False");
        connection.Open();
        connection.Execute($"PRAGMA journal_mode = {journal}");
        connection.Execute(sql);
        return Folder[name];
    }

    public static SqliteConnection Open(string path) => SqliteConnections.OpenSmall(path, TimeSpan.FromSeconds(5));

    public void Dispose()
    {
        Database.Dispose();
        Folder.Dispose();
    }

    private static WorkerContext Around(TimeProvider time)
    {
        return new WorkerContext(time, new HealthBoard(time), new Heartbeats(time), NullLoggerFactory.Instance);
    }
}
