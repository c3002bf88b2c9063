using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Configuration;

public sealed class FormatTests
{
    [Theory]
    [InlineData("00:00:30", 30)]
    [InlineData("01:00:00", 3600)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("00:00:00.500", 0.5)]
    [InlineData("2.03:04:05.25", 183_845.25)]
    public void TryParse_Duration_IsRead(string text, double seconds)
    {
        Assert.True(DurationFormat.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("5m")]
    [InlineData("00:30")]
    [InlineData("24:00:00")]
    [InlineData("00:60:00")]
    [InlineData("-00:00:01")]
    [InlineData("1:00:00")]
    [InlineData("00:00:30 ")]
    [InlineData("")]
    public void TryParse_NoDuration_IsRefused(string text) => Assert.False(DurationFormat.TryParse(text, out _));

    [Theory]
    [InlineData(30, "00:00:30")]
    [InlineData(0.5, "00:00:00.500")]
    [InlineData(90_061, "1.01:01:01")]
    public void Format_Duration_IsReadBackTheSame(double seconds, string text)
    {
        Assert.Equal(text, DurationFormat.Format(TimeSpan.FromSeconds(seconds)));
        Assert.True(DurationFormat.TryParse(text, out var back));
        Assert.Equal(TimeSpan.FromSeconds(seconds), back);
    }

    [Theory]
    [InlineData("12G", 12_000_000_000)]
    [InlineData("12GB", 12_000_000_000)]
    [InlineData("12 gib", 12_884_901_888)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("2Ti", 2_199_023_255_552)]
    [InlineData("0", 0)]
    public void TryParse_Size_IsRead(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("-1G")]
    [InlineData("12X")]
    [InlineData("12GG")]
    [InlineData("1,5G")]
    [InlineData("999999999T")]
    public void TryParse_NoSize_IsRefused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 KB")]
    [InlineData(35_000_000, "35 MB")]
    [InlineData(4_200_000_000, "4.2 GB")]
    [InlineData(999_600, "1 MB")]
    [InlineData(9_960_000, "10 MB")]
    [InlineData(5_000_000_000_000_000, "5000 TB")]
    public void Format_Size_HasAFittingUnit(long bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));

    [Theory]
    [InlineData("FlushIntervall", "FlushInterval")]
    [InlineData("maxworkers", "MaxWorkers")]
    [InlineData("Prot", "Port")]
    [InlineData("Zebra", null)]
    [InlineData("", null)]
    public void Find_MisspeltName_IsTheNearest(string name, string? meant) =>
        Assert.Equal(meant, NearestName.Find(name, ["FlushInterval", "MaxWorkers", "Port", "Host"]));
}
