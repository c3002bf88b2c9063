using AutoCore.Policies.Alerts;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class ChatTextTests
{
    [Theory]
    [InlineData("@all", "\uFF20all")]
    [InlineData("camera @channel/@here failed", "camera \uFF20channel/\uFF20here failed")]
    [InlineData("x@everyone", "x\uFF20everyone")]
    [InlineData("a-@Room", "a-\uFF20Room")]
    [InlineData("@ana", "\uFF20ana")]
    [InlineData("<@U123>", "<\uFF20U123>")]
    [InlineData("mail to ana@example.org", "mail to ana@example.org")]
    [InlineData("autocore-cleanup@emergency.service", "autocore-cleanup@emergency.service")]
    [InlineData("see https://evil.example/x", "see https\uFF1A//evil.example/x")]
    [InlineData("www.evil.example", "www .evil.example")]
    [InlineData("WWW.evil.example", "WWW .evil.example")]
    [InlineData("awww.x", "awww.x")]
    [InlineData("[click](http://evil)", "[click] (http\uFF1A//evil)")]
    [InlineData("![i][r]", "![i] [r]")]
    [InlineData("disk /: 91 % used, 10.0.0.1:80", "disk /: 91 % used, 10.0.0.1:80")]
    [InlineData("", "")]
    public void Of_Name_CallsNobodyAndLinksNothing(string text, string expected)
    {
        Assert.Equal(expected, ChatText.Of(text));
        Assert.Equal(expected, ChatText.Of(expected));
    }

    [Theory]
    [InlineData("<!channel>", "\u2039!channel\u203A")]
    [InlineData("<users/all> & <b>", "\u2039users/all\u203A & \u2039b\u203A")]
    [InlineData("<at>x</at>", "\u2039at\u203Ax\u2039/at\u203A")]
    [InlineData("<unclosed", "\u2039unclosed")]
    [InlineData("2 < 3 and 5 > 4", "2 < 3 and 5 > 4")]
    public void WithoutTags_Tag_IsNone(string text, string expected) => Assert.Equal(expected, ChatText.WithoutTags(text));

    [Fact]
    public void WithoutMarkup_Everything_LooksAlike() => Assert.Equal("\uFF1Cb\uFF1E a\uFF3Fb \uFF3Bx\uFF3D(y) \uFF0A", ChatText.WithoutMarkup("<b> a_b [x](y) *"));
}
