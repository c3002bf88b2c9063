using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Testing;
using AutoCore.Web.Pictures;

namespace AutoCore.Web.Tests.Pictures;

public sealed class ThumbnailJpegTests
{
    private readonly JpegValidator _validator = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(17, 9)]
    [InlineData(80, 60)]
    [InlineData(320, 180)]
    public void Encode_AnySize_IsAWholeColourPictureWithTheMeansOfItsBlocks(int width, int height)
    {
        var picture = Gradient(width, height);

        var again = Decode(ThumbnailJpeg.Encode(picture), width, height);

        AssertSimilar(Eighth(picture.Brightness), again.Brightness);
        AssertSimilar(Eighth(picture.Blue!), again.Blue!);
        AssertSimilar(Eighth(picture.Red!), again.Red!);
    }

    [Fact]
    public void Encode_Grey_HasOneComponent() => Assert.Null(Decode(ThumbnailJpeg.Encode(new(Gradient(40, 30).Brightness)), 40, 30).Blue);

    [Fact]
    public void Encode_HardEdgesAndNoise_IsWholeForEveryLengthOfCode()
    {
        var random = new Random(5);
        var samples = new byte[64 * 64];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = i < samples.Length / 2 ? (byte)random.Next(256) : (byte)((i & 1) * 255);

        Decode(ThumbnailJpeg.Encode(new(new(64, 64, samples))), 64, 64);
    }

    [Theory]
    [InlineData("baseline-420.jpg")]
    [InlineData("baseline-411.jpg")]
    [InlineData("optimized-444.jpg")]
    [InlineData("progressive-420.jpg")]
    public void Encode_TakenFromACamerasPicture_IsWhole(string name)
    {
        Assert.True(
            _validator.Validate(File.ReadAllBytes(Repository.Combine("tests/AutoCore.Policies.Tests/Cameras/Jpeg/Pictures", name)),
                new() { ColourThumbnail = true }).IsAccepted);

        Decode(ThumbnailJpeg.Encode(SmallPicture.Take(_validator)!), 16, 12);
    }

    [Fact]
    public void NoWiderThan_LargePicture_KeepsItsProportions()
    {
        var small = Gradient(480, 270).NoWiderThan(320);

        Assert.Equal((320, 180, 160, 90), (small.Brightness.Width, small.Brightness.Height, small.Red!.Width, small.Red.Height));
        Assert.Equal(80, Gradient(80, 60).NoWiderThan(320).Brightness.Width);
    }

    [Fact]
    public void Resize_Half_TakesMeans() => Assert.Equal([2, 6], new SamplePlane(4, 2, [0, 2, 6, 6, 2, 4, 6, 6]).Resize(2, 1).Samples);

    private static SmallPicture Gradient(int width, int height) => new(
        Plane(width, height, (x, y) => 20 + (200 * x / width)),
        Plane((width + 1) / 2, (height + 1) / 2, (x, y) => 90 + (60 * y / height)),
        Plane((width + 1) / 2, (height + 1) / 2, (x, y) => 160 - (60 * x / width)));

    private static SamplePlane Plane(int width, int height, Func<int, int, int> value) =>
        new(width, height, [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select (byte)value(x, y)]);

    private SmallPicture Decode(byte[] file, int width, int height)
    {
        var verdict = _validator.Validate(file, new() { ColourThumbnail = true });
        Assert.Equal("ok", verdict.Reason);
        Assert.Equal((width, height, (long)file.Length), (verdict.Width, verdict.Height, verdict.EndOffset));
        return SmallPicture.Take(_validator)!;
    }

    /// <summary>The means of each block of eight by eight, the edge repeated: what its DC coefficient says.</summary>
    private static SamplePlane Eighth(SamplePlane plane) => Plane((plane.Width + 7) / 8, (plane.Height + 7) / 8, (x, y) =>
        (int)Math.Round((from i in Enumerable.Range(0, 64) select (int)plane.At((8 * x) + (i % 8), (8 * y) + (i / 8))).Average()));

    private static void AssertSimilar(SamplePlane expected, SamplePlane actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.All(expected.Samples.Zip(actual.Samples), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }
}
