using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class RedirectAdviceTests
{
    private static readonly Uri Asked = new("http://cam/snap.jpg?a=1");

    [Theory]
    [InlineData("http://other/x.jpg", false, "use the address that it leads to as Url, or set \"FollowRedirects\": true")]
    [InlineData("http://u:p@other/x.jpg", true, "use the address that it leads to as Url; it is not followed there")]
    [InlineData("http://other/x.jpg", true, "the camera leads on and on")]
    [InlineData("http://cam/snap.jpg?a=1", false, "the camera leads round in a circle")]
    [InlineData("snap.jpg?a=1#top", true, "the camera leads round in a circle")]
    [InlineData("/other.jpg", false, "the camera leads on and on")]
    [InlineData("https://cam/snap.jpg", true, "the camera leads on and on")]
    [InlineData("file:///etc/passwd", false, "it leads nowhere that can be asked")]
    [InlineData("javascript:alert(1)", true, "it leads nowhere that can be asked")]
    [InlineData("ftp://cam/x.jpg", false, "it leads nowhere that can be asked")]
    [InlineData("rtsp://other/live", false, "use the address that it leads to as Url, if it is right")]
    [InlineData("", false, "the camera leads round in a circle")]
    public void Redirect_ThatLeadsNowhereOrRound_IsNoAddressToUse(string location, bool follows, string begin)
    {
        var detail = $"status 302 to {AddressMask.Of(location)}{RedirectAdvice.Describe(Asked, Asked, 302, location, follows)}";

        Assert.StartsWith(begin, CameraAdvice.For(new(CaptureFault.Redirect), "none", detail, null, null).English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status 302 without an address")]
    [InlineData("status 302 to ")]
    public void Redirect_WithoutAnAddress_SaysToCheckThePath(string detail) =>
        Assert.StartsWith("it leads nowhere that can be asked",
            CameraAdvice.For(new(CaptureFault.Redirect), "none", detail, null, null).English, StringComparison.Ordinal);
}
