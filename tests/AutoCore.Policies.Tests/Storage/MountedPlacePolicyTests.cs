using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class MountedPlacePolicyTests
{
    private const string Root = "179:2 /";
    private const string Disk = "8:1 /mnt/usb";

    [Theory]
    [InlineData("nobody means a disk", "", "/", null, null, Root)]
    [InlineData("the disk of fstab is there", "/mnt/usb", "/", null, null, Root, Disk)]
    [InlineData("the disk of fstab is not there", "/mnt/usb", "/", null, "/mnt/usb stands in /etc/fstab but is not mounted: mount /mnt/usb", Root)]
    [InlineData("a sandbox shows the card's folder as a mount", "/mnt/usb", "/", null, "/mnt/usb stands in /etc/fstab but is not mounted: mount /mnt/usb", Root,
        "179:2 /mnt/usb")]
    [InlineData("a sandbox shows a folder of the disk as a mount", "/mnt/usb", "/", null, null, Root, Disk, "8:1 /mnt/usb/pictures")]
    [InlineData("it would be mounted when used, and was not", "/mnt/usb", "/", null, "/mnt/usb stands in /etc/fstab but is not mounted: mount /mnt/usb", Root,
        "0:40 /mnt/usb autofs")]
    [InlineData("another disk of fstab is away", "/mnt/other", "/", null, null, Root)]
    [InlineData("a name that only begins alike", "/mnt/us", "/", null, null, Root)]
    [InlineData("the outer disk is there, the inner one is not", "/mnt;/mnt/usb", "/", null, "/mnt/usb stands in /etc/fstab but is not mounted: mount /mnt/usb",
        Root, "8:1 /mnt")]
    [InlineData("a folder shown twice shares its device", "/mnt/usb bind", "/", null, null, Root, "179:2 /mnt/usb")]
    [InlineData("a subvolume shares its device", "/mnt/usb subvol=@usb", "/", null, null, Root, "179:2 /mnt/usb")]
    [InlineData("root in fstab is always there", "/", "/", null, null, Root)]
    [InlineData("watched and there", "", "/;/mnt/usb", null, null, Root, Disk)]
    [InlineData("watched beside root and not there", "", "/;/mnt/usb/", null,
        "/mnt/usb/ stands in DiskWatchdog:Mounts beside / but is not mounted: mount /mnt/usb/, or take it out there", Root)]
    [InlineData("watched beside root, a folder of a disk that is there", "", "/;/mnt/usb;/mnt/usb/pictures", null, null, Root, Disk)]
    [InlineData("watched alone: it stands for the card", "", "/mnt/usb", null, null, Root)]
    [InlineData("it was there earlier", "", "/", "/mnt/usb", "/mnt/usb is no longer mounted: mount /mnt/usb", Root)]
    [InlineData("it was there earlier, and is there as another device", "", "/", "/mnt/usb", null, Root, "8:17 /mnt/usb")]
    [InlineData("it was there earlier, and a sandbox keeps the name", "", "/", "/mnt/usb", "/mnt/usb is no longer mounted: mount /mnt/usb", Root,
        "179:2 /mnt/usb")]
    public void Folder_MountsAndWhatIsMeant_Problem(string why, string fsTab, string watched, string? seen, string? problem, params string[] mounts)
    {
        var meant = new FsTab(
            [.. fsTab.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(e => new FsTabEntry("x", e.Split(' ')[0], "ext4", e.Split(' ')[1..]))]);

        Assert.True(problem == MountedPlacePolicy.FindProblem("/mnt/usb/pictures", Table(mounts), meant, watched.Split(';'), seen), why);
    }

    [Theory]
    [InlineData(null, Root)]
    [InlineData("/mnt/usb", Root, Disk)]
    [InlineData("/mnt/usb", Root, Disk, "8:1 /mnt/usb/pictures")]
    [InlineData("/mnt/usb/pictures", Root, Disk, "8:2 /mnt/usb/pictures")]
    [InlineData(null, Root, "179:2 /mnt/usb")]
    [InlineData(null, Root, "0:40 /mnt/usb autofs")]
    public void Folder_Mounts_DiskThatCanGo(string? disk, params string[] mounts) =>
        Assert.Equal(disk, MountedPlacePolicy.DiskOf("/mnt/usb/pictures", Table(mounts)));

    private static MountTable Table(string[] mounts) =>
        new([.. mounts.Select(m => m.Split(' ')).Select(m => new MountEntry(m[0], m[1], ["rw"], m.Length > 2 ? m[2] : "ext4", "x", ["rw"]))]);
}
