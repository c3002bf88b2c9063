using System.Globalization;
using System.Text;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Policies.Tests.Cameras.Onvif;

/// <summary>What devices answer, as different makers write it.</summary>
public sealed class OnvifAnswersTests
{
    internal static string Envelope(string body) => $"<e:Envelope xmlns:e=\"u\"><e:Header/><e:Body>{body}</e:Body></e:Envelope>";

    [Theory]
    [InlineData("2015", "2", "28", "23", "59", "60", "2015-02-28T23:59:59Z")]
    [InlineData("1970", "1", "1", "0", "0", "0", "1970-01-01T00:00:00Z")]
    [InlineData("2015", "2", "30", "0", "0", "0", null)]
    [InlineData("0", "0", "0", "0", "0", "0", null)]
    [InlineData("2015", "13", "1", "0", "0", "0", null)]
    [InlineData("99999", "1", "1", "0", "0", "0", null)]
    [InlineData("2015", "1", "1", "x", "0", "0", null)]
    public void Clock_IsATime_OrNone(string year, string month, string day, string hour, string minute, string second, string? expected)
    {
        var answer = Body($"<R><SystemDateAndTime><UTCDateTime><Time><Hour>{hour}</Hour><Minute>{minute}</Minute><Second>{second}</Second></Time>"
            + $"<Date><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></Date></UTCDateTime></SystemDateAndTime></R>");

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), OnvifAnswers.Clock(answer));
    }

    [Theory]
    [InlineData("<R><Service><Namespace>http://www.onvif.org/ver10/media/wsdl</Namespace><XAddr>http://a/m</XAddr></Service></R>", "http://a/m", null)]
    [InlineData("<R><Service><Namespace>http://www.onvif.org/ver20/media/wsdl/</Namespace><XAddr>http://a/2</XAddr></Service></R>", null, "http://a/2")]
    [InlineData("<R><Capabilities><Media><XAddr>http://a/c</XAddr></Media></Capabilities></R>", "http://a/c", null)]
    [InlineData("<R><Capabilities><Events><XAddr>http://a/e</XAddr></Events></Capabilities></R>", null, null)]
    public void Services_AreThoseOfMedia(string body, string? media, string? media2) =>
        Assert.Equal(new OnvifServices(media, media2), OnvifAnswers.Services(Body(body)));

    [Fact]
    public void Profiles_OfBothServices_AreRead_AndThoseWithoutATokenLeftOut()
    {
        const string text = "<R><Profiles token=\"A\"><Name>main</Name><VideoSourceConfiguration><SourceToken>1</SourceToken></VideoSourceConfiguration>"
            + "<VideoEncoderConfiguration><Encoding>H264</Encoding><Resolution><Width>64</Width><Height>48</Height></Resolution></VideoEncoderConfiguration>"
            + "</Profiles><Profiles token=\"B\"><Configurations><VideoSource><SourceToken>1</SourceToken></VideoSource><VideoEncoder><Encoding>H265</Encoding>"
            + "</VideoEncoder></Configurations></Profiles><Profiles token=\"C\"><VideoSourceConfiguration><SourceToken>2</SourceToken>"
            + "</VideoSourceConfiguration></Profiles><Profiles><Name>none</Name></Profiles></R>";

        var profiles = OnvifAnswers.Profiles(Body(text));

        Assert.Equal([new("A", "main", "1", "H264 64x48"), new("B", "B", "1", "H265"), new("C", "C", "2", "")], profiles);
        Assert.Equal(["A", "C"], OnvifAnswers.OfEachSource(profiles).Select(static p => p.Token));
        Assert.Equal("A", OnvifAnswers.Choose(profiles, null)?.Token);
        Assert.Equal("B", OnvifAnswers.Choose(profiles, "B")?.Token);
        Assert.Equal("A", OnvifAnswers.Choose(profiles, "Main")?.Token);
        Assert.Null(OnvifAnswers.Choose(profiles, "D"));
    }

    [Theory]
    [InlineData("<R><MediaUri><Uri>http://a/b?c&amp;d</Uri></MediaUri></R>", "http://a/b?c&d")]
    [InlineData("<R><Uri>rtsp://a/b</Uri></R>", "rtsp://a/b")]
    [InlineData("<R><MediaUri><Uri/></MediaUri></R>", null)]
    [InlineData("<R/>", null)]
    public void Address_OfBothServices_IsRead(string body, string? expected) => Assert.Equal(expected, OnvifAnswers.Address(Body(body)));

    [Theory]
    [InlineData(400, "<Fault><Code><Value>s:Sender</Value><Subcode><Value>ter:NotAuthorized</Value></Subcode></Code></Fault>", CaptureFault.Auth)]
    [InlineData(500, "<Fault><faultcode>s:Client</faultcode><faultstring>Unauthorized</faultstring></Fault>", CaptureFault.Auth)]
    [InlineData(200, "<Fault><Code><Value>wsse:FailedAuthentication</Value></Code></Fault>", CaptureFault.Auth)]
    [InlineData(500, "<Fault><Code><Value>ter:ActionNotSupported</Value></Code></Fault>", CaptureFault.NotFound)]
    [InlineData(401, "", CaptureFault.Auth)]
    [InlineData(404, "", CaptureFault.Http)]
    [InlineData(200, "", CaptureFault.Corrupt)]
    public void Fault_HasItsReason(int status, string body, CaptureFault expected)
    {
        var answer = SoapAnswer.Read(status, Encoding.UTF8.GetBytes(Envelope(body)));

        Assert.Null(answer.Body);
        Assert.Equal(expected, answer.Reason.Fault);
    }

    [Fact]
    public void TooLong_IsNotRead() =>
        Assert.Equal(CaptureFault.TooLarge, SoapAnswer.Read(200, new byte[OnvifXml.LongestAnswer + 1]).Reason.Fault);

    /// <summary>The values of the example in ONVIF's Application Programmer's Guide.</summary>
    [Fact]
    public void Token_IsThatOfTheHandbook_AndDoesNotHoldThePassword()
    {
        var header = UsernameToken.Compose("user<", "userpassword", Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="),
            new(2010, 9, 16, 7, 50, 45, TimeSpan.Zero));

        Assert.Contains(">tuOSpGlFlIXsozq4HFNeeGeFLEI=<", header, StringComparison.Ordinal);
        Assert.Contains(">2010-09-16T07:50:45Z<", header, StringComparison.Ordinal);
        Assert.Contains(">user&lt;<", header, StringComparison.Ordinal);
        Assert.DoesNotContain("userpassword", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Question_EscapesWhatADeviceCalledItsProfile() =>
        Assert.Contains("<ProfileToken>&lt;x/&gt;&amp;</ProfileToken>", OnvifCall.Snapshot(OnvifCall.Media, "<x/>&").Compose(), StringComparison.Ordinal);

    private static OnvifElement Body(string body) => SoapAnswer.Read(200, Encoding.UTF8.GetBytes(Envelope(body))).Body!;
}
