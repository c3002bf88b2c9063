using AutoCore.Policies.Cameras;

namespace AutoCore.Policies.Tests.Cameras;

public sealed class JpegAllocationTests
{
    private static readonly JpegValidationOptions WithThumbnail = new() { Thumbnail = true };

    private static readonly JpegValidationOptions WithColours = new() { ColourThumbnail = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Validate_SteadyState_AllocatesNothing(bool inColour)
    {
        var options = inColour ? WithColours : WithThumbnail;
        var validator = new JpegValidator();
        byte[][] pictures = [.. SamplePicture.Names.Select(SamplePicture.Read), LargePicture.Progressive(640, 480)];
        var samples = new byte[80 * 60];
        for (var warmUp = 0; warmUp < 3; warmUp++)
            ValidateAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        ValidateAll();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);

        void ValidateAll()
        {
            foreach (var picture in pictures)
            {
                validator.Validate(picture, options);
                validator.CopyThumbnail(samples);
                validator.Validate(picture.AsSpan(0, picture.Length / 2), options);
            }
        }
    }

    [Fact]
    public void Validate_OneMoreValidator_CostsLessThanFortyKilobytes()
    {
        var picture = SamplePicture.Read("baseline-420.jpg");
        new JpegValidator().Validate(picture);

        var before = GC.GetAllocatedBytesForCurrentThread();
        new JpegValidator().Validate(picture);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 1, 40 << 10);
    }
}
