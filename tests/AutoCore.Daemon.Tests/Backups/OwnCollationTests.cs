using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups;
using AutoCore.Testing;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>Databases whose schema needs what only their own program brings.</summary>
public sealed class OwnCollationTests : IDisposable
{
    private const string Rows =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO t(name) SELECT 'ÁÇÃO ' || (i * 7919 % 200) FROM n;";
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string?> Schemas => new()
    {
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT COLLATE PORTUGUESE, UNIQUE(name));", "collation PORTUGUESE" },
        { "CREATE TABLE t(name TEXT COLLATE \"pt BR\" PRIMARY KEY) WITHOUT ROWID;", "collation pt BR" },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX i ON t(norm(name));", "function norm" },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT CHECK (norm(name) <> ''));", null },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, folded TEXT AS (norm(name)) STORED);", null },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, folded TEXT AS (norm(name))); CREATE INDEX i ON t(folded);", "function norm" },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX i ON t(name) WHERE norm(name) > 'b';", "function norm" },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX i ON t(lower(name));", "row" },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, folded TEXT AS (norm(name)) VIRTUAL NOT NULL);", "function norm" },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT COLLATE \"my (coll)'x\", UNIQUE(name));", "collation my (coll)'x" },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); CREATE VIEW v AS SELECT norm(name) AS n FROM t;", null },
        { "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT norm(new.name); END;", null },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Schemas))]
    public void RunFull_SchemaOfItsOwnProgram_IsReadWholeAndNotCalledDamaged(string schema, string? unproven)
    {
        var path = Make(schema);

        var check = DatabaseCheck.RunFull(path);

        Assert.Null(check.Problem);
        Assert.Equal(200, check.TotalRows);
        Assert.True(unproven is null ? check.Unproven is null : check.Unproven?.Contains(unproven, StringComparison.Ordinal) == true, check.Unproven);
        Assert.Null(DatabaseCheck.FindDamage(new BackupSource("gateway", new(path)), thorough: true));
        Assert.Null(DatabaseCheck.FindDamage(new BackupSource("gateway", new(path)), thorough: false));
    }

    [Fact]
    public void RunFull_TableOfAModuleThatIsNotHere_CountsTheOthers()
    {
        var path = Make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT);",
            "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES ('table', 'vec', 'vec', 0, 'CREATE VIRTUAL TABLE vec USING vec0(e float[8])');");

        var check = DatabaseCheck.RunFull(path);

        Assert.Null(check.Problem);
        Assert.Equal(200, check.TotalRows);
        Assert.Equal("module vec0", check.Unproven);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void RunFull_PageOfItOverwritten_IsDamaged(string schema, string? unproven)
    {
        var path = Make(schema);
        using (var file = File.OpenWrite(path))
        {
            // The first page below the table's root.
            file.Position = PageOf(path);
            file.Write(new byte[4096]);
        }

        Assert.True(DatabaseCheck.RunFull(path).Problem is not null, unproven);
    }

    private static long PageOf(string path)
    {
        using var connection = SqliteConnections.OpenImmutable(path);
        return (connection.Number("SELECT rootpage FROM sqlite_schema WHERE name = 't'") - 1) * 4096;
    }

    private string Make(string schema, string? then = null)
    {
        SqliteLibrary.Load();
        var path = _folder["own.db"];
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.CreateCollation("PORTUGUESE", static (one, other) => string.Compare(other, one, StringComparison.Ordinal));
        connection.CreateCollation("pt BR", static (one, other) => string.Compare(other, one, StringComparison.Ordinal));
        connection.CreateCollation("my (coll)'x", static (one, other) => string.Compare(other, one, StringComparison.Ordinal));
        connection.CreateFunction("norm", static (string? text) => text?.ToUpperInvariant(), isDeterministic: true);
        connection.CreateFunction("lower", static (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        connection.Execute(schema + Rows + then);
        return path;
    }
}
