using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class CookieJarTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Portal = new("http://portal/login");

    private readonly CookieJar _jar = new();

    [Theory]
    [InlineData("a=b", "http://portal/snap.jpg", "a=b")]
    [InlineData("a=b; HttpOnly; SameSite=Lax", "https://portal/snap.jpg", "a=b")]
    [InlineData("a=b; Path=/cam", "http://portal/cam/1.jpg", "a=b")]
    [InlineData("a=b; Path=/cam", "http://portal/camera.jpg", null)]
    [InlineData("a=b; Domain=portal", "http://portal/", "a=b")]
    [InlineData("a=b; Domain=evil", "http://portal/", null)]
    [InlineData("a=b; Domain=.portal", "http://x.portal/", null)]
    [InlineData("a=b", "http://portal:8080/", null)]
    [InlineData("a=b; Max-Age=0", "http://portal/", null)]
    [InlineData("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "http://portal/", null)]
    [InlineData("a=b; Expires=Foo, 99 Bar 99999", "http://portal/", "a=b")]
    [InlineData("a=", "http://portal/", "a=")]
    [InlineData("=;;;,,,", "http://portal/", null)]
    [InlineData("a=\x01", "http://portal/", null)]
    [InlineData("a=b\r\nX-Evil: 1", "http://portal/", null)]
    [InlineData("sessão=é", "http://portal/", "sessão=é")]
    [InlineData("", "http://portal/", null)]
    public void Cookie_GoesWhereItBelongs(string header, string url, string? expected)
    {
        _jar.Take(Portal, [header], Now);

        Assert.Equal(expected, _jar.HeaderFor(new(url)));
    }

    [Fact]
    public void CookieOfAnHttpsLogin_DoesNotGoOverHttp()
    {
        _jar.Take(new("https://portal/login"), ["a=b"], Now);

        Assert.Null(_jar.HeaderFor(new("http://portal/")));
        Assert.Equal("a=b", _jar.HeaderFor(new("https://portal/")));
    }

    [Fact]
    public void NewValue_ReplacesTheOldOne_AndEndsWhenItIsOver()
    {
        _jar.Take(Portal, ["a=1", "b=2"], Now);
        _jar.Take(Portal, ["a=3"], Now);
        Assert.Equal("b=2; a=3", _jar.HeaderFor(Portal));

        _jar.Take(Portal, ["a=; Max-Age=-1"], Now);
        Assert.Equal("b=2", _jar.HeaderFor(Portal));
    }

    [Fact]
    public void Secrets_AreLongValues_NotTheWordsBesideThem()
    {
        _jar.Take(Portal, ["lang=pt-BR", "sid=0123456789abcdef", "token=0123456789abcdef0123"], Now);

        Assert.Equal(["0123456789abcdef0123", "0123456789abcdef"], _jar.Secrets);
    }

    [Fact]
    public void ManyAndLongCookies_StayWithinTheBounds()
    {
        for (var answer = 0; answer < 100; answer++)
            _jar.Take(Portal, [.. Enumerable.Range(0, 250).Select(i => $"c{answer}-{i}={new string('v', i * 40)}")], Now);

        var header = _jar.HeaderFor(Portal)!;
        Assert.InRange(header.Length, 1, CookieJar.LongestHeader);
        Assert.InRange(header.Split("; ").Length, 1, CookieJar.MostCookies);
        Assert.Contains("c99-63=", header, StringComparison.Ordinal);
        Assert.DoesNotContain("c99-64=", header, StringComparison.Ordinal);
    }
}
