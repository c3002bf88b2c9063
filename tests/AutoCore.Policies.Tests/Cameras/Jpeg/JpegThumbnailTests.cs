using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Jpeg;

public sealed class JpegThumbnailTests
{
    private static readonly JpegValidationOptions WithThumbnail = new() { Thumbnail = true };

    private readonly JpegValidator _validator = new();

    [Fact]
    public void CopyThumbnail_KnownCoefficients_GivesTheirSamples()
    {
        _validator.Validate(CraftedJpeg.Grey(16, 16).Dc(0).EndOfBlock().Dc(-64).EndOfBlock().Dc(1).EndOfBlock().Dc(127).EndOfBlock().End()
            .ToArray(), WithThumbnail);

        var samples = new byte[4];
        Assert.True(_validator.CopyThumbnail(samples));
        Assert.Equal((2, 2), (_validator.ThumbnailWidth, _validator.ThumbnailHeight));
        Assert.Equal([128, 0, 2, 255], samples);
    }

    [Theory]
    [InlineData("baseline-420.jpg", "scans-420.jpg")]
    [InlineData("baseline-420.jpg", "mjpeg-no-tables.jpg")]
    [InlineData("progressive-420.jpg", "progressive-restarts.jpg")]
    public void CopyThumbnail_SameCoefficientsInOtherScans_GivesTheSame(string one, string other) => Assert.Equal(Thumbnail(one), Thumbnail(other));

    [Theory]
    [InlineData("baseline-420.jpg")]
    [InlineData("baseline-411.jpg")]
    [InlineData("restarts-422.jpg")]
    [InlineData("progressive-420.jpg")]
    [InlineData("progressive-deep.jpg")]
    public void CopyThumbnail_OtherQuality_IsTheSameScene(string name)
    {
        var difference = Thumbnail(name).Zip(Thumbnail("optimized-444.jpg"), (one, other) => Math.Abs(one - other)).Max();

        Assert.InRange(difference, 0, 12);
    }

    [Fact]
    public void CopyThumbnail_NotAskedForOrNoRoom_WritesNothing()
    {
        _validator.Validate(SamplePicture.Read("baseline-420.jpg"));
        Assert.False(_validator.CopyThumbnail(new byte[1000]));
        Assert.Equal(0, _validator.ThumbnailWidth);

        _validator.Validate(SamplePicture.Read("baseline-420.jpg"), WithThumbnail);
        Assert.False(_validator.CopyThumbnail(new byte[(16 * 12) - 1]));
        Assert.True(_validator.CopyThumbnail(new byte[16 * 12]));
    }

    [Theory]
    [InlineData("baseline-420.jpg", 8, 6)]
    [InlineData("baseline-411.jpg", 4, 12)]
    [InlineData("restarts-422.jpg", 8, 12)]
    [InlineData("optimized-444.jpg", 16, 12)]
    [InlineData("progressive-420.jpg", 8, 6)]
    [InlineData("scans-420.jpg", 8, 6)]
    public void CopyThumbnail_InColour_GivesThePlanesInTheirSampling(string name, int width, int height)
    {
        Validate(name, new() { ColourThumbnail = true });

        Assert.Equal(3, _validator.ThumbnailPlanes);
        Assert.Equal([(16, 12), (width, height), (width, height)], Enumerable.Range(0, 3).Select(_validator.ThumbnailSize));
        Assert.Equal(Thumbnail(name), Plane(name, 0));
    }

    [Theory]
    [InlineData("baseline-420.jpg", "scans-420.jpg")]
    [InlineData("baseline-420.jpg", "mjpeg-no-tables.jpg")]
    [InlineData("progressive-420.jpg", "progressive-restarts.jpg")]
    public void CopyThumbnail_SameColoursInOtherScans_GivesTheSame(string one, string other)
    {
        Assert.Equal(Plane(one, 1), Plane(other, 1));
        Assert.Equal(Plane(one, 2), Plane(other, 2));
        Assert.NotEqual(Plane(one, 1), Plane(one, 2));
    }

    [Fact]
    public void CopyThumbnail_InColourOfAGreyPicture_HasOnePlane()
    {
        _validator.Validate(CraftedJpeg.Grey(8, 8).Dc(0).EndOfBlock().End().ToArray(), new() { ColourThumbnail = true });

        Assert.Equal(1, _validator.ThumbnailPlanes);
        Assert.False(_validator.CopyThumbnail(1, new byte[1]));
    }

    private byte[] Plane(string name, int plane)
    {
        Validate(name, new() { ColourThumbnail = true });
        var (width, height) = _validator.ThumbnailSize(plane);
        var samples = new byte[width * height];
        Assert.True(_validator.CopyThumbnail(plane, samples));
        return samples;
    }

    private void Validate(string name, JpegValidationOptions options) => Assert.True(_validator.Validate(SamplePicture.Read(name), options).IsAccepted);

    private byte[] Thumbnail(string name)
    {
        Validate(name, WithThumbnail);
        var samples = new byte[_validator.ThumbnailWidth * _validator.ThumbnailHeight];
        Assert.True(_validator.CopyThumbnail(samples));
        return samples;
    }
}
