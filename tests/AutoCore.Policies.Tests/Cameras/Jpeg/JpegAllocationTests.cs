using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Jpeg;

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

        // The runtime compiles hot code anew now and then, and counts that to whoever called it: what the validator allocates, it allocates each time.
        var allocated = Enumerable.Range(0, 10).Min(_ => Allocated());

        Assert.Equal(0, allocated);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            ValidateAll();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

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
