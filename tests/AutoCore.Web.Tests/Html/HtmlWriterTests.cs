using System.Text;
using AutoCore.Web.Html;

namespace AutoCore.Web.Tests.Html;

public sealed class HtmlWriterTests
{
    private readonly HtmlWriter _html = new();

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onerror=\"alert(1)", "&quot; onerror=&quot;alert(1)")]
    [InlineData("' autofocus onfocus='x", "&#39; autofocus onfocus=&#39;x")]
    [InlineData("Tom & Jerry &lt;", "Tom &amp; Jerry &amp;lt;")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("Águas Claras 🏪", "Águas Claras 🏪")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Write_HostileName_StaysText(string? name, string expected)
    {
        _html.Write($"<a title=\"{name}\">{name}</a>");

        Assert.Equal($"<a title=\"{expected}\">{expected}</a>", _html.ToString());
    }

    [Theory]
    [InlineData("/events?x=1", "/cams/events?x=1")]
    [InlineData("#content", "#content")]
    [InlineData("https://example.org/", "https://example.org/")]
    [InlineData("", "")]
    public void Write_AddressBelowARoot_HasItOnce(string address, string expected)
    {
        var html = new HtmlWriter("/cams");
        html.Write($"<a\nhref=\"{address}\"><img src=\"{address}\" alt=\"{address}\"><b data-next=\"{address}\" title=\"x{address}\">{address}{address}</b>");

        Assert.Equal($"<a\nhref=\"{expected}\"><img src=\"{expected}\" alt=\"{address}\"><b data-next=\"{expected}\" title=\"x{address}\">{address}{address}</b>",
            html.ToString());
    }

    [Fact]
    public void Write_Numbers_AreInvariant()
    {
        _html.Write($"{1.5:0.##} {1234567} {-2:00}");

        Assert.Equal("1.5 1234567 -02", _html.ToString());
    }

    [Fact]
    public void Write_HoleWithAConstant_IsEscapedToo() => Assert.Equal("&lt;b&gt;", _html.Write($"{"<b>"}").ToString());

    [Fact]
    public void ToUtf8_LongPage_IsTheSameText()
    {
        for (var i = 0; i < 5_000; i++)
            _html.Write($"<p>çã 🏪 {i}</p>");

        Assert.Equal(_html.ToString(), Encoding.UTF8.GetString(_html.ToUtf8()));
    }

    [Fact]
    public void ToUtf8_HalfACharacter_IsReplaced() => Assert.Equal("x\uFFFD", Encoding.UTF8.GetString(new HtmlWriter().Write($"{"x\uD83C"}").ToUtf8()));
}
