using System.Security.Cryptography;
using System.Text;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>What goes into <c>Authorization</c>: bytes as they came, and letters beyond ASCII in the two ways that devices know.</summary>
public sealed class CredentialTextTests
{
    [Theory]
    [InlineData("jose", false, "jose")]
    [InlineData("josé", false, "jos\u00C3\u00A9")]
    [InlineData("josé", true, "jos\u00E9")]
    [InlineData("tok\u2019en", false, "tok\u00E2\u0080\u0099en")]
    public void Bytes_EachCharacterIsOne(string text, bool isLatin1, string bytes)
    {
        Assert.Equal(bytes, HeaderText.Bytes(text, isLatin1));
        Assert.True(HeaderText.IsSendable(bytes));
    }

    [Theory]
    [InlineData("jose", false)]
    [InlineData("josé", true)]
    [InlineData("jos\u2019", false)]
    public void HasLatin1Form_OnlyWhereItIsAnother(string text, bool has) => Assert.Equal(has, HeaderText.HasLatin1Form(text));

    [Theory]
    [InlineData("""Digest realm="cam", nonce="n", qop="auth-int" """, "cam", "auth-int")]
    [InlineData("""Digest realm="cam"; nonce="n"; qop="auth" """, "cam", "auth")]
    [InlineData("""Digest realm="C:\cam", nonce="n", qop="auth" """, """C:\cam""", "auth")]
    [InlineData("""Digest realm="a \"b\"", nonce="n", qop="auth-int,auth" """, "a \"b\"", "auth")]
    [InlineData("""Digest realm=cam, nonce=n, qop=auth""", "cam", "auth")]
    [InlineData("""Digest realm="cam",nonce="n" """, "cam", null)]
    public void Compose_ChallengesAsTheyAreSent_GoBackByteForByte(string header, string realm, string? qop)
    {
        var challenge = DigestChallenge.Choose([header])!;
        Assert.Equal(qop, challenge.Qop);

        var answer = DigestAnswer.Compose(challenge, "u", "p", "GET", "/x", 1, "c");

        var key = Md5($"u:{realm}:p");
        var request = qop == "auth-int" ? Md5($"GET:/x:{Md5("")}") : Md5("GET:/x");
        Assert.Contains($"response=\"{Md5(qop is null ? $"{key}:n:{request}" : $"{key}:n:00000001:c:{qop}:{request}")}\"", answer, StringComparison.Ordinal);
        Assert.Contains($"realm=\"{challenge.Realm}\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_UnquotedNumberWithEqualsSigns_IsWhole() =>
        Assert.Equal("a/b==", DigestChallenge.Choose(["Digest realm=cam, nonce=a/b==, qop=auth"])!.Nonce);

    [Theory]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256", "Digest SHA-512-256")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=MD5, Basic realm=\"r\"", "Digest MD5, Basic")]
    [InlineData("Negotiate", "Negotiate")]
    [InlineData("", "")]
    public void Describe_WhatIsOffered(string header, string words) => Assert.Equal(words, DigestChallenge.Describe([header]));

#pragma warning disable CA5351 // It is the protocol's.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(text)));
#pragma warning restore CA5351
}
