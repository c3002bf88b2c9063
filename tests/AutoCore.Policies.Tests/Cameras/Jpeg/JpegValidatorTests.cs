using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Jpeg;

public sealed class JpegValidatorTests
{
    private readonly JpegValidator _validator = new();

    public static TheoryData<string> Pictures => [.. SamplePicture.Names];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Validate_WholePicture_AcceptsItWithItsDimensionsAndEnd(string name)
    {
        var picture = SamplePicture.Read(name);

        var verdict = _validator.Validate(picture);

        Assert.Equal(JpegRule.None, verdict.Rule);
        Assert.True(verdict.IsAccepted);
        Assert.Equal("ok", verdict.Reason);
        Assert.Equal((SamplePicture.Width, SamplePicture.Height), (verdict.Width, verdict.Height));
        Assert.Equal(picture.Length, verdict.EndOffset);
        Assert.Equal(name.StartsWith("progressive", StringComparison.Ordinal), verdict.Progressive);
        Assert.Equal(name.StartsWith("mjpeg", StringComparison.Ordinal) ? JpegRemarks.StandardHuffmanTables : JpegRemarks.None, verdict.Remarks);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Validate_CutBeforeItsEnd_RefusesItAsTruncated(string name)
    {
        var picture = SamplePicture.Read(name);

        for (var length = 0; length < picture.Length; length += length < 700 || length > picture.Length - 40 ? 1 : 13)
        {
            var verdict = _validator.Validate(picture.AsSpan(0, length));

            if (length >= picture.Length - 2 && picture[^3] != 0)
                Assert.True(verdict.Remarks.HasFlag(JpegRemarks.EndMissing));
            else
                Assert.Equal((length < 2 ? JpegRefusal.NotJpeg : JpegRefusal.Truncated, 0), (verdict.Refusal, verdict.EndOffset));
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Validate_TrailingBytes_EndsAtTheEndMarker(string name)
    {
        var picture = SamplePicture.Read(name);

        var verdict = _validator.Validate([.. picture, .. "dhav"u8, 0, 0, 0xFF, 0xD9]);

        Assert.True(verdict.IsAccepted);
        Assert.Equal(picture.Length, verdict.EndOffset);
        Assert.True(verdict.Remarks.HasFlag(JpegRemarks.TrailingBytes));
    }
}
