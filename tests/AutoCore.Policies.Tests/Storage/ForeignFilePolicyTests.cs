using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class ForeignFilePolicyTests
{
    private const uint Pi = 1000;
    private const uint Daemon = 990;
    private const string Path = "/home/pi/autocore/database/autocore.db";

    [Theory]
    [InlineData("the owner's own file", Daemon, Pi, 0x180, Pi, false, Daemon, Daemon, null)]
    [InlineData("root hands files over", Pi, Pi, 0x180, Pi, false, 0u, 0u, null)]
    [InlineData("group writable, folder hands the group down", Pi, Pi, 0x1B4, Pi, true, Daemon, Daemon, null)]
    [InlineData("group writable, same primary group", Pi, Pi, 0x1B4, Pi, false, Daemon, Pi, null)]
    [InlineData("writable for all", Pi, Pi, 0x1B6, Pi, false, Daemon, Daemon, null)]
    [InlineData("group may not write", Pi, Pi, 0x1A4, Pi, true, Daemon, Daemon, "chmod g+rw")]
    [InlineData("new files in our own group", Pi, Pi, 0x1B4, Pi, false, Daemon, Daemon, "chmod g+s")]
    [InlineData("folder hands down a third group", Pi, Pi, 0x1B4, 50u, true, Daemon, Daemon, "chgrp")]
    public void FindProblem_GivenOwners_NamesTheRemedy(
        string why, uint owner, uint group, int mode, uint folderGroup, bool handsDown, uint user, uint userGroup, string? remedy)
    {
        var problem = ForeignFilePolicy.FindProblem(Path, new(owner, group, mode, folderGroup, handsDown, CanWrite: true, user, userGroup));

        if (remedy is null)
            Assert.True(problem is null, $"{why}: {problem}");
        else
            Assert.Contains(remedy, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void FindProblem_NoPermission_SaysWhichGroupToJoin() =>
        Assert.Contains("usermod -aG", ForeignFilePolicy.FindProblem(Path, new(Pi, Pi, 0x1B4, Pi, true, CanWrite: false, Daemon, Daemon)),
            StringComparison.Ordinal);
}
