using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class CredentialScopeTests
{
    [Theory]
    [InlineData("http://cam/a", "http://cam/b")]
    [InlineData("http://cam/", "http://cam:80/")]
    [InlineData("https://cam/", "https://cam:443/")]
    [InlineData("http://cam:8080/", "http://cam:8080/login")]
    [InlineData("http://cam/", "https://cam/")]
    [InlineData("http://cam:8080/", "https://cam:8443/")]
    [InlineData("https://cam/", "https://cam:8443/")]
    [InlineData("http://CAM/", "http://cam/")]
    [InlineData("http://cam./", "http://cam/")]
    [InlineData("http://bücher.example/", "http://xn--bcher-kva.example/")]
    [InlineData("http://BÜCHER.example/", "http://bücher.example./")]
    [InlineData("http://[::1]/", "http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[2001:DB8::1]:81/", "http://[2001:db8:0::1]:81/")]
    [InlineData("http://127.0.0.1/", "http://127.0.0.1/login")]
    public void Allows_SamePlaceOrHttpsOfTheSameName(string from, string to) => Assert.True(CredentialScope.Allows(new(from), new(to)));

    [Theory]
    [InlineData("https://cam/", "http://cam/")]
    [InlineData("https://cam/", "http://cam:443/")]
    [InlineData("https://cam:8443/", "http://cam:8443/")]
    [InlineData("http://cam/", "http://cam:8080/")]
    [InlineData("http://cam/", "http://cam:443/")]
    [InlineData("http://cam/", "http://evil/")]
    [InlineData("http://cam/", "https://evil/")]
    [InlineData("http://cam/", "http://cam@evil/")]
    [InlineData("http://cam/", "http://cam:80@evil/")]
    [InlineData("http://cam/", "http://user@cam/")]
    [InlineData("http://cam/", "http://cam.evil/")]
    [InlineData("http://cam/", "http://evilcam/")]
    [InlineData("http://cam.example/", "http://example/")]
    [InlineData("http://127.0.0.1/", "http://127.0.0.2/")]
    [InlineData("http://127.0.0.1/", "http://localhost/")]
    [InlineData("http://127.0.0.1/", "http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::1]/", "http://[::2]/")]
    [InlineData("http://cam/", "ftp://cam/")]
    [InlineData("http://cam/", "file:///etc/passwd")]
    [InlineData("http://cam/", "file://cam/x")]
    [InlineData("http://cam/", "mailto:x@cam")]
    [InlineData("http://cam/", "javascript:alert(1)")]
    [InlineData("http://cam/", "ws://cam/")]
    public void Allows_NothingElse(string from, string to) => Assert.False(CredentialScope.Allows(new(from), new(to)));

    [Theory]
    [InlineData("/login", "http://cam:8080/login")]
    [InlineData("login", "http://cam:8080/a/login")]
    [InlineData("", "http://cam:8080/a/b?c=d")]
    [InlineData("?x=1", "http://cam:8080/a/b?x=1")]
    [InlineData("//cam:8080/login", "http://cam:8080/login")]
    [InlineData("https://cam/login", "https://cam/login")]
    public void TryFollow_WithinTheScope_FindsTheAddress(string reference, string expected)
    {
        Assert.True(CredentialScope.TryFollow(new("http://cam:8080/a/b?c=d"), reference, out var to));
        Assert.Equal(expected, to.AbsoluteUri);
    }

    [Fact]
    public void TryFollow_SlashAndBackslash_StaysWithTheCamera_OrFindsNothing() =>
        Assert.True(!CredentialScope.TryFollow(new("http://cam:8080/a/b"), @"/\evil/x", out var to) || (to.IdnHost, to.Port) == ("cam", 8080), to.AbsoluteUri);

    [Theory]
    [InlineData("//evil/")]
    [InlineData("//evil:8080/")]
    [InlineData(@"\\evil\x")]
    [InlineData(@"http:\\evil\x")]
    [InlineData("http:///evil/")]
    [InlineData("http://cam:8080@evil/")]
    [InlineData(@"http://evil\@cam:8080/")]
    [InlineData("//cam@evil/")]
    [InlineData("\thttp://evil/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("mailto:x@y")]
    [InlineData("http://[::bad:99999999")]
    [InlineData("http://127.0.0.1:999999/")]
    [InlineData("http://exa\x01mple/")]
    [InlineData("http://")]
    [InlineData("http://cam/login")]
    public void TryFollow_Elsewhere_FindsNothing(string reference) => Assert.False(CredentialScope.TryFollow(new("http://cam:8080/a/b"), reference, out _));

    [Theory]
    [InlineData("http://cam/login", "http://cam/login")]
    [InlineData("http://cam/login?user=u&pw=s3cret#t", "http://cam/login?user=***&pw=***#***")]
    [InlineData("/login;jsessionid=abc?token", "/login;jsessionid=***?***")]
    [InlineData("http://user:pa55@cam:81/x", "http://***@cam:81/x")]
    [InlineData("http://user:pa:5@5@cam/x", "http://***@cam/x")]
    [InlineData("//user@cam/x?a=b", "//***@cam/x?a=***")]
    [InlineData(@"\\user:pw@cam\x", @"\\***@cam\x")]
    [InlineData("mailto:x@y", "mailto:***@y")]
    [InlineData("", "")]
    [InlineData("?", "?")]
    public void Mask_ShowsNeitherUserNorValues(string address, string expected) => Assert.Equal(expected, AddressMask.Of(address));
}
