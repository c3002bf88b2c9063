using System.Text;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Policies.Tests.Cameras.Onvif;

/// <summary>XML of whoever answers: it is read, or refused in words that quote nothing of it.</summary>
public sealed class OnvifXmlTests
{
    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>", "no XML that is read")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://192.0.2.1/x.dtd\"><x/>", "no XML that is read")]
    [InlineData("<x>&file;</x>", "no XML that is read")]
    [InlineData("<x><y></x>", "no XML that is read")]
    [InlineData("<x", "no XML that is read")]
    [InlineData("", "no XML that is read")]
    [InlineData("HTTP", "no XML that is read")]
    [InlineData("<x a=\"1\" a=\"2\"/>", "no XML that is read")]
    public void Refused_InWords(string text, string problem)
    {
        Assert.Null(Parse(text, out var said));
        Assert.Contains(problem, said, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"gb2312\"?><s:x xmlns:s=\"u\"> a &amp; b </s:x>", "a & b")]
    [InlineData("\uFEFF \r\n<x>a</x>\0\0", "a")]
    [InlineData("<x><!-- no -->a<![CDATA[<b>]]></x>", "a<b>")]
    [InlineData("<x>&#1;</x>", "\u0001")]
    public void WhatFirmwareWrites_IsRead(string text, string expected) => Assert.Equal(expected, Parse(text, out _)!.Text);

    [Fact]
    public void Bounds_AreKept()
    {
        Assert.Null(Parse(Nested(OnvifXml.Deepest + 1), out var deep));
        Assert.NotNull(Parse(Nested(OnvifXml.Deepest), out _));
        Assert.Null(Parse($"<a>{new string('b', OnvifXml.LongestAnswer)}</a>", out var tooLong));
        Assert.Null(Parse($"<a>{string.Concat(Enumerable.Repeat("<b/>", OnvifXml.MostElements))}</a>", out var many));

        Assert.Contains("deep", deep, StringComparison.Ordinal);
        Assert.Contains("256 KB", tooLong, StringComparison.Ordinal);
        Assert.Contains("elements", many, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomBytes_AreReadOrRefused_AndNothingElse()
    {
        var random = new Random(28);
        const string body = "<r><Profiles token=\"a\"><Name>n</Name></Profiles><Uri>http://a/b?c=d&amp;e</Uri></r>";
        var answer = Encoding.UTF8.GetBytes(OnvifAnswersTests.Envelope(body));
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = answer.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var read = SoapAnswer.Read(random.Next(2) == 0 ? 200 : 500, bytes.AsSpan(0, random.Next(bytes.Length + 1)));
            if (read.Body is { } held)
            {
                OnvifAnswers.Profiles(held);
                OnvifAnswers.Services(held);
                OnvifAnswers.Clock(held);
                _ = OnvifAnswers.Address(held) is { } said ? OnvifAddress.Own(said, new("http://10.0.0.1/")) : null;
            }
            Assert.Equal(read.Body is null, !read.Reason.IsNone);
            DiscoveryMessage.Read(bytes, ["1"]);
        }
    }

    private static string Nested(int deep) => string.Concat(Enumerable.Repeat("<a>", deep)) + string.Concat(Enumerable.Repeat("</a>", deep));

    private static OnvifElement? Parse(string text, out string problem) => OnvifXml.Parse(Encoding.UTF8.GetBytes(text), out problem);
}
