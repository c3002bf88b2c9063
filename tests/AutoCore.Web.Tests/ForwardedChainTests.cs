using System.Net;
using AutoCore.Core.Web;
using AutoCore.Web.Hosting;
using Microsoft.AspNetCore.Http;

namespace AutoCore.Web.Tests;

public sealed class ForwardedChainTests
{
    [Theory]
    [InlineData(null, null, "127.0.0.1")]
    [InlineData("192.0.2.7", null, "192.0.2.7")]
    [InlineData(" 192.0.2.7 ", null, "192.0.2.7")]
    [InlineData("192.0.2.7:47011", null, "192.0.2.7")]
    [InlineData("2001:db8::7", null, "2001:db8::7")]
    [InlineData("[2001:db8::7]", null, "2001:db8::7")]
    [InlineData("\"[2001:db8::7]:47011\"", null, "2001:db8::7")]
    [InlineData("::ffff:192.0.2.7", null, "192.0.2.7")]
    // What the visitor himself wrote stands before what the proxy saw.
    [InlineData("203.0.113.9, 192.0.2.7", null, "192.0.2.7")]
    [InlineData("127.0.0.1, 192.0.2.7", null, "192.0.2.7")]
    // Several proxies: each trusted one is passed.
    [InlineData("203.0.113.9, 192.0.2.7, 10.1.2.3", null, "192.0.2.7")]
    [InlineData("192.0.2.7,10.1.2.3,10.9.9.9", null, "192.0.2.7")]
    [InlineData("192.0.2.7, 198.51.100.1, 10.1.2.3", null, "198.51.100.1")]
    [InlineData("10.1.2.3", null, "10.1.2.3")]
    // What cannot be read ends the walk: the last proxy that was seen counts.
    [InlineData("192.0.2.7, unknown, 10.1.2.3", null, "10.1.2.3")]
    [InlineData("unknown", null, "127.0.0.1")]
    [InlineData("", null, "127.0.0.1")]
    [InlineData(",,", null, "127.0.0.1")]
    [InlineData("1", null, "127.0.0.1")]
    [InlineData("[::1", null, "127.0.0.1")]
    [InlineData("192.0.2.7; DROP", null, "127.0.0.1")]
    [InlineData(null, "for=192.0.2.7", "192.0.2.7")]
    [InlineData(null, "proto=https;For=\"[2001:db8::7]:47011\";by=10.0.0.1", "2001:db8::7")]
    [InlineData(null, "for=203.0.113.9, for=192.0.2.7;proto=http, for=10.1.2.3", "192.0.2.7")]
    [InlineData(null, "for=_hidden", "127.0.0.1")]
    [InlineData(null, "proto=https", "127.0.0.1")]
    [InlineData("192.0.2.7", "for=192.0.2.7", "192.0.2.7")]
    // The proxy wrote one and handed on the other: nobody chooses his address so.
    [InlineData("192.0.2.7", "for=203.0.113.9", "127.0.0.1")]
    public void ClientOf_Chain_IsTheLastThatIsNoTrustedProxy(string? usual, string? standard, string expected)
    {
        var headers = new HeaderDictionary();
        if (usual is not null)
            headers["X-Forwarded-For"] = usual;
        if (standard is not null)
            headers["Forwarded"] = standard;
        Assert.Equal(IPAddress.Parse(expected), ForwardedChain.ClientOf(IPAddress.Loopback, headers, IsTrusted));
    }

    [Fact]
    public void ClientOf_SeveralHeaders_AreOneChain()
    {
        var headers = new HeaderDictionary { ["X-Forwarded-For"] = new(["203.0.113.9", "192.0.2.7", "10.1.2.3"]) };
        Assert.Equal(IPAddress.Parse("192.0.2.7"), ForwardedChain.ClientOf(IPAddress.Loopback, headers, IsTrusted));
    }

    private static bool IsTrusted(IPAddress address) =>
        new[] { "127.0.0.1", "10.0.0.0/8" }.Any(range => AddressRange.TryRead(range)!.Value.Contains(address));

    [Theory]
    [InlineData("10.0.0.2", "10.0.0.2", true)]
    [InlineData("10.0.0.2", "::ffff:10.0.0.2", true)]
    [InlineData("10.0.0.2", "10.0.0.3", false)]
    [InlineData("10.9.8.7/8", "10.255.0.1", true)]
    [InlineData("10.9.8.7/8", "11.0.0.1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("fd00::/8", "fdab::1", true)]
    [InlineData("2001:db8:8000::/33", "2001:db8:8001::1", true)]
    [InlineData("2001:db8:8000::/33", "2001:db8:7fff::1", false)]
    [InlineData("fe80::/10", "fe80::1%1", true)]
    public void AddressRange_Contains_ItsAddresses(string range, string address, bool expected) =>
        Assert.Equal(expected, AddressRange.TryRead(range)!.Value.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("proxy.example.org")]
    [InlineData("[::1]")]
    [InlineData("10.0.0.1:80")]
    [InlineData("*")]
    public void AddressRange_AnythingElse_IsNone(string text) => Assert.Null(AddressRange.TryRead(text));

    [Theory]
    [InlineData("/cams", "/cams")]
    [InlineData("cams", "/cams")]
    [InlineData("cams/", "/cams")]
    [InlineData(" /pi/cams/ ", "/pi/cams")]
    [InlineData("/", "")]
    [InlineData("", "")]
    [InlineData("//evil.example", null)]
    [InlineData("/a//b", null)]
    [InlineData("/../b", null)]
    [InlineData("/a b", null)]
    [InlineData("/\"onload=x", null)]
    [InlineData("/é", null)]
    [InlineData("https://evil.example", null)]
    [InlineData("\\\\evil.example", null)]
    public void PathPrefix_TryRead_IsAPlainPath(string text, string? expected) => Assert.Equal(expected, PathPrefix.TryRead(text));
}
