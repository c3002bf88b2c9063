using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>What is answered to a camera that says itself which login it wants.</summary>
public sealed class LoginPolicyTests
{
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
