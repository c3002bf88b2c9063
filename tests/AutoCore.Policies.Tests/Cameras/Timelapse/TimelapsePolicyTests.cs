using AutoCore.Policies.Cameras.Timelapse;

namespace AutoCore.Policies.Tests.Cameras.Timelapse;

/// <summary>What a film of pictures is like.</summary>
public sealed class TimelapsePolicyTests
{
    [Theory]
    [InlineData("2026-11-29", "2026-11-29T00:00:00", "2026-11-29T23:59:59")]
    [InlineData("2026-11-29T13:30", "2026-11-29T13:30:00", "2026-11-29T13:30:00")]
    [InlineData("2026-11-29 13:30:05", "2026-11-29T13:30:05", "2026-11-29T13:30:05")]
    [InlineData("29.11.2026", null, null)]
    [InlineData("2026-11-31", null, null)]
    [InlineData("13:30", null, null)]
    [InlineData("9999-12-31", null, null)]
    [InlineData("", null, null)]
    public void Times_AreDaysOrLocalTimes(string text, string? from, string? to)
    {
        Assert.Equal(from, TimelapsePolicy.TryReadFrom(text, out var start) ? $"{start:s}" : null);
        Assert.Equal(to, TimelapsePolicy.TryReadTo(text, out var end) ? $"{end:s}" : null);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("60", 60)]
    [InlineData("0", null)]
    [InlineData("61", null)]
    [InlineData("2.5", null)]
    [InlineData("-4", null)]
    public void Fps_IsAWholeNumberUpToSixty(string text, int? expected) =>
        Assert.Equal(expected, TimelapsePolicy.TryReadFps(text, out var fps) ? fps : null);

    [Theory]
    [InlineData(640, 480, 640, 480, 0)]
    [InlineData(641, 481, 642, 482, 0)]
    [InlineData(1280, 720, 1280, 720, 0)]
    [InlineData(1920, 1080, 1280, 720, 0)]
    [InlineData(2560, 1440, 1280, 720, 1)]
    [InlineData(3840, 2160, 1280, 720, 1)]
    [InlineData(7680, 4320, 1280, 720, 2)]
    [InlineData(20000, 100, 1280, 6, 3)]
    [InlineData(30000, 1, 1280, 2, 3)]
    [InlineData(720, 2560, 720, 2560, 0)]
    public void Size_IsAtMost1280Wide_EvenAndNeverEnlarged(int width, int height, int filmWidth, int filmHeight, int reduction)
    {
        Assert.Equal((filmWidth, filmHeight), TimelapsePolicy.SizeOf(width, height));
        Assert.Equal(reduction, TimelapsePolicy.ReductionOf(width));
    }

    [Fact]
    public void Bytes_GrowWithPicturesAndTheirSize()
    {
        Assert.Equal(10_216_000, TimelapsePolicy.EstimateBytes(100, 1280, 720));
        Assert.Equal(1_000_000, TimelapsePolicy.EstimateBytes(0, 1280, 720));
    }
}
