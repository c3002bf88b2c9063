using AutoCore.Policies.Health;
using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

public sealed class CardRegistersTests
{
    [Fact]
    public void Read_EmmcWithEverything_GivesItsFigures()
    {
        var files = new Dictionary<string,
            string>
        { ["name"] = "DG4016\n", ["manfid"] = "0x000045\n", ["date"] = "04/2021\n", ["life_time"] = "0x02 0x04\n", ["pre_eol_info"] = "0x02\n" };

        Assert.Equal(new CardRegisters("DG4016", "0x45", "04/2021", 40, 2), CardRegisters.Read(files.Content));
    }

    [Fact]
    public void Read_SdCard_DoesNotSpeakOfItsLife()
    {
        var files = new Dictionary<string, string> { ["name"] = "SC16G\n", ["manfid"] = "0x000003\n", ["date"] = "11/2019\n" };

        Assert.Equal(new CardRegisters("SC16G", "0x03", "11/2019", null, null), CardRegisters.Read(files.Content));
    }

    [Theory]
    [InlineData("0x01 0x01", 10.0)]
    [InlineData("0x0b 0x01", 100.0)]
    [InlineData("0x00 0x00", null)]
    [InlineData("0x0c 0x01", null)]
    [InlineData("0x03", 30.0)]
    [InlineData("?", null)]
    public void Read_LifeTime_IsTheWorseOfBoth(string text, double? percent) =>
        Assert.Equal(percent, CardRegisters.Read(name => name == "life_time" ? text : "").LifeUsedPercent);

    [Theory]
    [InlineData(0L, 5.0, null, null, Rating.Ok)]
    [InlineData(0L, 5.0, 90.0, 1, Rating.Ok)]
    [InlineData(0L, 5.0, 100.0, 1, Rating.Warning)]
    [InlineData(0L, 5.0, 10.0, 2, Rating.Warning)]
    [InlineData(0L, 5.0, 10.0, 3, Rating.Critical)]
    [InlineData(0L, 0.5, null, null, Rating.Warning)]
    [InlineData(1L, 5.0, null, null, Rating.Critical)]
    [InlineData(null, null, null, null, Rating.Unknown)]
    public void Rate_WhatIsKnown_TakesTheWorst(long? errors, double? years, double? lifeUsed, int? reserve, Rating rating) =>
        Assert.Equal(rating, CardPolicy.Rate(errors, years, new(null, null, null, lifeUsed, reserve)));

    [Theory]
    [InlineData(SwapKind.Other)]
    [InlineData(SwapKind.Compressed, "/dev/zram0 partition 102396 0 100", "/var/swap file 102396 0 -2")]
    [InlineData(SwapKind.OnCard, "/var/swap                               file\t\t102396\t\t0\t\t-2")]
    [InlineData(SwapKind.OnCard, "/dev/mmcblk0p3 partition 102396 0 -2")]
    [InlineData(SwapKind.Other, "/mnt/usb/swap file 102396 0 -2")]
    [InlineData(SwapKind.Other, "/var/swap file 1 0 -2", "/dev/sda2 partition 102396 0 -2")]
    public void Find_Swaps_SaysWhereItGoes(SwapKind kind, params string[] lines) =>
        Assert.Equal(
        kind, SwapAdvice.Find(["Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority", .. lines], path => path.StartsWith("/var/", StringComparison.Ordinal)));
}

file static class Files
{
    public static string Content(this Dictionary<string, string> files, string name) => files.GetValueOrDefault(name, "");
}
