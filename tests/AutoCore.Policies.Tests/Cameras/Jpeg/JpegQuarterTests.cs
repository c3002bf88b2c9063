using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>The picture at a quarter of its size, which small pictures are shown at.</summary>
public sealed class JpegQuarterTests
{
    private static readonly JpegValidationOptions Eighth = new() { ColourThumbnail = true };
    private static readonly JpegValidationOptions Quarter = new() { ColourThumbnail = true, QuarterBelow = 200 };

    private readonly JpegValidator _validator = new();

    public static TheoryData<string> Pictures => new()
    {
        "baseline-420.jpg", "baseline-411.jpg", "restarts-422.jpg", "optimized-444.jpg", "progressive-420.jpg", "scans-420.jpg", "progressive-restarts.jpg",
        "mjpeg-no-tables.jpg",
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Quarter_OfEachPlane_HasTheMeansOfTheEighth_AndIsTwiceAsLarge(string name)
    {
        for (var plane = 0; plane < 3; plane++)
        {
            var (width, height, small) = Read(name, Eighth, plane);
            var (wide, high, large) = Read(name, Quarter, plane);

            Assert.Equal((2 * width, 2 * height), (wide, high));
            for (var i = 0; i < small.Length; i++)
            {
                var (y, x) = Math.DivRem(i, width);
                var at = (2 * y * wide) + (2 * x);
                int[] four = [large[at], large[at + 1], large[at + wide], large[at + wide + 1]];
                // What is clipped has another mean.
                if (four.All(v => v is > 0 and < 255))
                    Assert.InRange(four.Average() - small[i], -1, 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Quarter_ShowsMoreThanTheEighth(string name)
    {
        var (wide, high, large) = Read(name, Quarter, 0);

        var differs = Enumerable.Range(0, wide * high / 4).Count(i => (i / (wide / 2)) is var y && (i % (wide / 2)) is var x
            && (large[(2 * y * wide) + (2 * x)] != large[(2 * y * wide) + (2 * x) + 1] || large[(2 * y * wide) + (2 * x)] != large[(((2 * y) + 1) * wide) + (2 * x)]));

        Assert.True(differs > wide * high / 16, $"{differs} blocks of {wide * high / 4}");
    }

    [Theory]
    [InlineData("baseline-420.jpg", "scans-420.jpg")]
    [InlineData("baseline-420.jpg", "mjpeg-no-tables.jpg")]
    public void Quarter_SameCoefficientsInOtherScans_IsTheSame(string one, string other) =>
        Assert.Equal(Read(one, Quarter, 0).Samples, Read(other, Quarter, 0).Samples);

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Verdict_IsTheSame_AtAnyScale(string name)
    {
        var bytes = SamplePicture.Read(name);
        for (var length = bytes.Length; length > 0; length -= Math.Max(1, bytes.Length / 61))
            Assert.Equal(_validator.Validate(bytes.AsSpan(0, length), Eighth), _validator.Validate(bytes.AsSpan(0, length), Quarter));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Verdict_OfADamagedPicture_IsTheSame_AtAnyScale(string name)
    {
        var random = new Random(7);
        var bytes = SamplePicture.Read(name);
        for (var i = 0; i < 200; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Equal(_validator.Validate(damaged, Eighth), _validator.Validate(damaged, Quarter));
        }
    }

    [Fact]
    public void Quarter_FedByteByByte_IsTheSame()
    {
        var whole = Read("baseline-420.jpg", Quarter, 0).Samples;
        _validator.Reset(Quarter);
        foreach (var one in SamplePicture.Read("baseline-420.jpg"))
            _validator.Feed([one]);
        Assert.True(_validator.Finish().IsAccepted);
        var samples = new byte[whole.Length];
        Assert.True(_validator.CopyThumbnail(samples));

        Assert.Equal(whole, samples);
    }

    [Fact]
    public void WidePicture_StaysAtAnEighth() =>
        Assert.Equal(Read("baseline-420.jpg", Eighth, 0), Read("baseline-420.jpg", Eighth with { QuarterBelow = 16 }, 0), (one, other) =>
            one.Width == other.Width && one.Samples.AsSpan().SequenceEqual(other.Samples));

    private (int Width, int Height, byte[] Samples) Read(string name, JpegValidationOptions options, int plane)
    {
        Assert.True(_validator.Validate(SamplePicture.Read(name), options).IsAccepted);
        var (width, height) = _validator.ThumbnailSize(plane);
        var samples = new byte[width * height];
        Assert.True(_validator.CopyThumbnail(plane, samples));
        return (width, height, samples);
    }
}
