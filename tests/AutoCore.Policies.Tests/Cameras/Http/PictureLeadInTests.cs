using System.Text;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>Where a picture begins in a body.</summary>
public sealed class PictureLeadInTests
{
    [Theory]
    [InlineData("\u00FF\u00D8\u00FF", 0)]
    [InlineData("\r\n\r\n\u00FF\u00D8\u00FF", 4)]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n\r\n\u00FF\u00D8", 25)]
    [InlineData("\u00EF\u00BB\u00BF\u00FF\u00D8", 3)]
    [InlineData("Warning: x\n\u00FF", 12)]
    [InlineData("", 0)]
    [InlineData("text", 4)]
    [InlineData("\u0089PNG\r\n\u001A\n\u00FF\u00D8", null)]
    [InlineData("\0\0\0\u0018ftypmp42\u00FF\u00D8", null)]
    public void Find(string body, int? at) => Assert.Equal(at, PictureLeadIn.Find(Encoding.Latin1.GetBytes(body)));

    [Fact]
    public void Find_TooMuchText_IsNoPicture()
    {
        Assert.Equal(PictureLeadIn.Longest, PictureLeadIn.Find([.. new string('a', PictureLeadIn.Longest).Select(c => (byte)c), .. PictureLeadIn.Start]));
        Assert.Null(PictureLeadIn.Find([.. new string('a', PictureLeadIn.Longest + 1).Select(c => (byte)c), .. PictureLeadIn.Start]));
    }
}
