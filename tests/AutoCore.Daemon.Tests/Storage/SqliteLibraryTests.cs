using AutoCore.Core.Storage;
using AutoCore.Daemon.Neighbours;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Health;
using AutoCore.Policies.Neighbours;
using AutoCore.Policies.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

/// <summary>Which SQLite the program loads, and what it says of that and of others'.</summary>
public sealed class SqliteLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_LibraryBesideTheProgram_IsTheOneAndMended()
    {
        var library = SqliteLibrary.Load();

        Assert.True(library.IsOwn);
        Assert.False(library.HasWalResetBug);
        Assert.StartsWith(AppContext.BaseDirectory, library.File, StringComparison.Ordinal);
        Assert.Equal(library.Version, SqliteVersionText.Find(File.ReadAllBytes(library.File)));
    }

    [Theory]
    [InlineData("3.40.1", false, Rating.Warning)]
    [InlineData("3.53.4", true, Rating.Ok)]
    [InlineData("no release", true, Rating.Warning)]
    public void Doctor_Library_WarnsOfTheBug(string version, bool own, Rating rating) =>
        Assert.Equal(rating, new SqliteLibraryCheck().Evaluate(new(version, own, "/usr/lib/x.so")).Rating);

    [Theory]
    [InlineData("3.40.1", true, "3.51.3", Rating.Warning)]
    [InlineData("3.40.1", true, "3.40.1", Rating.Ok)]
    [InlineData("3.40.1", true, null, Rating.Ok)]
    [InlineData("3.40.1", false, "3.51.3", Rating.Ok)]
    [InlineData("3.53.4", true, "3.53.4", Rating.Ok)]
    [InlineData(null, true, "3.53.4", Rating.Ok)]
    public void Doctor_NeighboursLibrary_WarnsOnlyWhereARestartMendsIt(string? version, bool isReplaced, string? installed, Rating rating) =>
        Assert.Equal(
        rating, NeighbourSqliteCheck.Evaluate("gateway.service", (new LibraryMapping("", "libsqlite3.so.0.8.6", isReplaced), version), () => installed).Rating);

    [Fact]
    public async Task OwnLibraryDoesNotRunHere_TheSystemsIsLoadedAndNamed_AndANeighboursLogIsStillCut()
    {
        var program = CopyProgramWithoutItsLibrary();
        var neighbour = _folder["neighbour.db"];
        var settings = _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{_folder["data"]}}", "WalCheckpoint": { "Interval": "00:00:01", "Databases": ["{{neighbour}}"] } } }
            """);
        Directory.CreateDirectory(_folder["data"]);
        using var writer = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={neighbour};Pooling=False");
        SqliteLibrary.Load();
        writer.Open();
        writer.Execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a)");
        for (var i = 0; i < 6; i++)
            writer.Execute("INSERT INTO t VALUES (randomblob(1000000))");

        await using var daemon = AutoCoreProcess.Start(["run", "--config", settings], program: program);

        Assert.DoesNotContain(SqliteLibrary.Load().File, await daemon.WaitForLineAsync("SQLite 3."), StringComparison.Ordinal);
        await Eventually.TrueAsync(() =>
        {
            writer.Execute("INSERT INTO t VALUES (1)");
            return new DatabaseFile(neighbour).WalBytes < 4_000_000;
        }, TimeSpan.FromMinutes(2));
    }

    private string CopyProgramWithoutItsLibrary()
    {
        var from = Path.GetDirectoryName(AutoCoreProcess.ProgramPath)!;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = _folder[Path.Combine("program", Path.GetRelativePath(from, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (Path.GetFileName(file) == "libe_sqlite3.so")
                File.WriteAllText(copy, "not for this machine");
            else
                File.Copy(file, copy);
        }
        return _folder["program/autocore"];
    }
}
