using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>What each failure is answered with names the setting or the deed that mends it, in both languages.</summary>
public sealed class CameraAdviceTests
{
    private const string Fingerprint = "ab:cd";

    [Theory]
    [InlineData("timeout", "no connection within 5 s", "ConnectTimeout")]
    [InlineData("timeout", "no first byte within 10 s", "FirstByteTimeout")]
    [InlineData("timeout", "", "ImageTimeout")]
    [InlineData("refused", "", "host and port")]
    [InlineData("dns", "", "use the address")]
    [InlineData("tls", "alert: certificate required", "mutual TLS")]
    [InlineData("tls", "", "try http")]
    [InlineData("busy", "", "MaxPerHost")]
    [InlineData("not-jpeg", "", "address of the snapshot itself")]
    [InlineData("truncated", "", "smaller picture")]
    [InlineData("corrupt", "", "damaged")]
    [InlineData("unsupported", "", "baseline JPEG")]
    [InlineData("too-large", "", "MaxImageMb")]
    [InlineData("head-too-large", "", "cookies")]
    [InlineData("not-http", "no HTTP: it speaks TLS", "https://")]
    [InlineData("not-http", "no HTTP: \"SSH\"", "no web server")]
    [InlineData("settings", "", "control characters")]
    [InlineData("paused", "", "its host failed")]
    [InlineData("internal", "", "camera-internal-error")]
    [InlineData("disk-full", "", "autocore cleanup")]
    [InlineData("no-inodes", "", "no more files")]
    [InlineData("read-only", "", "mounted read-only")]
    [InlineData("permission", "", "autocore doctor")]
    [InlineData("card-error", "", "back up now")]
    [InlineData("not-stored", "", "could not be stored")]
    [InlineData("http-500", "its LoginUrl answers", "LoginUrl")]
    [InlineData("http-404", "", "path of Url")]
    [InlineData("http-500", "", "look at its own log")]
    [InlineData("identity", "", "another device")]
    [InlineData("not-found", "no ONVIF: nothing", "switch ONVIF on")]
    [InlineData("not-found", "no profile x", "?profile=")]
    [InlineData("not-found", "no picture and no stream", "handbook")]
    [InlineData("not-found", "the device says: no", "refuses a question")]
    public void For_Failure_NamesTheRemedy(string reason, string detail, string remedy)
    {
        var advice = CameraAdvice.For(CaptureReason.Parse(reason)!.Value, "digest", detail, null, null);

        Assert.Contains(remedy, advice.English, StringComparison.Ordinal);
        Assert.NotEqual(advice.English, advice.Portuguese);
    }

    /// <summary>The picture's port was refused, and the advice was to look at that of Url, which answered.</summary>
    [Fact]
    public void For_RefusedElsewhere_NamesWhatWasAsked()
    {
        var advice = CameraAdvice.For(new(CaptureFault.Refused), "digest", "Connection refused", null, null, "http://10.0.0.7:81");

        Assert.Contains("nothing listens at http://10.0.0.7:81", advice.English, StringComparison.Ordinal);
        Assert.Contains("http://10.0.0.7:81", advice.Portuguese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, null, "\"TlsFingerprint\": \"ab:cd\"")]
    [InlineData(true, null, "\"TlsLegacy\": true")]
    [InlineData(false, "https://other/", "it leads to https://other/: the certificate is not trusted")]
    [InlineData(true, "https://other/", "it leads to https://other/: the camera speaks old TLS only")]
    public void For_CertificateThatIsNotTrusted_NamesTheSettingThatTrustsIt(bool isLegacy, string? leadsTo, string remedy)
    {
        var advice = CameraAdvice.For(new(CaptureFault.Tls), "digest", "", null, (Fingerprint, isLegacy), leadsTo);

        Assert.Contains(remedy, advice.English, StringComparison.Ordinal);
        Assert.Contains(Fingerprint, advice.Portuguese, StringComparison.Ordinal);
    }

    [Fact]
    public void For_NoTlsWhereItLeads_SaysWhereThatIs() => Assert.StartsWith("it leads to https://other/, and no secure connection",
        CameraAdvice.For(new(CaptureFault.Tls), "digest", "", null, null, "https://other/").English, StringComparison.Ordinal);

    [Theory]
    [InlineData("none", null, "set Auth (digest, basic, bearer or form), UserName and PasswordKey")]
    [InlineData("none", "digest", "set \"Auth\": \"digest\", UserName and PasswordKey")]
    [InlineData("basic", "digest", "set \"Auth\": \"digest\"")]
    [InlineData("digest", "digest", "check UserName and the secret")]
    [InlineData("auto", "digest", "check UserName and the secret")]
    [InlineData("auto", null, "without saying which login")]
    [InlineData("form", null, "the portal does not take the login")]
    [InlineData("digest", null, "check UserName, the secret that PasswordKey names, and Auth")]
    public void For_LoginThatIsNotTaken_GoesByWhatIsAskedForAndSet(string auth, string? offered, string remedy) =>
        Assert.Contains(remedy, CameraAdvice.For(new(CaptureFault.Auth), auth, "", offered, null).English, StringComparison.Ordinal);

    [Theory]
    [InlineData("tls", "autocore cameras check")]
    [InlineData("moved", "autocore fleet status")]
    [InlineData("dns", "use the address")]
    public void InRound_ItLooksAtNoCertificate_AndKnowsTheFleet(string reason, string remedy) =>
        Assert.Contains(remedy, CameraAdvice.InRound(CaptureReason.Parse(reason)!.Value, "digest", "", null).English, StringComparison.Ordinal);

    [Fact]
    public void CommandFor_NamesThatAShellWouldTakeApart_AreQuoted() => Assert.Equal(
        "sudo autocore cameras check --site 'My Shop' --camera 'a'\\''b'", CameraAdvice.CommandFor("My Shop", "a'b"));
}
