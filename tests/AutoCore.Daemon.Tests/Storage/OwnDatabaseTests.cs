using AutoCore.Core.Storage;
using AutoCore.Policies.Health;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class OwnDatabaseTests : IDisposable
{
    private readonly DatabaseRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", 1L)]
    [InlineData("auto_vacuum", 2L)]
    [InlineData("cache_size", -2000L)]
    [InlineData("temp_store", 2L)]
    [InlineData("foreign_keys", 1L)]
    [InlineData("busy_timeout", 5000L)]
    [InlineData("journal_size_limit", 4_000_000L)]
    public void Writer_HasThePragmas(string pragma, object value) => Assert.Equal(value, _rig.Database.Run(c => c.Scalar($"PRAGMA {pragma}")));

    [Fact]
    public void Reader_HasASmallCacheAndNoMap()
    {
        _rig.Database.Run(static _ => true);
        using var reader = _rig.Database.OpenReader();

        Assert.Equal(-2000L, reader.Number("PRAGMA cache_size"));
        // Distributions that build without memory maps answer nothing at all.
        Assert.True(reader.Scalar("PRAGMA mmap_size") is null or 0L);
    }

    [Fact]
    public void Writer_Library_IsTheSystems() =>
        Assert.True(Version.Parse((string)_rig.Database.Run(c => c.Scalar("SELECT sqlite_version()"))!) >= new Version(3, 40));

    [Fact]
    public void Write_Durable_LeavesTheConnectionAtNormal()
    {
        _rig.Database.Write(c => c.Execute("INSERT INTO latency (at) VALUES (1)"), durable: true);

        Assert.Equal(1L, _rig.Database.Run(c => c.Number("PRAGMA synchronous")));
        Assert.Equal(1, _rig.Count("latency"));
    }

    [Fact]
    public void Write_WorkThrows_NothingIsThere()
    {
        Assert.Throws<InvalidOperationException>(() => _rig.Database.Write<int>(c =>
        {
            c.Execute("INSERT INTO latency (at) VALUES (1)");
            throw new InvalidOperationException();
        }, durable: true));

        Assert.Equal(0, _rig.Count("latency"));
    }

    [Fact]
    public void Run_NewerSchema_IsLeftAlone()
    {
        _rig.Execute("PRAGMA user_version = 999");
        _rig.Database.Dispose();

        Assert.Equal(0, _rig.Count("sample"));
        Assert.Equal(999, _rig.Database.Run(c => c.Number("PRAGMA user_version")));
    }

    [Fact]
    public void Run_FileDeletedUnderneath_WritesIntoANewOne()
    {
        _rig.Execute("INSERT INTO latency (at) VALUES (1)");
        foreach (var part in _rig.Database.File.Parts.ToList())
            File.Delete(part);

        _rig.Execute("INSERT INTO latency (at) VALUES (2)");

        using var other = DatabaseRig.Open(_rig.Options.Path);
        Assert.Equal(2, other.Number("SELECT max(at) FROM latency"));
    }

    [Fact]
    public void Run_NotADatabase_IsMarkedDamagedAndRatedCritical()
    {
        File.WriteAllText(_rig.Options.Path, new string('x', 10_000));

        Assert.Throws<SqliteException>(() => _rig.Database.Run(static _ => true));

        Assert.True(_rig.Database.IsDamaged);
        _rig.Health.Report(new LatencyFigures(1, 1, Rating.Ok));
        Assert.Equal(Rating.Critical, _rig.Board.Find("sqlite")!.Rating);
    }
}
