using System.Text;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Policies.Tests.Cameras.Onvif;

/// <summary>Answers to probes.</summary>
public sealed class DiscoveryMessageTests
{
    private const string Match = "<d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:AB</a:Address></a:EndpointReference>"
        + "<d:Scopes>onvif://www.onvif.org/name/x\n onvif://www.onvif.org/type/y</d:Scopes><d:XAddrs>http://a/1 http://b/2</d:XAddrs></d:ProbeMatch>";

    [Fact]
    public void Match_IsRead()
    {
        var found = Assert.Single(Read(Match, "uuid:1"));

        Assert.Equal("ab", found.Endpoint);
        Assert.Equal(["http://a/1", "http://b/2"], found.Addresses);
        Assert.Equal(["onvif://www.onvif.org/name/x", "onvif://www.onvif.org/type/y"], found.Scopes);
    }

    [Theory]
    [InlineData("urn:uuid:1", 1)]
    [InlineData("", 1)]
    [InlineData("uuid:2", 0)]
    public void Answer_ToSomebodyElse_IsNotOurs(string relatesTo, int expected) => Assert.Equal(expected, Read(Match, relatesTo).Count);

    [Fact]
    public void Flood_IsCut() => Assert.Equal(16, Read(string.Concat(Enumerable.Repeat(Match, 100)), "uuid:1").Count);

    [Fact]
    public void Probe_IsNoAnswer_AndHoldsNothingButTheQuestion()
    {
        var probes = DiscoveryMessage.Kinds.Select(static k => DiscoveryMessage.Probe("1", k)).ToList();

        Assert.All(probes, static p => Assert.Empty(DiscoveryMessage.Read(Encoding.UTF8.GetBytes(p), ["1"])));
        Assert.All(probes, static p => Assert.DoesNotContain("Security", p, StringComparison.Ordinal));
        Assert.Contains("NetworkVideoTransmitter", probes[0], StringComparison.Ordinal);
    }

    private static IReadOnlyList<DiscoveryMatch> Read(string matches, string relatesTo) => DiscoveryMessage.Read(Encoding.UTF8.GetBytes(
        "<s:Envelope xmlns:s=\"s\" xmlns:a=\"a\" xmlns:d=\"d\"><s:Header><a:RelatesTo>" + relatesTo + "</a:RelatesTo></s:Header><s:Body><d:ProbeMatches>"
        + matches + "</d:ProbeMatches></s:Body></s:Envelope>"), ["1"]);
}
