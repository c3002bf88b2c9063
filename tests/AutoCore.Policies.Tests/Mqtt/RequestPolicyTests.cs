using System.Text;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Policies.Tests.Mqtt;

public sealed class RequestPolicyTests
{
    [Theory]
    [InlineData("", null, null, null)]
    [InlineData("{}", null, null, null)]
    [InlineData("""{"transaction":"abc"}""", null, null, "\"abc\"")]
    [InlineData("""{"transaction":7,"site":"Shop"}""", "Shop", null, "7")]
    [InlineData("""{"site":"Águas Claras","camera":"P1","more":[1]}""", "Águas Claras", "P1", null)]
    [InlineData("\uFEFF{\"site\":\"Shop\"}", "Shop", null, null)]
    [InlineData("""{"transaction":{"a":1},"site":"Shop"}""", "Shop", null, null)]
    [InlineData("""{"transaction":"\ud800"}""", null, null, null)]
    public void Parse_WhatFits_IsTaken(string payload, string? site, string? camera, string? transaction)
    {
        var request = RequestArguments.Parse(Encoding.UTF8.GetBytes(payload));

        Assert.Equal((site, camera, transaction, null), (request.Site, request.Camera, request.Transaction?.GetRawText(), request.Problem));
    }

    [Theory]
    [InlineData("""{"site":"Shop",}""", "no JSON object")]
    [InlineData(""" {"site":""", "no JSON object")]
    [InlineData("""{"site":3}""", "site is no name")]
    [InlineData("""{"site":null}""", "site is no name")]
    [InlineData("""{"site":""}""", "site is no name")]
    [InlineData("""{"site":"a\u001b[2J"}""", "site is no name")]
    [InlineData("""{"site":"\ud800"}""", "site is no name")]
    [InlineData("""{"site":"../etc"}""", "site is no name")]
    [InlineData("""{"site":"Shop","camera":["P1"]}""", "camera is no name")]
    [InlineData("""{"camera":"P1"}""", "site is not")]
    [InlineData(" ", "no JSON object but blanks alone")]
    [InlineData(" \r\n", "no JSON object but blanks alone")]
    [InlineData("\uFEFF", "no JSON object but blanks alone")]
    [InlineData("[1,2]", "no JSON object")]
    [InlineData("[]", "no JSON object")]
    [InlineData("now!", "no JSON object")]
    [InlineData("\"Shop/P1\"", "no JSON object")]
    [InlineData("null", "no JSON object")]
    [InlineData("true", "no JSON object")]
    [InlineData("7", "no JSON object")]
    [InlineData("{} {}", "no JSON object")]
    [InlineData("""{"sites":"Shop"}""", "sites is no key: did you mean site?")]
    [InlineData("""{"camra":"P1","site":"Shop"}""", "did you mean camera?")]
    public void Parse_WhatDoesNotFit_IsRefusedAndNeverMeansAll(string payload, string problem) =>
        Assert.Contains(problem, RequestArguments.Parse(Encoding.UTF8.GetBytes(payload)).Problem, StringComparison.Ordinal);

    /// <summary>Text of Windows began a round of all cameras, whatever camera it named.</summary>
    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public void Parse_Utf16_IsRefusedWithItsName(string encoding, bool hasMark)
    {
        var form = Encoding.GetEncoding(encoding);
        byte[] payload = [.. hasMark ? form.GetPreamble() : [], .. form.GetBytes("""{"site":"Shop","camera":"P1"}""")];

        Assert.Contains("UTF-16: send it as UTF-8", RequestArguments.Parse(payload).Problem, StringComparison.Ordinal);
    }

    /// <summary>Keys in capitals were overlooked, and all cameras meant.</summary>
    [Fact]
    public void Parse_KeysInCapitals_AreTheSame()
    {
        var request = RequestArguments.Parse("""{"Site":"Shop","CAMERA":"P1","Transaction":7}"""u8.ToArray());

        Assert.Equal(("Shop", "P1", "7", null), (request.Site, request.Camera, request.Transaction?.GetRawText(), request.Problem));
    }

    [Fact]
    public void Parse_Bounds()
    {
        Assert.Null(RequestArguments.Parse(Encoding.UTF8.GetBytes($$"""{"site":"{{new string('a', 100)}}"}""")).Problem);
        Assert.NotNull(RequestArguments.Parse(Encoding.UTF8.GetBytes($$"""{"site":"{{new string('a', 101)}}"}""")).Problem);
        Assert.Null(RequestArguments.Parse(Encoding.UTF8.GetBytes($"{{}}{new string(' ', RequestArguments.MostBytes - 2)}")).Problem);
        Assert.Contains("4097 bytes", RequestArguments.Parse(new byte[RequestArguments.MostBytes + 1]).Problem, StringComparison.Ordinal);
    }

    [Theory]
    // Pending, milliseconds since the last one's turn, spacing.
    [InlineData(false, null, 1000, RequestAdmission.Taken, 0)]
    [InlineData(true, null, 1000, RequestAdmission.Pending, 0)]
    [InlineData(true, 60_000, 1000, RequestAdmission.Pending, 0)]
    [InlineData(false, 1000, 1000, RequestAdmission.Taken, 0)]
    [InlineData(false, 999, 1000, RequestAdmission.Taken, 1)]
    [InlineData(false, 0, 1000, RequestAdmission.Taken, 1000)]
    [InlineData(false, -3000, 1000, RequestAdmission.Taken, 4000)]
    [InlineData(false, -9000, 1000, RequestAdmission.Taken, 10_000)]
    [InlineData(false, -9001, 1000, RequestAdmission.TooMany, 1)]
    [InlineData(false, -9900, 1000, RequestAdmission.TooMany, 900)]
    [InlineData(false, 0, 0, RequestAdmission.Taken, 0)]
    public void Decide_Requests_ArePendingSpacedOrRefused(bool isPending, int? since, int spacing, RequestAdmission admission, int wait) =>
        Assert.Equal(new(admission, TimeSpan.FromMilliseconds(wait)),
            RequestLimitPolicy.Decide(isPending, since is { } ms ? TimeSpan.FromMilliseconds(ms) : null, TimeSpan.FromMilliseconds(spacing)));
}
