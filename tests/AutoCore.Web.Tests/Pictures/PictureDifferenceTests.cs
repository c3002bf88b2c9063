using AutoCore.Web.Pictures;

namespace AutoCore.Web.Tests.Pictures;

public sealed class PictureDifferenceTests
{
    [Fact]
    public void Between_SamePicture_IsCold()
    {
        var difference = PictureDifference.Between(Scene(), Scene());

        Assert.Equal((0.0, 0), (difference.ChangedPercent, difference.LightShift));
        Assert.All(difference.Heat.Samples, heat => Assert.Equal(0, heat));
    }

    [Fact]
    public void Between_SomethingNew_IsHotThereAndColdElsewhere()
    {
        var difference = PictureDifference.Between(Scene(), Scene(x: 10, y: 5, bright: 90));

        Assert.True(difference.Heat.At(12, 7) > 200);
        Assert.Equal(0, difference.Heat.At(30, 20));
        Assert.InRange(difference.ChangedPercent, 2, 5);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(-25)]
    public void Between_OtherLight_IsNoChangeButToldApart(int light)
    {
        var difference = PictureDifference.Between(Scene(), Scene(light: light));

        Assert.Equal((0.0, light), (difference.ChangedPercent, difference.LightShift));
    }

    [Fact]
    public void Between_OtherColourAlone_IsHot() => Assert.True(PictureDifference.Between(Scene(), Scene(red: 60)).ChangedPercent > 99);

    [Fact]
    public void Between_OtherSize_HasTheFirstOnesSize()
    {
        var half = new SmallPicture(Scene().Brightness.Resize(20, 15));

        var difference = PictureDifference.Between(half, Scene());

        Assert.Equal((20, 15), (difference.Heat.Width, difference.Heat.Height));
        Assert.Equal(0.0, difference.ChangedPercent);
    }

    [Fact]
    public void Between_FaintNoise_IsCold()
    {
        var random = new Random(3);
        var noisy = Scene();
        for (var i = 0; i < noisy.Brightness.Samples.Length; i++)
            noisy.Brightness.Samples[i] += (byte)random.Next(8);

        Assert.Equal(0.0, PictureDifference.Between(Scene(), noisy).ChangedPercent);
    }

    /// <summary>A slope of 40 by 30 with, if asked for, something of five by five in it.</summary>
    private static SmallPicture Scene(int x = 0, int y = 0, int bright = 0, int light = 0, byte red = 0)
    {
        var samples = new byte[40 * 30];
        for (var i = 0; i < samples.Length; i++)
        {
            var inside = bright > 0 && (i % 40) - x is >= 0 and < 5 && (i / 40) - y is >= 0 and < 5;
            samples[i] = (byte)(80 + (i % 40) + light + (inside ? bright : 0));
        }
        byte[] grey = [.. Enumerable.Repeat((byte)128, 20 * 15)];
        return new(new(40, 30, samples), new(20, 15, grey), new(20, 15, [.. grey.Select(g => (byte)(g + red))]));
    }
}
