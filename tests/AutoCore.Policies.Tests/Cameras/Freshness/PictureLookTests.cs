using AutoCore.Policies.Cameras.Freshness;

namespace AutoCore.Policies.Tests.Cameras.Freshness;

public sealed class PictureLookTests
{
    private const int Width = 80;
    private const int Height = 60;

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void Measure_OneTone_HasNoSpreadAndIsEmpty(byte tone)
    {
        var look = Measure((_, _) => tone);
        Assert.Equal(new PictureLook(tone, tone, 100, tone, 0), look);
    }

    [Fact]
    public void Measure_TextOnABlackScreen_IsWithinTheFivePercent()
    {
        var look = Measure((x, y) => (byte)(y is 10 or 11 && x > 10 ? 255 : 2));
        Assert.Equal(((byte)2, (byte)2), (look.Dark, look.Bright));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(6, 10)]
    [InlineData(30, 50)]
    public void Measure_EvenRowsBelow_AreTheEmptyBottom(int rows, int expected) =>
        Assert.Equal(expected, Measure((x, y) => (byte)(y >= Height - rows ? 128 : Slope(x, y))).EmptyBottomPercent);

    [Fact]
    public void Measure_EvenRowsOfDifferentTones_AreNoEmptyBottom() => Assert.Equal(1, Measure((_, y) => (byte)(y * 2)).EmptyBottomPercent);

    [Theory]
    [InlineData(1.06, 0)]
    [InlineData(0.94, 0)]
    [InlineData(1.0, 6)]
    public void Distance_SameSceneUnderLightAndNoise_IsSmall(double light, int noise)
    {
        var random = new Random(1);
        var other = Measure((x, y) => (byte)Math.Clamp((Scene(x, y) * light) + random.Next(-noise, noise + 1), 0, 255));
        Assert.InRange(PictureLook.Distance(Measure(Scene).Scene, other.Scene), 0, FreshnessPolicy.OtherScene - 1);
    }

    [Fact]
    public void Distance_SceneMirrored_IsLarge() =>
        Assert.InRange(PictureLook.Distance(Measure(Scene).Scene, Measure((x, y) => Scene(Width - 1 - x, y)).Scene), FreshnessPolicy.OtherScene, 64);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 8)]
    public void Measure_SmallerThanTheGrid_Works(int width, int height) =>
        Assert.Equal(7, PictureLook.Measure([.. Enumerable.Repeat((byte)7, width * height)], width, height).Bright);

    private static byte Slope(int x, int y) => (byte)(100 + x + (y % 2));

    /// <summary>Some hills and a bright window.</summary>
    private static byte Scene(int x, int y) =>
        (byte)(x is > 50 and < 62 && y is > 10 and < 30 ? 240 : 110 + (60 * Math.Sin(x / 9.0) * Math.Cos(y / 13.0)) + (x / 4.0));

    private static PictureLook Measure(Func<int, int, byte> paint)
    {
        var samples = new byte[Width * Height];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = paint(i % Width, i / Width);
        return PictureLook.Measure(samples, Width, Height);
    }
}
