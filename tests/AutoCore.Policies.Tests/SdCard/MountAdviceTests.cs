using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

public sealed class MountAdviceTests
{
    [Theory]
    [InlineData("rw,noatime,nodiratime", "rw,commit=60", "ext4", "")]
    [InlineData("rw,noatime,nodiratime", "rw,commit=120", "ext4", "")]
    [InlineData("rw,relatime", "rw", "ext4", "noatime,nodiratime,commit=60")]
    [InlineData("rw,noatime", "rw,commit=5", "ext4", "nodiratime,commit=60")]
    [InlineData("rw,relatime", "rw", "vfat", "noatime,nodiratime")]
    [InlineData("rw,relatime", "rw", "tmpfs", "")]
    [InlineData("rw,relatime", "rw", "overlay", "")]
    [InlineData("rw,noatime,nodiratime", "rw", "f2fs", "")]
    public void MissingOf_Mount_NamesWhatWouldSpareTheCard(string options, string super, string type, string missing) =>
        Assert.Equal(missing, string.Join(',', MountAdvice.MissingOf(new("179:2", "/", options.Split(','), type, "/dev/mmcblk0p2", super.Split(',')))));

    [Theory]
    [InlineData("", "noatime,commit=60", "defaults,noatime,commit=60")]
    [InlineData("defaults,relatime,commit=5", "noatime,nodiratime,commit=60", "defaults,noatime,nodiratime,commit=60")]
    [InlineData("defaults,commit=30", "nodiratime", "defaults,commit=30,nodiratime")]
    public void LineOptions_LineOfFstab_ReplacesOnlyWhatStandsAgainstIt(string present, string missing, string line) =>
        Assert.Equal(line, MountAdvice.LineOptions(present.Split(',', StringSplitOptions.RemoveEmptyEntries), missing.Split(',')));
}
