using AutoCore.Daemon.SdCard;
using AutoCore.Policies.Health;
using AutoCore.Policies.SdCard;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Tests.SdCard;

public sealed class CardCheckTests
{
    private static readonly MountEntry Root = new("179:2", "/", ["rw", "relatime"], "ext4", "/dev/mmcblk0p2", ["rw"]);

    [Fact]
    public void Options_LineInFstab_IsWrittenAsItShouldBe()
    {
        var finding = CardCheck.Options(Root, FsTab.Parse(["PARTUUID=1234-02 / ext4 defaults,relatime 0 1"]));
        Assert.Equal(Rating.Warning, finding.Rating);
        Assert.Contains(
            "Change the line in /etc/fstab: PARTUUID=1234-02 / ext4 defaults,noatime,nodiratime,commit=60 0 1", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_NoLineInFstab_IsToBeAdded() =>
        Assert.Contains("Add to /etc/fstab: /dev/mmcblk0p2 / ext4 defaults,noatime,nodiratime,commit=60 0 1", CardCheck.Options(Root, FsTab.Parse([])).Remedy,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/", "ext4", "/dev/mmcblk0p2", 1)]
    [InlineData("/var/log", "tmpfs", "log2ram", 1)]
    [InlineData("/", "ext4", "/dev/sda2", 0)]
    public void Logs_WhereTheyLie_IsSaidForCardsAndMemory(string mountPoint, string type, string source, int findings) =>
        Assert.Equal(findings, CardCheck.Logs(new("1:1", mountPoint, ["rw"], type, source, ["rw"])).Count());

    [Fact]
    public void SwapPlace_OnTheCardAlone_AdvisesZram() =>
        Assert.Contains("zram", Assert.Single(CardCheck.SwapPlace(SwapKind.OnCard)).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData(1023.9, 1024, Rating.Ok)]
    [InlineData(2048.0, 1024, Rating.Ok)]
    [InlineData(975.0, 1024, Rating.Ok)]
    [InlineData(100.0, 1024, Rating.Warning)]
    [InlineData(0.0, 512, Rating.Warning)]
    [InlineData(null, 512, Rating.Warning)]
    public void Swap_AgainstTheProfile_IsRated(double? present, int advised, Rating rating) => Assert.Equal(rating, CardCheck.Swap(present, advised).Rating);

    [Fact]
    public void Swap_TooSmall_NamesTheSetting() => Assert.Contains("CONF_SWAPSIZE=1024", CardCheck.Swap(100, 1024).Remedy, StringComparison.Ordinal);
}
