using AutoCore.Policies.SecondPlace;

namespace AutoCore.Policies.Tests.SecondPlace;

public sealed class SecondPlaceTextTests
{
    [Theory]
    [InlineData("Failed to copyto: InvalidAccessKeyId: The AWS Access Key Id you provided does not exist", "credentials")]
    [InlineData(
        "Failed to create file system for \"nas:\": NewFs: couldn't connect SSH: ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey]", "credentials")]
    [InlineData("Failed to copy: write: no space left on device", "full")]
    [InlineData("Failed to copy: Update ReadFrom failed: sftp: \"Failure\" (SSH_FX_FAILURE)", "full")]
    [InlineData("Failed to lsjson: dial tcp 10.0.0.1:22: connect: connection refused", "reached")]
    [InlineData("Failed to copyto: corrupted on transfer: md5 hash differ \"a\" vs \"b\"", "damaged")]
    [InlineData("something\nnew", "something new")]
    [InlineData("Failed to lsjson: RequestTimeTooSkewed: The difference is too large. status code: 403, request id: 1, host id: ", "clock")]
    [InlineData("""error 403: <?xml version="1.0"?><Error><Code>RequestTimeTooSkewed</Code><Message>The difference</Message></Error>""", "clock")]
    [InlineData("Put \"https://x/\": x509: certificate has expired or is not yet valid: current time 2020-01-01 is before", "clock")]
    [InlineData("Failed to copyto: operation error S3: CreateBucket, https response error StatusCode: 403, AccessDenied", "no_check_bucket")]
    [InlineData("Failed to copyto: AccessDenied: Access Denied status code: 403, request id: x", "no_check_bucket")]
    [InlineData("Error: unknown flag: --stat Usage: rclone lsjson", "too old: version 1.57")]
    [InlineData("Propfind: x509: certificate signed by unknown authority", "CaFile")]
    [InlineData("Propfind: proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused", "proxy cannot be reached")]
    [InlineData("Propfind: Proxy Authentication Required", "ProxyPasswordKey")]
    [InlineData("dial tcp 10.0.0.1:403: connect: connection refused", "reached")]
    [InlineData("NoSuchBucket: The specified bucket does not exist status code: 404", "make it")]
    [InlineData("Propfind \"https://x\": tls: first record does not look like a TLS handshake", "http there")]
    [InlineData("input too short when revealing password - is it obscured?", "rclone config")]
    [InlineData("failed to read private key file: open /x/id: no such file or directory", "key_file")]
    [InlineData("didn't find backend called \"nosuch\"", "no such type")]
    [InlineData("Failed to lsjson: InternalError: We encountered an error status code: 500", "trouble of its own")]
    [InlineData("Failed to copyto: Put mkParentDir failed: mkdir \"/proc/x\" failed: file does not exist", "folder of Remote")]
    public void Explain_Error_NamesTheRemedyOnOneLine(string error, string expected)
    {
        var text = RcloneAnswer.Explain([error]);

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Explain_AnswerInXml_IsTheWordsOfIt() => Assert.StartsWith("error 500: Busy Come again",
        RcloneAnswer.Explain(["error 500: <?xml version=\"1.0\"?>\n<Error><Code>Busy</Code>\n <Message>Come again</Message></Error>, request id: 4F, host id: x"]),
        StringComparison.Ordinal);

    [Fact]
    public void Explain_ClockBehindCredentials_IsTheClock() => Assert.DoesNotContain("refuses these credentials",
        RcloneAnswer.Explain(["Failed: SignatureDoesNotMatch: Signature expired: 20261130 is now earlier than", "status code: 403"]), StringComparison.Ordinal);

    [Theory]
    [InlineData("AccessDenied: Access Denied status code: 403", true)]
    [InlineData("InvalidAccessKeyId: no such key status code: 403", false)]
    [InlineData("connection refused", false)]
    public void IsNotAllowed_OnlyWhereTheCredentialsAreKnown(string error, bool expected) => Assert.Equal(expected, RcloneAnswer.IsNotAllowed([error]));

    [Theory]
    [InlineData("http://proxy:3128", true)]
    [InlineData("http://user@proxy.example.com:3128/", true)]
    [InlineData("socks5://proxy:1080", true)]
    [InlineData("http://user:secret@proxy:3128", false)]
    [InlineData("ftp://proxy", false)]
    [InlineData("proxy:3128", false)]
    public void IsGood_Proxy_HasNoPasswordInIt(string text, bool isGood) => Assert.Equal(isGood, ProxyAddress.IsGood(text));

    [Fact]
    public void With_Password_IsEscapedAndShownToNobody()
    {
        Assert.Equal("http://user:a%3Ab%40c%2F@proxy:3128", ProxyAddress.With("http://user@proxy:3128", "a:b@c/"));
        Assert.Equal("***@proxy:3128", ProxyAddress.Show("http://user:p@ss@proxy:3128"));
    }

    [Fact]
    public void Explain_Killed_SaysThat() =>
        Assert.StartsWith("rclone was killed (signal 9)", RcloneAnswer.Explain(["NOTICE: x"], 137), StringComparison.Ordinal);

    [Fact]
    public void Explain_Nothing_SaysSo() => Assert.Contains("without a word", RcloneAnswer.Explain([]), StringComparison.Ordinal);
}
