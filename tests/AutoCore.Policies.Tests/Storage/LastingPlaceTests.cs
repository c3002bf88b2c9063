using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class LastingPlaceTests
{
    private const string Ordinary = "console=tty1 root=PARTUUID=1234-02 rootwait";

    [Theory]
    [InlineData("ext4", Ordinary, false, false)]
    [InlineData("btrfs", Ordinary, false, false)]
    [InlineData("tmpfs", Ordinary, false, true)]
    [InlineData("ramfs", Ordinary, true, true)]
    [InlineData("overlay", Ordinary, false, true)]
    [InlineData("overlay", Ordinary, true, false)] // A container's root stays.
    [InlineData("overlay", $"boot=overlay {Ordinary}", true, true)]
    [InlineData("overlay", $"{Ordinary} overlayroot=tmpfs\n", true, true)]
    [InlineData("overlay", $"{Ordinary} overlayroot=disabled", true, false)]
    [InlineData("ext4", $"boot=overlay {Ordinary}", false, false)] // A partition of its own beside a protected root.
    public void FindProblem_DataDirectory_MustOutliveTheBoot(string type, string commandLine, bool isContainer, bool isProblem) =>
        Assert.Equal(isProblem, LastingPlace.FindProblem(new("0:1", "/", ["rw"], type, type, ["rw"]), commandLine, isContainer) is not null);

    [Theory]
    [InlineData("/dev/zram1", true)]
    [InlineData("/dev/ram0", true)]
    [InlineData("/dev/mmcblk0p2", false)]
    [InlineData("/dev/mapper/ram", false)]
    public void FindProblem_OrdinaryFileSystemOnADeviceInMemory_IsOne(string source, bool isProblem) =>
        Assert.Equal(
            isProblem, LastingPlace.FindProblem(new("254:1", "/var/lib/autocore", ["rw"], "ext4", source, ["rw"]), Ordinary, isContainer: false) is not null);
}
