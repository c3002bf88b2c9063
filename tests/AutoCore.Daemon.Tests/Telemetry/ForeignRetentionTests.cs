using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class ForeignRetentionTests : IDisposable
{
    /// <summary>Seven days before this is 2026-11-13 12:00:00 UTC.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly DatabaseRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("2026-11-13T11:59:59", true)]
    [InlineData("2026-11-13 11:59:59", true)]
    [InlineData("2026-11-13T12:00:00", false)]
    [InlineData("2026-11-13 12:00:00", false)]
    [InlineData("2026-11-13 11:59:59.999", true)]
    [InlineData("2026-11-13T11:59:59Z", true)]
    [InlineData("2026-11-13T12:00:00Z", false)]
    [InlineData("2026-11-13T13:30:00+02:00", true)]
    [InlineData("2026-11-13T14:30:00+02:00", false)]
    [InlineData("2026-11-14T01:59:00+14:00", true)]
    [InlineData("2026-11-13T08:59:59-03:00", true)]
    [InlineData("2026-11-13T09:00:01-03:00", false)]
    [InlineData("2026-11-13", true)]
    [InlineData("2026-11-14", false)]
    [InlineData("1970-01-01T00:00:00", true)]
    [InlineData("", false)]
    [InlineData("never", false)]
    [InlineData("now", false)]
    [InlineData("2459000", false)]
    [InlineData("12:00", false)]
    [InlineData("2026-11-13Tgarbage", false)]
    public async Task Iso8601_GoesByTheInstant(string time, bool goes)
    {
        var path = _rig.MakeForeign("f.db", $"CREATE TABLE t (at TEXT); INSERT INTO t VALUES ('{time}'), ('2026-11-20T11:00:00'), ('2026-11-20T11:30:00')");

        var outcome = await RunAsync(new(path, "t", "at", TimestampFormat.Iso8601, 7));

        Assert.Equal(goes ? 1 : 0, outcome.Rows);
    }

    [Theory]
    [InlineData("INTEGER", "1794571199", true)]
    [InlineData("INTEGER", "1794571200", false)]
    [InlineData("REAL", "1794571199.9", true)]
    [InlineData("TEXT", "'1794571199'", true)]
    [InlineData("TEXT", "'1794571200'", false)]
    [InlineData("TEXT", "''", false)]
    [InlineData("TEXT", "'never'", false)]
    [InlineData("", "NULL", false)]
    [InlineData("", "x'00'", false)]
    public async Task UnixSeconds_GoByTheInstant(string type, string value, bool goes)
    {
        var path = _rig.MakeForeign("f.db", $"CREATE TABLE t (at {type}); INSERT INTO t VALUES ({value}), (1795170000), (1795171000)");

        Assert.Equal(goes ? 1 : 0, (await RunAsync(new(path, "t", "at", TimestampFormat.UnixSeconds, 7))).Rows);
    }

    [Theory]
    [InlineData("1794571199999", 1)]
    [InlineData("1794571200000", 0)]
    public async Task UnixMilliseconds_GoByTheInstant(string value, int rows)
    {
        var path = _rig.MakeForeign("f.db", $"CREATE TABLE t (at INTEGER); INSERT INTO t VALUES ({value})");

        Assert.Equal(rows, (await RunAsync(new(path, "t", "at", TimestampFormat.UnixMilliseconds, 7))).Rows);
    }

    [Fact]
    public async Task SecondsTakenForMilliseconds_NothingGoes()
    {
        var path = _rig.MakeForeign("f.db", "CREATE TABLE t (at INTEGER); INSERT INTO t VALUES (1794571199), (1794571200)");

        var refused = await Assert.ThrowsAsync<RetentionRefused>(() => RunAsync(new(path, "t", "at", TimestampFormat.UnixMilliseconds, 7)));

        Assert.Contains("unix-seconds", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, Count(path, "t"));
    }

    [Theory]
    [InlineData("1795172400", TimestampFormat.Iso8601, "unix-seconds")]
    [InlineData("1795172400000", TimestampFormat.UnixSeconds, "unix-milliseconds")]
    [InlineData("1795172400000000", TimestampFormat.UnixMilliseconds, "unix-microseconds")]
    [InlineData("'2026-11-20 11:00:00'", TimestampFormat.UnixSeconds, "iso8601")]
    [InlineData("'29/11/2026'", TimestampFormat.Iso8601, "29/11/2026")]
    [InlineData("NULL", TimestampFormat.Auto, "NULL")]
    public async Task TimesOfAnotherFormat_NothingGoesAndTheReasonNamesTheRightOne(string value, TimestampFormat configured, string named)
    {
        var path = _rig.MakeForeign("f.db", $"CREATE TABLE t (at); {string.Concat(Enumerable.Repeat($"INSERT INTO t VALUES ({value});", 30))}");

        var refused = await Assert.ThrowsAsync<RetentionRefused>(() => RunAsync(new(path, "t", "at", configured, 7)));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Equal(30, Count(path, "t"));
    }

    [Theory]
    [InlineData("'2026-11-01 11:00:00'", "'2026-11-20 11:00:00'")]
    [InlineData("1793527200", "1795172400")]
    [InlineData("1793527200000", "1795172400000")]
    [InlineData("1793527200000000", "1795172400000000")]
    public async Task Auto_GoesByWhatTheNewestRowsAreOf(string old, string young)
    {
        var path = _rig.MakeForeign("f.db", $"CREATE TABLE t (at); INSERT INTO t VALUES ({old}), ({old}), ({young})");

        Assert.Equal(2, (await RunAsync(new(path, "t", "at", TimestampFormat.Auto, 7))).Rows);
    }

    [Fact]
    public async Task ProgramThatTurnedFromSecondsToMilliseconds_LosesNothing()
    {
        var path = _rig.MakeForeign(
            "f.db", "CREATE TABLE t (at INTEGER); INSERT INTO t VALUES (1795172400), (1795172500), (1795172600000), (1795172700000), (1795172800000)");

        await Assert.ThrowsAsync<RetentionRefused>(() => RunAsync(new(path, "t", "at", TimestampFormat.UnixMilliseconds, 7)));

        Assert.Equal(5, Count(path, "t"));
    }

    [Theory]
    [InlineData("WAL", "CREATE TABLE t (at INTEGER)", false)]
    [InlineData("DELETE", "CREATE TABLE t (at INTEGER)", false)]
    [InlineData("WAL", "CREATE TABLE t (at INTEGER); CREATE INDEX i ON t (at)", true)]
    [InlineData("DELETE", "CREATE TABLE t (at INTEGER); CREATE INDEX i ON t (at)", true)]
    [InlineData("WAL", "CREATE TABLE t (at INTEGER PRIMARY KEY)", true)]
    [InlineData("WAL", "CREATE TABLE t (at INTEGER, b INTEGER DEFAULT 1, PRIMARY KEY (at, b)) WITHOUT ROWID", true)]
    [InlineData("WAL", "CREATE TABLE t (at INTEGER, rowid TEXT, \"_rowid_\" TEXT)", false)]
    public async Task AnyTable_OldHalfGoes_AndAMissingIndexIsNamed(string journal, string schema, bool hasIndex)
    {
        var path = _rig.MakeForeign("f.db", $"{schema}; {Rows("t", 1_000, step: 1200)}", journal);

        var outcome = await RunAsync(new(path, "T", "AT", TimestampFormat.UnixSeconds, 7));

        Assert.Equal(500, outcome.Rows);
        Assert.Equal(500, Count(path, "t"));
        Assert.Equal(hasIndex ? null : "CREATE INDEX \"t_at\" ON \"t\" (\"at\")", outcome.MissingIndex);
    }

    [Fact]
    public async Task IsoText_WithAnIndex_UsesIt()
    {
        var path = _rig.MakeForeign("f.db", "CREATE TABLE t (at TEXT); CREATE INDEX i ON t (at); INSERT INTO t VALUES ('2026-11-01T00:00:00')");

        Assert.Null((await RunAsync(new(path, "t", "at", TimestampFormat.Iso8601, 7))).MissingIndex);
    }

    [Theory]
    [InlineData("""t"; DROP TABLE t; --""", "at")]
    [InlineData("t", """at" OR 1=1 --""")]
    [InlineData("sqlite_schema", "name")]
    [InlineData("view_of_t", "at")]
    [InlineData("missing", "at")]
    [InlineData("t", "missing")]
    public async Task HostileOrWrongName_IsRefusedAndNothingChanges(string table, string column)
    {
        var path = _rig.MakeForeign("f.db", "CREATE TABLE t (at INTEGER); INSERT INTO t VALUES (1000000000); CREATE VIEW view_of_t AS SELECT * FROM t");

        await Assert.ThrowsAsync<RetentionRefused>(() => RunAsync(new(path, table, column, TimestampFormat.UnixSeconds, 7)));

        Assert.Equal(1, Count(path, "t"));
    }

    [Fact]
    public async Task HostileNameThatExists_IsQuoted()
    {
        const string hostile = "t\"; DROP TABLE \"x";
        var path =
            _rig.MakeForeign(
            "f.db", $"CREATE TABLE {SqliteSession.Quote(hostile)} ({SqliteSession.Quote("a\" b")} INTEGER); INSERT INTO {SqliteSession.Quote(hostile)} VALUES (1000000000); CREATE TABLE x (a)");

        Assert.Equal(1, (await RunAsync(new(path, hostile, "a\" b", TimestampFormat.UnixSeconds, 7))).Rows);
        Assert.Equal(0, Count(path, "x"));
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task LockedForAWhile_WaitsAndGoesOn(string journal)
    {
        var path = _rig.MakeForeign("f.db", $"CREATE TABLE t (at INTEGER); {Rows("t", 1_000, step: 1200)}", journal);
        using var other = DatabaseRig.Open(path);
        other.Do("BEGIN IMMEDIATE");
        var running = RunAsync(new(path, "t", "at", TimestampFormat.UnixSeconds, 7));
        await Task.Delay(400);
        Assert.False(running.IsCompleted);

        other.Do("COMMIT");

        Assert.Equal(500, (await running).Rows);
    }

    [Fact]
    public async Task WriterHoldsItsLockForLong_GivesUpAndNothingGoes()
    {
        var path = _rig.MakeForeign("f.db", $"CREATE TABLE t (at INTEGER); {Rows("t", 10, step: 1200)}", "DELETE");
        using var other = DatabaseRig.Open(path);
        other.Do("BEGIN IMMEDIATE");

        var refused = await Assert.ThrowsAsync<SqliteException>(() => RunAsync(new(path, "t", "at", TimestampFormat.UnixSeconds, 7)));

        Assert.True(refused.IsBusy());
        other.Do("COMMIT");
        Assert.Equal(10, Count(path, "t"));
    }

    [Fact]
    public async Task NoDatabase_IsRefusedWithTheReason() =>
        Assert.Contains(
        "is not there",
        (await Assert.ThrowsAsync<ForeignDatabaseRefused>(() => RunAsync(new(_rig.Folder["no.db"], "t", "at", TimestampFormat.UnixSeconds, 7)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task TriggerThatKeepsRows_DoesNotLoopForever()
    {
        var path =
            _rig.MakeForeign(
            "f.db", "CREATE TABLE t (at INTEGER); INSERT INTO t VALUES (1000000000), (1000000001); CREATE TRIGGER k BEFORE DELETE ON t BEGIN SELECT RAISE(IGNORE); END");

        Assert.Equal(0, (await RunAsync(new(path, "t", "at", TimestampFormat.UnixSeconds, 7))).Rows);
    }

    private static Task<RetentionOutcome> RunAsync(RetentionOptions options) =>
        new ForeignRetention(TimeProvider.System).RunAsync(options, Now, static () => { }, CancellationToken.None);

    /// <summary>Rows around the cutoff, half of them before it.</summary>
    private static string Rows(string table, int count, int step) => $"""
        WITH RECURSIVE n(i) AS (SELECT -{count / 2} UNION ALL SELECT i + 1 FROM n WHERE i < {(count / 2) - 1})
        INSERT INTO {table} (at) SELECT 1794571200 + i * {step} FROM n
        """;

    private static long Count(string path, string table)
    {
        using SqliteConnection connection = DatabaseRig.Open(path);
        return connection.Number($"SELECT count(*) FROM {table}");
    }
}
