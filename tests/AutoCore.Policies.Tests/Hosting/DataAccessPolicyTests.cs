using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Hosting;

/// <summary>What an ordinary user is told.</summary>
public sealed class DataAccessPolicyTests
{
    [Theory]
    [InlineData(DataAccess.Read, "status", "autocore", "ana may not read /d: sudo autocore status, or once and for all: sudo adduser ana autocore, then log in again")]
    [InlineData(DataAccess.Read, "status", "root", "ana may not read /d: sudo autocore status")]
    [InlineData(DataAccess.Read, "backup list", null, "ana may not read /d: sudo autocore backup list")]
    [InlineData(DataAccess.Write, "capture", "autocore", "ana may not write in /d, which belongs to autocore: sudo autocore capture")]
    [InlineData(DataAccess.Run, "run", "autocore", "/d belongs to autocore, and ana may not write there. The service runs as autocore: sudo systemctl start autocore-daemon. A daemon of your own needs a DataDirectory of its own")]
    public void Refusal_NamesTheRemedy(DataAccess asked, string verbs, string? group, string expected) =>
        Assert.Equal(expected, new DataAccessPolicy("/d", "autocore", group, "ana").Describe(asked, verbs));

    [Theory]
    [InlineData("autocore", "ana may not read it: put sudo before the command, or once and for all: sudo adduser ana autocore, then log in again")]
    [InlineData("root", "ana may not read it: put sudo before the command")]
    [InlineData(null, "ana may not read it: put sudo before the command")]
    public void File_NamesTheRemedy(string? group, string expected) => Assert.Equal(expected, DataAccessPolicy.DescribeFile("ana", group));
}
