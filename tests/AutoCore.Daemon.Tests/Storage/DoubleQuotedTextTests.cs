using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Tests.Storage;

/// <summary>Programs that were written with a distribution's SQLite put text in double quotes; the program's own library takes that for names, unless it is
/// told.</summary>
public sealed class DoubleQuotedTextTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, kind TEXT DEFAULT "none", word TEXT AS (kind || "!") STORED, CHECK (kind <> "bad"));
        CREATE TABLE removed (id, why);
        CREATE INDEX partly ON t (at) WHERE kind = "some";
        CREATE INDEX computed ON t (coalesce(kind, "none"));
        CREATE VIEW v AS SELECT * FROM t WHERE kind = "some";
        CREATE TRIGGER gone AFTER DELETE ON t BEGIN INSERT INTO removed SELECT old.id, "by age"; END;
        INSERT INTO t (at, kind) VALUES ("2026-11-01T00:00:00", "some"), ("2026-11-20T11:00:00", "some"), ("2026-11-20T11:30:00", "other");
        """;

    private readonly DatabaseRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Retention_TableWithATriggerThatIsWrittenSo_RemovesRows()
    {
        var path = Make();

        var outcome = await new ForeignRetention(TimeProvider.System)
            .RunAsync(new(path, "t", "at", TimestampFormat.Iso8601, 7), new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), static () => { }, CancellationToken.None);

        Assert.Equal(1, outcome.Rows);
        using var connection = ForeignDatabase.Open(path);
        Assert.Equal("by age", connection.Scalar("SELECT why FROM removed"));
        Assert.Equal(1, connection.Number("SELECT count(*) FROM v"));
    }

    [Fact]
    public async Task Backup_OfSuchASchema_IsCopiedAndWholeAndChecked()
    {
        var path = Make();
        var source = new BackupSource("neighbour", new(path));
        Assert.Null(DatabaseCheck.FindDamage(source, thorough: false));
        Assert.Null(DatabaseCheck.FindDamage(source, thorough: true));

        await new DatabaseCopier(TimeProvider.System).CopyAsync(source, _rig.Folder["copy.db"], static _ => { }, CancellationToken.None);

        var check = DatabaseCheck.RunFull(_rig.Folder["copy.db"]);
        Assert.Null(check.Problem);
        Assert.Equal(3, check.Rows["t"]);
    }

    private string Make()
    {
        var path = _rig.MakeForeign("neighbour.db", "SELECT 1");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.AllowDoubleQuotedText();
        connection.Execute(Schema);
        return path;
    }
}
