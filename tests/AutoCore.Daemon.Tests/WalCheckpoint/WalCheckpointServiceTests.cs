using System.Collections.Concurrent;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Daemon.WalCheckpoint;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.WalCheckpoint;

public sealed class WalCheckpointServiceTests : IAsyncDisposable
{
    /// <summary>On a busy machine a full log takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DatabaseRig _rig = new();
    private readonly List<BoardEvent> _events = [];
    private WalCheckpointService? _service;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.StopAsync(CancellationToken.None);
        _service?.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task LogAboveTruncate_NoReader_IsCut()
    {
        var path = MakeForeign();
        using var writer = DatabaseRig.Open(path);
        Fill(writer, megabytes: 6);

        await StartAsync(path);

        await Eventually.TrueAsync(() => new DatabaseFile(path).WalBytes == 0);
    }

    [Fact]
    public async Task ReaderHoldsItsSnapshot_AlarmNamesIt_AndTheLogIsCutAfterwards()
    {
        var path = MakeForeign();
        using var writer = DatabaseRig.Open(path);
        using (var reader = DatabaseRig.Open(path))
        {
            reader.Do("BEGIN");
            reader.Number("SELECT count(*) FROM t");
            Fill(writer, megabytes: 20);

            await StartAsync(path);

            await Eventually.TrueAsync(() => Raised("checkpoint-starved") is not null);
            var facts = Raised("checkpoint-starved")!.Facts.ToDictionary(f => f.Key);
            Assert.True(facts["wal_bytes"].Number > 16_000_000);
            Assert.True(facts["remaining_frames"].Number > 4_000);
            Assert.Contains($"({Environment.ProcessId})", facts["held_by"].Text, StringComparison.Ordinal);
            _rig.Health.Report(new LatencyFigures(1, 1, Rating.Ok));
            await Eventually.TrueAsync(() => _rig.Board.Find("sqlite")!.Rating == Rating.Warning);
        }

        await Eventually.TrueAsync(() =>
        {
            // Again and again: the service may still be about to set its pace.
            _rig.Time.Advance(TimeSpan.FromSeconds(5));
            return Raised("checkpoint-recovered") is not null;
        });
        Assert.Equal(0, new DatabaseFile(path).WalBytes);
    }

    [Fact]
    public async Task WriterNeverPauses_TheLogIsCutOnceTheReaderHasGone()
    {
        using var rig = new DatabaseRig(clock: TimeProvider.System);
        var path = rig.MakeForeign("foreign.db", "CREATE TABLE t (a)");
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() => WriteOn(path, stop.Token), CancellationToken.None);
        var events = new ConcurrentQueue<string>();
        rig.Board.Raised += e => events.Enqueue(e.Type);
        using var service = new WalCheckpointService(
            rig.Wal with { Interval = TimeSpan.FromSeconds(1), TruncateAboveMb = 6, AlarmAboveMb = 8, Databases = [path] }, rig.Options, rig.Health,
            rig.Context, NullLogger<WalCheckpointService>.Instance);
        using (var reader = DatabaseRig.Open(path))
        {
            reader.Do("BEGIN");
            reader.Number("SELECT count(*) FROM t");
            await service.StartAsync(CancellationToken.None);
            await Eventually.TrueAsync(() => events.Contains("checkpoint-starved"), Patience);
        }

        await Eventually.TrueAsync(() => events.Contains("checkpoint-recovered"), Patience);

        // The file shrinks only when it is cut: the writer's own checkpoints leave its length as it is.
        await Eventually.TrueAsync(() => new DatabaseFile(path).WalBytes < 8_000_000, Patience);
        Assert.False(writer.IsCompleted);
        await stop.CancelAsync();
        await writer;
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ForeignDatabaseNotThere_TheOthersAreTended()
    {
        var path = MakeForeign();
        using var writer = DatabaseRig.Open(path);
        Fill(writer, megabytes: 6);
        var broken = _rig.Folder["broken.db"];
        File.WriteAllText(broken, "no database");
        File.WriteAllBytes($"{broken}-wal", new byte[6_000_000]);

        await StartAsync(_rig.Folder["missing.db"], broken, path);

        await Eventually.TrueAsync(() => new DatabaseFile(path).WalBytes == 0);
    }

    [Fact]
    public async Task OneLockedAndOneInRollbackMode_TheOthersAreTended()
    {
        var path = MakeForeign();
        using var writer = DatabaseRig.Open(path);
        Fill(writer, megabytes: 6);
        var locked = MakeForeign("locked.db");
        using var holder = DatabaseRig.Open(locked);
        holder.Execute("PRAGMA locking_mode = EXCLUSIVE");
        Fill(holder, megabytes: 6);
        var rollback = MakeForeign("rollback.db", "DELETE");
        using var reader = DatabaseRig.Open(rollback);
        reader.Do("BEGIN EXCLUSIVE");

        await StartAsync(locked, rollback, path);

        await Eventually.TrueAsync(() => new DatabaseFile(path).WalBytes == 0);
        Assert.True(new DatabaseFile(locked).WalBytes > 6_000_000);
    }

    private string MakeForeign(string name = "foreign.db", string journal = "WAL") => _rig.MakeForeign(name, "CREATE TABLE t (a)", journal);

    private async Task StartAsync(params string[] databases)
    {
        _rig.Board.Raised += e => { lock (_events) _events.Add(e); };
        _service = new WalCheckpointService(
            _rig.Wal with { Databases = databases }, _rig.Options, _rig.Health, _rig.Context, NullLogger<WalCheckpointService>.Instance);
        await _service.StartAsync(CancellationToken.None);
    }

    private BoardEvent? Raised(string type)
    {
        lock (_events)
            return _events.Find(e => e.Type == type);
    }

    private static void WriteOn(string path, CancellationToken stop)
    {
        using var connection = DatabaseRig.Open(path);
        using var insert = connection.Prepare("INSERT INTO t VALUES (randomblob(4000))");
        while (!stop.IsCancellationRequested)
            insert.ExecuteNonQuery();
    }

    private static void Fill(SqliteConnection writer, int megabytes)
    {
        writer.Execute("PRAGMA wal_autocheckpoint = 0");
        for (var i = 0; i < megabytes; i++)
            writer.Execute("INSERT INTO t VALUES (randomblob(1000000))");
    }
}
