using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

public sealed class ProfileFileTests
{
    [Fact]
    public void Parse_FileOfAnExistingInstallation_TakesEveryKey()
    {
        var file =
            ProfileFile.Parse(
            ["# 16 GB", "", "MAX_DB_SIZE_MB=40", "TELEMETRY_RETENTION_DAYS=5", "LOG_RETENTION_DAYS=10", "CACHE_SIZE_KB = 8000", "SWAP_SIZE_MB=\"1024\"",
                "MMAP_SIZE_MB='128'"]);
        Assert.Empty(file.Problems);
        Assert.Equal(
            [("CACHE_SIZE_KB", 8000), ("LOG_RETENTION_DAYS", 10), ("MAX_DB_SIZE_MB", 40), ("MMAP_SIZE_MB", 128), ("SWAP_SIZE_MB", 1024),
                ("TELEMETRY_RETENTION_DAYS", 5)],
            file.Values.Select(v => (v.Key, v.Value)).Order());
    }

    [Theory]
    [InlineData("MAX_DB_SIZE=40", "MAX_DB_SIZE")]
    [InlineData("max_db_size_mb=40", "max_db_size_mb")]
    [InlineData("MAX_DB_SIZE_MB=forty", "forty")]
    [InlineData("MAX_DB_SIZE_MB=", "MAX_DB_SIZE_MB")]
    [InlineData("MAX_DB_SIZE_MB=0", "\"0\"")]
    [InlineData("MAX_DB_SIZE_MB=-5", "\"-5\"")]
    [InlineData("MAX_DB_SIZE_MB=4.5", "\"4.5\"")]
    [InlineData("MAX_DB_SIZE_MB=99999999999", "99999999999")]
    [InlineData("MAX_DB_SIZE_MB", "KEY=VALUE")]
    public void Parse_BadLine_IsReportedWithItsNumberAndWhatIsWrong(string line, string named)
    {
        var file = ProfileFile.Parse(["# comment", "", line]);
        var (number, problem) = Assert.Single(file.Problems);
        Assert.Equal(3, number);
        Assert.Contains(named, problem, StringComparison.Ordinal);
        Assert.Empty(file.Values);
    }

    [Fact]
    public void Parse_KeyGivenTwice_KeepsTheFirstAndReportsTheSecond()
    {
        var file = ProfileFile.Parse(["MAX_DB_SIZE_MB=40", "MAX_DB_SIZE_MB=50"]);
        Assert.Equal(40, file.Values["MAX_DB_SIZE_MB"]);
        Assert.Equal(2, Assert.Single(file.Problems).Line);
    }
}
