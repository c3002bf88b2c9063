using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>What is answered to a camera that says itself which login it wants.</summary>
public sealed class LoginPolicyTests
{
    [Theory]
    [InlineData("form", "status 302 to /login", "the portal does not take the login")]
    [InlineData("auto", "status 401", "it refuses without saying which login it wants")]
    [InlineData("auto", "the camera took Digest with MD5 before and asks for less now (Basic): if that is right, change its entry", "somebody else may answer")]
    [InlineData("basic", "status 401", "check UserName, the secret that PasswordKey names, and Auth")]
    public void Refusal_IsAnsweredByWhatHelpsThatLogin(string auth, string detail, string advice) =>
        Assert.StartsWith(advice, CameraAdvice.For(new(AutoCore.Policies.Cameras.Capture.CaptureFault.Auth), auth, detail, null, null).English,
            StringComparison.Ordinal);

    [Fact]
    public void CameraThatWantsACertificateOfWhoeverAsks_IsNotAnsweredByAPin() =>
        Assert.StartsWith("the camera wants a certificate of whoever asks", CameraAdvice.For(new(AutoCore.Policies.Cameras.Capture.CaptureFault.Tls), "none",
            "error:0A00045C:SSL routines::tlsv13 alert certificate required", null, ("AB", false)).English, StringComparison.Ordinal);

    private const string Basic = "Basic realm=\"cam\"";
    private const string Md5 = "Digest realm=\"cam\", nonce=\"n\", qop=\"auth\"";
    private const string Sha256 = "Digest realm=\"cam\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256";
    private const string Sha512 = "Digest realm=\"cam\", nonce=\"n\", qop=\"auth\", algorithm=SHA-512-256";

    [Theory]
    [InlineData(Basic, false, LoginStrength.None, LoginStrength.Basic)]
    [InlineData(Basic, false, LoginStrength.Basic, LoginStrength.Basic)]
    [InlineData(Basic + ", " + Md5, false, LoginStrength.None, LoginStrength.DigestMd5)]
    [InlineData(Basic + ", " + Md5, true, LoginStrength.Basic, LoginStrength.DigestMd5)]
    [InlineData(Md5 + ", " + Sha256, false, LoginStrength.None, LoginStrength.DigestSha256)]
    [InlineData(Md5 + ", " + Sha256, false, LoginStrength.DigestMd5, LoginStrength.DigestSha256)]
    [InlineData(Sha512 + ", " + Basic, true, LoginStrength.None, LoginStrength.Basic)]
    [InlineData("Negotiate", false, LoginStrength.None, LoginStrength.None)]
    [InlineData("Bearer", false, LoginStrength.DigestMd5, LoginStrength.None)]
    public void Choose_TakesTheStrongest(string offered, bool isEncrypted, LoginStrength taken, LoginStrength expected)
    {
        var decision = LoginPolicy.Choose([offered], isEncrypted, taken);

        Assert.Equal((expected, (string?)null), (decision.Strength, decision.Problem));
        Assert.Equal(expected >= LoginStrength.DigestMd5, decision.Challenge is not null);
    }

    [Theory]
    [InlineData(Basic, true, LoginStrength.DigestMd5, "asks for less")]
    [InlineData(Basic, false, LoginStrength.DigestSha256, "asks for less")]
    [InlineData(Md5, true, LoginStrength.DigestSha256, "asks for less")]
    [InlineData(Sha512 + ", " + Basic, false, LoginStrength.None, "shows the password")]
    public void Choose_NeverLessThanBefore_NorThePasswordInTheOpenBesideADigest(string offered, bool isEncrypted, LoginStrength taken, string problem)
    {
        var decision = LoginPolicy.Choose([offered], isEncrypted, taken);

        Assert.Equal(LoginStrength.None, decision.Strength);
        Assert.Contains(problem, decision.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_DigestWasOfferedOnce_BasicIsNotSentInTheOpen()
    {
        Assert.NotNull(LoginPolicy.Choose([Basic], isEncrypted: false, LoginStrength.None, hasOfferedDigest: true).Problem);
        Assert.Equal(LoginStrength.Basic, LoginPolicy.Choose([Basic], isEncrypted: true, LoginStrength.None, hasOfferedDigest: true).Strength);
    }
}
