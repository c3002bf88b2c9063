using System.Text;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>What comes instead of a JPEG picture is named, and so is what helps.</summary>
public sealed class BodyKindTests
{
    private const string Other = "choose JPEG";
    private const string Film = "that is video";

    [Theory]
    [InlineData("\u0089PNG\r\n\u001A\n\0\0\0\u000DIHDR", "a PNG picture", Other)]
    [InlineData("GIF89a\u0001\0\u0001\0", "a GIF picture", Other)]
    [InlineData("GIF87a", "a GIF picture", Other)]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8 ", "a WebP picture", Other)]
    [InlineData("RIFF\u0010\0\0\0AVI LIST", "an AVI video", Film)]
    [InlineData("\0\0\0\u001Cftypavif\0\0\0\0", "an AVIF picture", Other)]
    [InlineData("\0\0\0\u001Cftypheic\0\0\0\0", "a HEIC picture", Other)]
    [InlineData("\0\0\0\u001Cftypmif1\0\0\0\0", "a HEIF picture", Other)]
    [InlineData("\0\0\0\u0018ftypisom\0\0\u0002\0", "an MP4 video", Film)]
    [InlineData("\0\0\0\u0018ftypmp42\0\0\0\0", "an MP4 video", Film)]
    [InlineData("\0\0\0\u0010moof\0\0\0\0", "an MP4 video", Film)]
    [InlineData("\0\0\0\u0010styp\0\0\0\0", "an MP4 video", Film)]
    [InlineData("BM\u0036\u0010\0\0\0\0\0\0\u0036\0", "a BMP picture", Other)]
    [InlineData("II*\0\u0008\0\0\0", "a TIFF picture", Other)]
    [InlineData("MM\0*\0\0\0\u0008", "a TIFF picture", Other)]
    [InlineData("\u00FF\u000A\u00FF", "a JPEG XL picture", Other)]
    [InlineData("\0\0\0\u000CJXL \r\n\u0087\n", "a JPEG XL picture", Other)]
    [InlineData("\0\0\0\u000CjP  \r\n\u0087\n", "a JPEG 2000 picture", Other)]
    [InlineData("\0\0\0\u0001\u0067\u0064\0\u0028", "H.264 video", Film)]
    [InlineData("\0\0\u0001\u0068\u00EE", "H.264 video", Film)]
    [InlineData("\0\0\0\u0001\u0009\u00F0", "H.264 video", Film)]
    [InlineData("\0\0\0\u0001\u0065\u0088", "H.264 video", Film)]
    [InlineData("\0\0\0\u0001\u0041\u009A", "H.264 video", Film)]
    [InlineData("\0\0\0\u0001\u0040\u0001\u000C", "H.265 video", Film)]
    [InlineData("\0\0\0\u0001\u0042\u0001", "H.265 video", Film)]
    [InlineData("\0\0\0\u0001\u0046\u0001", "H.265 video", Film)]
    [InlineData("\0\0\u0001\u00BA\u0044", "an MPEG video", Film)]
    [InlineData("\u001A\u0045\u00DF\u00A3\u009F", "a Matroska video", Film)]
    [InlineData("FLV\u0001\u0005", "an FLV video", Film)]
    [InlineData("DHAV\u00FD\0", "a DHAV video", Film)]
    [InlineData("\u001F\u008B\u0008\0", "gzip that was not announced", null)]
    [InlineData("PK\u0003\u0004\0", "a ZIP file", null)]
    [InlineData("%PDF-1.4", "a PDF file", null)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "nothing but zeros", null)]
    [InlineData("<!DOCTYPE html><p>x", "an HTML page", "that is a page")]
    [InlineData("\r\n <html><head>", "an HTML page", "that is a page")]
    [InlineData("{\"a\":1}", "JSON", "a message")]
    [InlineData(" \r\n[{\"a\":1}]", "JSON", "a message")]
    [InlineData("<?xml version=\"1.0\"?><a/>", "XML", null)]
    [InlineData("", null, null)]
    [InlineData("abc", null, null)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0", null, null)]
    public void Body_IsNamed_AndSoIsWhatHelps(string body, string? kind, string? advice)
    {
        Assert.Equal(kind, BodyKind.Describe(Encoding.Latin1.GetBytes(body)));
        var helps = CameraAdvice.For(new(CaptureFault.NotJpeg), "none", $"status 200, image/jpeg, {kind}", null, null);
        Assert.Contains(advice ?? "no JPEG picture", helps.English, StringComparison.Ordinal);
    }

    [Fact]
    public void TransportStream_IsNamedByItsSecondPacket()
    {
        var stream = new byte[400];
        stream[0] = stream[188] = stream[376] = 0x47;

        Assert.Equal("an MPEG video", BodyKind.Describe(stream));
        Assert.Null(BodyKind.Describe(stream.AsSpan(0, 100)));
    }
}
