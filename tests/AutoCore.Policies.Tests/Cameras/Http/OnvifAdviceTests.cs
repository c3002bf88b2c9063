using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>What is said beside a refusal of an ONVIF device.</summary>
public sealed class OnvifAdviceTests
{
    [Theory]
    [InlineData(CaptureFault.Auth, "status 401 (ONVIF GetProfiles), and asks for Basic alone, which shows the password to everybody on the way and is not sent",
        "auto", "switch its login to Digest")]
    [InlineData(CaptureFault.Auth, "status 401 (ONVIF GetProfiles), and asks for no Digest", "auto", "switch its login to Digest")]
    [InlineData(CaptureFault.Auth, "the device says: Sender not Authorized (ONVIF GetProfiles)", "auto", "users of their own for ONVIF")]
    [InlineData(CaptureFault.Auth, "status 401 (ONVIF GetProfiles)", "none", "set UserName and PasswordKey")]
    [InlineData(CaptureFault.Auth, "status 401", "auto", "set \"Auth\" to basic, digest or bearer")]
    [InlineData(CaptureFault.Auth, "status 401 (ONVIF GetProfiles): locked for 30 minutes", "digest", "locked")]
    [InlineData(CaptureFault.NotFound, "no profile P_9, but P_1, P_2", "auto", "in ?profile=")]
    [InlineData(CaptureFault.NotFound, "no profile: the device has none", "auto", "make one in its settings")]
    [InlineData(CaptureFault.NotFound, "no picture and no stream of profile P_1", "auto", "handbook")]
    [InlineData(CaptureFault.Refused, "Connection refused at rtsp://10.0.0.1:554, where the device says that its stream is", "auto", "switch RTSP on")]
    [InlineData(CaptureFault.Refused, "Connection refused", "auto", "check host and port of Url")]
    public void InSettings_EachRefusal_NamesItsRemedy(CaptureFault fault, string detail, string auth, string remedy)
    {
        var advice = CameraAdvice.For(new(fault), auth, detail, offered: null, certificate: null);

        Assert.Contains(remedy, advice.English, StringComparison.Ordinal);
        Assert.NotEqual(advice.English, advice.Portuguese);
    }

    [Theory]
    [InlineData(CaptureFault.Auth, "and asks for Basic alone, which shows the password to everybody on the way and is not sent", true, "switch its login to Digest")]
    [InlineData(CaptureFault.Auth, "status 401 (ONVIF GetProfiles)", true, "check --user")]
    [InlineData(CaptureFault.Auth, "status 401 (ONVIF GetProfiles)", false, "--user U --password-key K")]
    [InlineData(CaptureFault.Refused, "Connection refused", false, "--device HOST:8080")]
    [InlineData(CaptureFault.Timeout, "no connection", false, "ask again")]
    [InlineData(CaptureFault.Dns, "unknown", false, "or use the address")]
    [InlineData(CaptureFault.Tls, "handshake", false, "without TLS")]
    [InlineData(CaptureFault.Corrupt, "no ONVIF: it is no XML that is read", false, "speaks no ONVIF")]
    [InlineData(CaptureFault.NotFound, "no profile: the device has none", false, "make a media profile")]
    [InlineData(CaptureFault.NotFound, "no picture and no stream of any profile", false, "autocore cameras add URL")]
    public void ByHand_EachRefusal_NamesItsRemedy_InTheWordsOfTheCommand(CaptureFault fault, string detail, bool hasLogin, string remedy) =>
        Assert.Contains(remedy, OnvifAdvice.ByHand(new(fault), detail, hasLogin), StringComparison.Ordinal);

    [Fact]
    public void ByHand_NothingIsLeftWithoutAWord() =>
        Assert.All(Enum.GetValues<CaptureFault>(), static fault => Assert.NotEmpty(OnvifAdvice.ByHand(new(fault), "", hasLogin: false)));
}
