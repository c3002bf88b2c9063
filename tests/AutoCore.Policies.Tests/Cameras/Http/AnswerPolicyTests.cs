using System.Text;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class AnswerPolicyTests
{
    [Theory]
    [InlineData(200, null, "ok")]
    [InlineData(401, null, "auth")]
    [InlineData(403, null, "auth")]
    [InlineData(302, "/doc/page/login.asp", "auth")]
    [InlineData(302, "http://other/picture.jpg", "redirect")]
    [InlineData(301, null, "redirect")]
    [InlineData(302, "/snap.cgi?loginuse=viewer&loginpas=x", "redirect")]
    [InlineData(302, "/index.php?page=login", "auth")]
    [InlineData(302, "/index.php?login", "auth")]
    [InlineData(302, "/index.php?next=%2Fsnap&login=1", "auth")]
    [InlineData(404, null, "http-404")]
    [InlineData(503, null, "http-503")]
    [InlineData(204, null, "http-204")]
    [InlineData(201, null, "ok")]
    [InlineData(299, null, "ok")]
    public void OfStatus_NamesTheReason(int status, string? location, string expected) => Assert.Equal(expected, AnswerPolicy.OfStatus(status, location).Word);

    [Theory]
    [InlineData(CaptureFault.NotJpeg, 0, """{"error":"deviceBusy"}""", "busy")]
    [InlineData(CaptureFault.Http, 503, "<?xml version=\"1.0\"?><ResponseStatus><statusString>Device Busy</statusString></ResponseStatus>", "busy")]
    [InlineData(CaptureFault.NotJpeg, 0, """[{"code":1,"error":{"detail":"max session","rspCode":-5}}]""", "busy")]
    [InlineData(CaptureFault.NotJpeg, 0, "<html><body>We are busy</body></html>", "not-jpeg")]
    [InlineData(CaptureFault.NotJpeg, 0, "", "not-jpeg")]
    [InlineData(CaptureFault.Http, 404, """{"error":"busy"}""", "http-404")]
    [InlineData(CaptureFault.Truncated, 0, "{busy", "truncated")]
    public void Refine_OfDataThatSaysBusy_IsBusy(CaptureFault fault, int status, string body, string expected) =>
        Assert.Equal(expected, AnswerPolicy.Refine(new(fault, status), Encoding.UTF8.GetBytes(body)).Word);

    /// <summary>A lock looks busy, and asking again would begin it anew.</summary>
    [Theory]
    [InlineData(CaptureFault.Http, 503, """{"error":"user locked"}""", "auth")]
    [InlineData(CaptureFault.Http, 423, """{"error":"user locked"}""", "auth")]
    [InlineData(CaptureFault.Http, 429, """{"error":"user locked"}""", "auth")]
    [InlineData(CaptureFault.Http, 404, """{"error":"user locked"}""", "http-404")]
    [InlineData(CaptureFault.Http, 503, """{"error":"wrong password"}""", "http-503")]
    [InlineData(CaptureFault.NotJpeg, 0, """{"error":"wrong password"}""", "auth")]
    [InlineData(CaptureFault.Corrupt, 0, """{"error":"wrong password"}""", "corrupt")]
    public void Refine_OfDataThatRefusesALogin_IsAuth(CaptureFault fault, int status, string body, string expected) =>
        Assert.Equal(expected, AnswerPolicy.Refine(new(fault, status), Encoding.UTF8.GetBytes(body)).Word);

    [Theory]
    [InlineData("", "no HTTP: nothing came")]
    [InlineData("\u0015\u0003\u0001", "no HTTP: it speaks TLS")]
    [InlineData("\u0016\u0003\u0003", "no HTTP: it speaks TLS")]
    [InlineData("\u0016", "no HTTP: \"\\x16\"")]
    [InlineData("SSH-2.0-dropbear\r\n", "no HTTP: \"SSH-2.0-dropbear\\x0D\\x0A\"")]
    public void DescribeForeign_SaysWhatSpeaksThere(string body, string expected) =>
        Assert.Equal(expected, AnswerPolicy.DescribeForeign(Encoding.Latin1.GetBytes(body)));

    [Fact]
    public void DescribeForeign_LongAnswer_IsCut() => Assert.InRange(AnswerPolicy.DescribeForeign(new byte[100_000]).Length, 20, 400);

    [Fact]
    public void Choose_OfSeveralChallenges_TakesTheStrongestThatIsKnown()
    {
        var chosen = DigestChallenge.Choose(
        [
            """Basic realm="x", Digest realm="IP \"Camera\"", nonce="n1", qop="auth,auth-int", algorithm=MD5, stale=TRUE""",
            """Digest realm="r", nonce="n2", qop="auth", algorithm=SHA-256, opaque="o" """,
            """Digest realm="r", nonce="n3", qop="auth", algorithm=SHA-512-256""",
        ]);

        Assert.Equal(new DigestChallenge("r", "n2", "o", "SHA-256", Qop: "auth", IsStale: false), chosen);
    }

    /// <summary>The examples of RFC 7616 (3.9.1) and RFC 2617 (3.5).</summary>
    [Theory]
    [InlineData("MD5", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "http-auth@example.org", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        "Circle of Life", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "http-auth@example.org", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        "Circle of Life", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    [InlineData(null, "dcd98b7102dd2f0e8b11d0f600bfb0c093", "testrealm@host.com", "0a4f113b", "Circle Of Life", "6629fae49393a05397450978507c4ef1")]
    public void Compose_OfTheStandardsExamples_IsTheStandardsAnswer(string? algorithm, string nonce, string realm, string clientNonce, string password,
        string response)
    {
        var header =
            DigestAnswer.Compose(new(realm, nonce, null, algorithm, Qop: "auth", IsStale: false), "Mufasa", password, "GET", "/dir/index.html", 1, clientNonce);

        Assert.Contains($"response=\"{response}\"", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ICY 200 OK\r\nContent-Type: image/jpeg\r\n\r\nX", 200, 40)]
    [InlineData("HTTP/1.1 503 Busy\nno colon here\nContent-Length: 5\n\nX", 503, 51)]
    [InlineData("\u00ff\u00d8\u00ff", 200, 0)]
    public void TryParse_OfOddHeads_ReadsWhatIsThere(string text, int status, int bodyStart)
    {
        Assert.True(LenientHead.TryParse(Encoding.Latin1.GetBytes(text), isAll: false, out var head, out var start));
        Assert.Equal((status, bodyStart), (head.Status, start));
    }

    [Fact]
    public void TryParse_OfHalfAHead_WaitsForMore() => Assert.False(LenientHead.TryParse("HTTP/1.1 200 OK\r\nA: b\r\n"u8, isAll: false, out _, out _));

    [Fact]
    public void Length_OfContradictions_IsTheLargest()
    {
        Assert.True(LenientHead.TryParse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 700\r\n\r\n"u8, isAll: false, out var head, out _));
        Assert.Equal(700, head.Length);
    }
}
