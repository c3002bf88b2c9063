using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class MountTableTests
{
    private static readonly MountTable Table = MountTable.Parse(
    [
        "22 1 179:2 / / rw,noatime shared:1 - ext4 /dev/mmcblk0p2 rw,errors=remount-ro",
        "30 22 8:1 / /data rw,relatime shared:7 - ext4 /dev/sda1 rw",
        "31 22 8:1 /cameras /srv/cameras rw,relatime shared:7 - ext4 /dev/sda1 rw",
        @"32 22 8:17 / /media/my\040disk rw - vfat /dev/sdb1 rw",
        "33 22 0:40 / /over rw - tmpfs first rw",
        "34 22 0:41 / /over rw - tmpfs second rw,size=1024k",
        "not a line of mountinfo",
    ]);

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/data", "/data")]
    [InlineData("/data/cameras/P1.jpg", "/data")]
    [InlineData("/data2/x", "/")]
    [InlineData("/srv/cameras/P1.jpg", "/srv/cameras")]
    [InlineData("/media/my disk/x", "/media/my disk")]
    public void FindFor_Path_IsLongestMountPointByParts(string path, string mountPoint) => Assert.Equal(mountPoint, Table.FindFor(path)?.MountPoint);

    [Fact]
    public void FindFor_TwoMountsOnOnePoint_IsTheOneOnTop() => Assert.Equal("second", Table.FindFor("/over/x")?.Source);

    [Fact]
    public void FindFor_BindMount_HasTheDeviceOfItsFileSystem() => Assert.Equal(Table.FindFor("/data")?.Device, Table.FindFor("/srv/cameras")?.Device);

    [Theory]
    [InlineData("rw", "rw", false)]
    [InlineData("rw", "ro,errors=remount-ro", true)]
    [InlineData("rw", "rw,emergency_ro", true)]
    [InlineData("rw", "rw,shutdown", true)]
    [InlineData("ro", "rw", false)]
    public void IsReadOnly_ByTheFileSystemsOwnOptions(string mount, string super, bool expected) =>
        Assert.Equal(expected, MountEntry.Parse($"22 1 8:1 / / {mount} - ext4 /dev/sda1 {super}")!.IsReadOnly);

    [Theory]
    [InlineData("/dev/mmcblk0p2 / ext4 ro,noatime 0 1", true)]
    [InlineData("/dev/mmcblk0p2 / ext4 errors=remount-ro 0 1", false)]
    [InlineData("#/dev/mmcblk0p2 / ext4 ro 0 1", false)]
    [InlineData("/dev/sda1 /other ext4 ro 0 1", false)]
    public void MeansReadOnly_OnlyWhenFsTabSaysSo(string line, bool expected) => Assert.Equal(expected, FsTab.Parse([line]).MeansReadOnly(Table.FindFor("/")!));

    [Fact]
    public void FsTabFindFor_Folder_IsTheClosestEntry()
    {
        var fsTab = FsTab.Parse(["UUID=1 / ext4 defaults 0 1", "UUID=2 none swap sw 0 0", "UUID=3 /mnt/cameras ext4 nofail 0 2"]);
        Assert.Equal("/mnt/cameras", fsTab.FindFor("/mnt/cameras/site")?.MountPoint);
        Assert.Equal("/", fsTab.FindFor("/mnt")?.MountPoint);
    }
}
