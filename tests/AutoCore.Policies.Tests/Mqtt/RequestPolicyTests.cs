using System.Text;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Policies.Tests.Mqtt;

public sealed class RequestPolicyTests
{
    [Theory]
    [InlineData("", null, null, null)]
    [InlineData("now!", null, null, null)]
    [InlineData("[]", null, null, null)]
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
    public void Parse_WhatDoesNotFit_IsRefusedAndNeverMeansAll(string payload, string problem) =>
        Assert.Contains(problem, RequestArguments.Parse(Encoding.UTF8.GetBytes(payload)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Parse_Bounds()
    {
        Assert.Null(RequestArguments.Parse(Encoding.UTF8.GetBytes($$"""{"site":"{{new string('a', 100)}}"}""")).Problem);
        Assert.NotNull(RequestArguments.Parse(Encoding.UTF8.GetBytes($$"""{"site":"{{new string('a', 101)}}"}""")).Problem);
        Assert.Null(RequestArguments.Parse(new byte[RequestArguments.MostBytes]).Problem);
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
    [InlineData(false, -9001, 1000, RequestAdmission.TooMany, 0)]
    [InlineData(false, 0, 0, RequestAdmission.Taken, 0)]
    public void Decide_Requests_ArePendingSpacedOrRefused(bool isPending, int? since, int spacing, RequestAdmission admission, int wait) =>
        Assert.Equal(new(admission, TimeSpan.FromMilliseconds(wait)),
            RequestLimitPolicy.Decide(isPending, since is { } ms ? TimeSpan.FromMilliseconds(ms) : null, TimeSpan.FromMilliseconds(spacing)));
}
