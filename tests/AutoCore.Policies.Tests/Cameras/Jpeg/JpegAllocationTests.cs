using AutoCore.Policies.Cameras;

namespace AutoCore.Policies.Tests.Cameras;

public sealed class JpegAllocationTests
{
    [Fact]
    public void Validate_SteadyState_AllocatesNothing()
    {
        var validator = new JpegValidator();
        var options = new JpegValidationOptions { Thumbnail = true };
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
}
