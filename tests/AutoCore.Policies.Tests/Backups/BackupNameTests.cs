using AutoCore.Policies.Backups;

namespace AutoCore.Policies.Tests.Backups;

public sealed class BackupNameTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("autocore-20261120T030000Z.db.gz.sha256", "autocore-20261120T030000Z.db.gz")]
    [InlineData("autocore-20261120T030000Z.config.tar.gz", "autocore-20261120T030000Z.db.gz")]
    [InlineData("autocore-20261120T030000Z.config.tar.gz.sha256", "autocore-20261120T030000Z.config.tar.gz")]
    [InlineData("autocore-20261120T030000Z.db.gz", null)]
    [InlineData("raspios.img.xz.sha256", null)]
    [InlineData("photos.config.tar.gz", null)]
    [InlineData(".sha256", null)]
    public void Accompanied_File_IsTheOneBesideWhichItStands(string file, string? beside) => Assert.Equal(beside, BackupName.Accompanied(file));

    [Fact]
    public void File_IsTheContractsName()
    {
        var name = new BackupName("autocore", At);

        Assert.Equal("autocore-20261120T030000Z.db.gz", name.File);
        Assert.Equal("autocore-20261120T030000Z.config.tar.gz", name.ConfigurationFile);
    }

    [Theory]
    [InlineData("autocore-20261120T030000Z.db.gz", "autocore")]
    [InlineData("my-gate_way-20261120T030000Z.db.gz", "my-gate_way")]
    public void TryParse_Name_IsReadBack(string file, string source) => Assert.Equal(new BackupName(source, At), BackupName.TryParse(file));

    [Fact]
    public void TryParse_Partial_IsToldByTheName()
    {
        var name = new BackupName("shop", At, BackupKind.Folder, IsPartial: true);

        Assert.Equal("shop-20261120T030000Z.partial.tar.gz", name.File);
        Assert.Equal(name, BackupName.TryParse(name.File));
        Assert.Null(BackupName.TryParse("shop-20261120T030000Z.partial.partial.tar.gz"));
    }

    [Theory]
    [InlineData("shop-20261120T030000Z.dump", BackupKind.Postgres)]
    [InlineData("shop-20261120T030000Z.tar.gz", BackupKind.Folder)]
    public void TryParse_OtherKinds_AreToldByTheEnding(string file, BackupKind kind)
    {
        Assert.Equal(new BackupName("shop", At, kind), BackupName.TryParse(file));
        Assert.Equal(file, BackupName.TryParse(file)?.File);
    }

    [Theory]
    [InlineData("autocore-20261120T030000Z.config.tar.gz")]
    [InlineData("autocore-20261120T030000Z.dump.gz")]
    [InlineData("autocore-20261320T030000Z.db.gz")]
    [InlineData("autocore-20261120T030000.db.gz")]
    [InlineData("-20261120T030000Z.db.gz")]
    [InlineData("a\u001b[2J-20261120T030000Z.db.gz")]
    [InlineData("autocore.db.gz")]
    [InlineData(".db.gz")]
    [InlineData("")]
    public void TryParse_AnythingElse_IsNull(string file) => Assert.Null(BackupName.TryParse(file));

    [Fact]
    public void Next_SecondTaken_TakesTheNextOne() =>
        Assert.Equal(At.AddSeconds(2), BackupName.Next("autocore", BackupKind.Sqlite, At.AddMilliseconds(300), n => n.At < At.AddSeconds(2)).At);
}
