using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>Addresses as people paste them, and what is sent for them.</summary>
public sealed class CameraAddressTests
{
    [Theory]
    [InlineData("http://cam", "/")]
    [InlineData("http://cam?action=snapshot", "/?action=snapshot")]
    [InlineData("http://cam/?action=snapshot", "/?action=snapshot")]
    [InlineData("http://cam//cgi-bin/snap.cgi", "//cgi-bin/snap.cgi")]
    [InlineData("http://cam/s%2Fx/%2e%2e/y.jpg", "/s%2Fx/%2e%2e/y.jpg")]
    [InlineData("http://cam/a/../b/./c", "/a/../b/./c")]
    [InlineData("http://cam/s?a[]=1&b=x|y", "/s?a[]=1&b=x%7Cy")]
    [InlineData("http://cam/s?a=b+c%20d", "/s?a=b+c%20d")]
    [InlineData("http://cam/s?pwd=50%", "/s?pwd=50%25")]
    [InlineData("http://cam/s?pwd=%zz", "/s?pwd=%25zz")]
    [InlineData("http://cam/my snap.jpg", "/my%20snap.jpg")]
    [InlineData("http://cam/c\u00E2mera.jpg", "/c%C3%A2mera.jpg")]
    [InlineData("http://cam/\U0001F600", "/%F0%9F%98%80")]
    [InlineData("http://cam/s?a=1#x", "/s?a=1")]
    [InlineData("http://cam/s.jpg \n", "/s.jpg")]
    [InlineData("http://cam/a\\b?c=\\d", "/a/b?c=%5Cd")]
    [InlineData("http://cam/s?u={UserName}", "/s?u={UserName}")]
    public void Create_WhatIsSent_IsWhatStands(string text, string sent) => Assert.Equal(sent, CameraAddress.Create(text)!.PathAndQuery);

    [Theory]
    [InlineData("HTTP://CAM:8080/x", "http", "cam", 8080)]
    [InlineData("https://b\u00FCcher.example/x", "https", "xn--bcher-kva.example", 443)]
    [InlineData("http://[fe80::1%25eth0]:81/x", "http", "fe80::1%eth0", 81)]
    [InlineData("http://[2001:db8::1]/x", "http", "2001:db8::1", 80)]
    public void Create_Host_IsThePlatforms(string text, string scheme, string host, int port)
    {
        var url = CameraAddress.Create(text)!;

        Assert.Equal((scheme, host, port), (url.Scheme, url.IdnHost, url.Port));
    }

    [Theory]
    [InlineData("rtsp://cam", "rtsp://cam/", "cam:554", 554, false)]
    [InlineData("RTSP://Cam:554/a?b=c#d", "rtsp://cam:554/a?b=c", "cam:554", 554, false)]
    [InlineData("rtsps://cam/live/", "rtsps://cam/live/", "cam:322", 322, true)]
    [InlineData("rtsp://[2001:db8::1]:8554/x", "rtsp://[2001:db8::1]:8554/x", "[2001:db8::1]:8554", 8554, false)]
    [InlineData("rtsp://cam/real?channel=1&subtype=0", "rtsp://cam/real?channel=1&subtype=0", "cam:554", 554, false)]
    [InlineData("rtsp://b\u00FCcher.example/\u00FC", "rtsp://xn--bcher-kva.example/%C3%BC", "b\u00FCcher.example:554", 554, false)]
    public void Stream_HasItsUsualPort(string text, string sent, string host, int port, bool isEncrypted)
    {
        var url = CameraAddress.Create(text)!;

        Assert.True(CameraAddress.IsStream(url));
        Assert.Equal((sent, host, port, isEncrypted),
            (CameraAddress.TextOf(url), CameraAddress.HostOf(url), CameraAddress.PortOf(url), CameraAddress.IsEncrypted(url)));
    }

    [Theory]
    [InlineData("rtsp://cam/a", "rtsp://CAM.:554/b", true)]
    [InlineData("rtsp://cam/a", "rtsp://cam:8554/a", false)]
    [InlineData("rtsp://cam/a", "rtsps://cam:554/a", false)]
    [InlineData("rtsp://cam/a", "rtsp://cam2/a", false)]
    public void SamePlace_IsSchemeHostAndPort(string one, string other, bool expected) =>
        Assert.Equal(expected, CameraAddress.IsSamePlace(CameraAddress.Create(one)!, CameraAddress.Create(other)!));

    [Theory]
    [InlineData("")]
    [InlineData("rtsp:///live")]
    [InlineData("rtsp:cam/live")]
    [InlineData("cam/s.jpg")]
    [InlineData("ftp://cam/s.jpg")]
    [InlineData("http://")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http:\\\\a//b/x")]
    public void Create_NoAddress_IsNull(string text) => Assert.Null(CameraAddress.Create(text));
}
