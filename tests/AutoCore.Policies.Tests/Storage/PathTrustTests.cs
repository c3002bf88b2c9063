using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

/// <summary>Who could have written what root is about to use: the folders on the way, the links, the file.</summary>
public sealed class PathTrustTests
{
    private const uint Evil = 1500;
    private const uint Daemon = 990;

    private static PathStep Root => Folder("/", 0, 0b111_101_101);

    /// <summary>The way as <c>kind:owner:mode</c>, and what root may do with a settings file at its end.</summary>
    [Theory]
    [InlineData("root's own", 0u, null, "folder:0:755", "file:0:644")]
    [InlineData("a sticky folder for all", 0u, null, "folder:0:1777", "file:0:644")]
    [InlineData("a link of root's", 0u, null, "link:0:777", "folder:0:755", "file:0:600")]
    [InlineData("a file for all", 0u, "chmod", "folder:0:755", "file:0:666")]
    [InlineData("a file for a group", 0u, "chmod", "folder:0:755", "file:0:664")]
    [InlineData("a folder for all", 0u, "chmod", "folder:0:777", "file:0:644")]
    [InlineData("a folder for a group", 0u, "chmod", "folder:0:775", "file:0:644")]
    [InlineData("a file of root's in a folder of another", 0u, "chown", "folder:1500:755", "file:0:644")]
    [InlineData("a link of another", 0u, "chown", "link:1500:777", "folder:0:755", "file:0:644")]
    [InlineData("a pipe of root's", 0u, "no regular file", "folder:0:755", "other:0:644")]
    [InlineData("a pipe of another", 0u, "chown", "folder:1500:755", "other:1500:644")]
    [InlineData("another's file in another's folder", 1500u, null, "folder:1500:755", "file:1500:600")]
    [InlineData("another's file in root's folder", 1500u, null, "folder:0:755", "file:1500:600")]
    [InlineData("another's file in a third one's folder", 0u, "chown", "folder:1501:755", "file:1500:600")]
    [InlineData("another's file that all may write", 0u, "chown", "folder:1500:755", "file:1500:666")]
    [InlineData("another's dangling link", 0u, "chown", "folder:1500:755", "link:1500:777")]
    public void SettingsFile_Named_IsRootsOrMakesTheCommandItsOwner(string why, uint keeper, string? refusal, params string[] way)
    {
        var trust = SettingsFileTrust.Decide("f", Way(way), isNamed: true, mayDropPrivileges: true);
        Assert.True(keeper == trust.Keeper, why);
        if (refusal is null)
            Assert.Null(trust.Refusal);
        else
            Assert.Contains(refusal, trust.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsFile_OfAnother_IsRefusedWhereItWasOnlyFound_OrWhereRootIsNeeded()
    {
        var way = Way("folder:1500:755", "file:1500:644");
        Assert.Contains("another folder", SettingsFileTrust.Decide("f", way, isNamed: false, mayDropPrivileges: true).Refusal, StringComparison.Ordinal);
        Assert.Contains("needs root", SettingsFileTrust.Decide("f", way, isNamed: true, mayDropPrivileges: false).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsFile_MissingInAFolderForAll_IsNotAwaited()
    {
        var way = Way("folder:0:1777");
        Assert.Contains("choose a folder", SettingsFileTrust.Decide("f", way, isNamed: true, mayDropPrivileges: true, madeIn: "/0").Refusal,
            StringComparison.Ordinal);
        Assert.Null(SettingsFileTrust.Decide("f", Way("folder:0:755"), isNamed: true, mayDropPrivileges: true, madeIn: "/0").Refusal);
    }

    [Fact]
    public void FileSystemThatAnotherMounted_ShowsAnyOwner_AndIsNotBelieved()
    {
        PathStep[] way =
            [Root, Folder("/mnt", 0, 0b111_101_101) with { MountedBy = Evil }, new("/mnt/f", PathKind.File, 0, 0, 0b110_100_100) { MountedBy = Evil }];
        Assert.Contains($"user {Evil} mounted", PathTrust.FindProblem(way, keeper: 0), StringComparison.Ordinal);
        Assert.Null(PathTrust.FindProblem(way, keeper: Evil));
        Assert.Equal(Evil, MountEntry.Parse("40 30 0:50 / /mnt rw - fuse.evil evil rw,user_id=1500,group_id=1500,allow_other")!.MountedBy);
        Assert.Null(MountEntry.Parse("40 30 8:1 / /mnt rw - ext4 /dev/sda1 rw")!.MountedBy);
    }

    /// <summary>Whom root becomes for a data directory: a number, or part of the refusal.</summary>
    [Theory]
    [InlineData("1500", true, true, true, "folder:0:755", "folder:1500:750")]
    [InlineData("0", true, true, true, "folder:0:755", "folder:0:755")]
    [InlineData("990", true, true, true, "folder:1500:755", "folder:990:750")]
    [InlineData("1500", true, true, true, "folder:1500:775", "folder:1500:775")]
    [InlineData("chown", true, true, true, "folder:1500:755", "link:1500:777", "folder:0:755")]
    [InlineData("move it", true, true, true, "folder:1500:755", "folder:1501:755")]
    [InlineData("chmod", true, true, true, "folder:0:777", "folder:0:755")]
    [InlineData("no folder", true, true, true, "folder:0:755", "file:0:644")]
    [InlineData("1500", false, true, true, "folder:0:755", "folder:1500:755")]
    [InlineData("install -d -o autocore", false, true, true, "folder:0:755")]
    [InlineData("990", false, true, false, "folder:0:755")]
    [InlineData("0", false, false, true, "folder:0:755")]
    [InlineData("choose a folder", false, true, true, "folder:0:1777")]
    [InlineData("choose a folder", false, false, true, "folder:0:1777")]
    [InlineData("choose a folder", false, false, false, "folder:0:1777")]
    [InlineData("0", true, false, true, "folder:0:1777", "folder:0:755")]
    [InlineData("chmod", false, false, true, "folder:0:777")]
    public void DataDirectory_IsUsedAsItsOwner(string expected, bool exists, bool isInstalled, bool writes, params string[] way)
    {
        var owner = DataOwnerPolicy.Decide("/data", Way(way), exists, isInstalled ? Daemon : null, writes);
        if (uint.TryParse(expected, out var user))
            Assert.Equal((user, null), (owner.User, owner.Refusal));
        else
            Assert.Contains(expected, owner.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(990u, 990u, 0b111_000_000, true)]
    [InlineData(0u, 0u, 0b111_101_101, false)]
    [InlineData(0u, 990u, 0b111_111_000, true)]
    [InlineData(0u, 0u, 0b111_101_111, true)]
    [InlineData(990u, 0u, 0b101_111_111, false)]
    public void WriteAccess_IsOfTheOneSetOfBitsThatCounts(uint owner, uint group, int mode, bool expected) =>
        Assert.Equal(expected, WriteAccess.Has(Daemon, Daemon, owner, group, mode));

    private static PathStep Folder(string path, uint user, int mode) => new(path, PathKind.Folder, user, user, mode);

    private static PathStep[] Way(params string[] way) =>
    [
        Root,
        .. way.Select((step, i) => step.Split(':') switch
        {
            [var kind, var user, var mode] =>
                new PathStep($"/{i}", Enum.Parse<PathKind>(kind, ignoreCase: true), uint.Parse(user), uint.Parse(user), Convert.ToInt32(mode, 8)),
            _ => throw new ArgumentException(step, nameof(way)),
        }),
    ];
}
