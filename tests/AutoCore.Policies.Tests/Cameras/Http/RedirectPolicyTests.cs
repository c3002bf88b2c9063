using System.Net;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class RedirectPolicyTests
{
    private static readonly Uri Camera = new("http://cam:8080/snap.jpg?ch=1");

    [Theory]
    [InlineData(301, "/new.jpg", "http://cam:8080/new.jpg")]
    [InlineData(302, "snap/", "http://cam:8080/snap/")]
    [InlineData(303, "?sig=7", "http://cam:8080/snap.jpg?sig=7")]
    [InlineData(307, "http://cam:8080/x", "http://cam:8080/x")]
    [InlineData(308, "https://cam/x", "https://cam/x")]
    [InlineData(302, "/author/new", "http://cam:8080/author/new")]
    [InlineData(302, "/snap.jpg?loginuse=a", "http://cam:8080/snap.jpg?loginuse=a")]
    public void Follow_OwnHost_KeepsCredentials(int status, string location, string expected) =>
        Assert.Equal(new Redirect(new(expected), IsForeign: false), RedirectPolicy.Follow(Camera, Camera, status, location, leavesHost: false));

    [Theory]
    [InlineData("http://cam/x.jpg")]
    [InlineData("http://other:8080/x.jpg")]
    [InlineData("//other/x.jpg")]
    [InlineData("https://cam.other/x.jpg")]
    public void Follow_AnotherHost_OnlyWithLeaveAndAsAStranger(string location)
    {
        Assert.Null(RedirectPolicy.Follow(Camera, Camera, 302, location, leavesHost: false));
        Assert.True(RedirectPolicy.Follow(Camera, Camera, 302, location, leavesHost: true)!.Value.IsForeign);
    }

    [Theory]
    [InlineData(200, "/x")]
    [InlineData(300, "/x")]
    [InlineData(304, "/x")]
    [InlineData(302, null)]
    [InlineData(302, "http://")]
    [InlineData(302, "http://xn--\u00FF/")]
    [InlineData(302, "ftp://other/x")]
    [InlineData(302, "file:///etc/passwd")]
    [InlineData(302, "javascript:alert(1)")]
    [InlineData(302, "http://user:pw@cam:8080/x")]
    [InlineData(302, "/login.html")]
    [InlineData(302, "/doc/auth")]
    [InlineData(302, "https://sso/oauth/authorize?x=1")]
    public void Follow_WhatIsNoPlaceForAPicture_IsTheAnswer(int status, string? location) =>
        Assert.Null(RedirectPolicy.Follow(Camera, Camera, status, location, leavesHost: true));

    [Theory]
    [InlineData("192.168.1.7", true)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2001:db8::7", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.1.1", false)]
    public void MayReach_NothingOfThisMachine(string address, bool expected) =>
        Assert.Equal(expected, RedirectPolicy.MayReach(IPAddress.Parse(address).GetAddressBytes()));

    [Theory]
    [InlineData("/login", true)]
    [InlineData("/AUTH/", true)]
    [InlineData("/a?next=login", true)]
    [InlineData("/authentication.html", true)]
    [InlineData("/author/1.jpg", false)]
    [InlineData("/authors", false)]
    [InlineData("/x.jpg?login=a", false)]
    [InlineData("/login/x.jpg?a", true)]
    [InlineData("/image?auth=deadbeef", false)]
    [InlineData("http://login.example/picture", false)]
    [InlineData("http://cam/login", true)]
    [InlineData("http://cam?login", true)]
    [InlineData(null, false)]
    public void LeadsToLogin_KnowsAPageFromAPicture(string? location, bool expected) => Assert.Equal(expected, AnswerPolicy.LeadsToLogin(location));
}
