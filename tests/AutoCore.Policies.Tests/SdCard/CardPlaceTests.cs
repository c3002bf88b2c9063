using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

public sealed class CardPlaceTests
{
    [Theory]
    [InlineData("ext4", "/dev/mmcblk0p2", "mmcblk0p2", CardPlaceKind.Card, null)]
    [InlineData("ext4", "/dev/root", "mmcblk0p2", CardPlaceKind.Card, null)]
    [InlineData("btrfs", "/dev/mmcblk0p2", null, CardPlaceKind.Card, null)]
    [InlineData("ext4", "/dev/root", null, CardPlaceKind.Card, null)]
    [InlineData("tmpfs", "none", null, CardPlaceKind.Memory, "tmpfs")]
    [InlineData("ramfs", "ramfs", null, CardPlaceKind.Memory, "ramfs")]
    [InlineData("ext4", "/dev/zram1", "zram1", CardPlaceKind.Memory, "zram1")]
    [InlineData("overlay", "overlay", null, CardPlaceKind.Between, "containers")]
    [InlineData("nfs4", "nas:/export", null, CardPlaceKind.Between, "nas:/export")]
    [InlineData("cifs", "//nas/share", null, CardPlaceKind.Between, "network")]
    [InlineData("9p", "drvfs", null, CardPlaceKind.Between, "host")]
    [InlineData("fuse.sshfs", "pi@nas:", null, CardPlaceKind.Between, "fuse.sshfs")]
    [InlineData("fuseblk", "/dev/sda1", "sda1", CardPlaceKind.Disk, "sda1")]
    [InlineData("ext4", "/dev/loop3", "loop3", CardPlaceKind.Between, "loop3")]
    [InlineData("ext4", "/dev/nvme0n1p1", "nvme0n1p1", CardPlaceKind.Disk, "no SD card")]
    [InlineData("ext4", "/dev/mapper/pi-data", "dm-0", CardPlaceKind.Disk, "dm-0")]
    public void Judge_Mount_IsACardOrSaysWhatItIs(string type, string source, string? device, CardPlaceKind kind, string? said)
    {
        var place = CardPlace.Judge("/x", new("0:1", "/x", [], type, source, []), device);
        Assert.Equal(kind, place.Kind);
        if (said is null)
            Assert.Null(place.Text);
        else
            Assert.Contains(said, place.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NoMount_IsTakenForACard() => Assert.Equal(CardPlaceKind.Card, CardPlace.Judge("/x", null, null).Kind);
}
