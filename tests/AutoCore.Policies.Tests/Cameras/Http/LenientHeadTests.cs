using System.Text;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>Heads as devices send them, and what is none.</summary>
public sealed class LenientHeadTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nA: 1\r\n\r\nbody", 200, "1", 25)]
    [InlineData("HTTP/1.1 200\nA: 1\n\nbody", 200, "1", 19)]
    [InlineData("HTTP/1.1 200 OK\nA: 1\r\n\r\nbody", 200, "1", 24)]
    [InlineData("HTTP/1.1 200 OK\r\nA: 1\n\nbody", 200, "1", 23)]
    [InlineData("ICY 200 OK\r\nA: 1\r\n\r\n", 200, "1", 20)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\nA: 1\r\n\r\n", 401, "1", 50)]
    [InlineData("HTTP/1.1 103 Early\r\nA: 0\r\n\r\nHTTP/1.1 100 Go on\r\n\r\nHTTP/1.0 503 x\r\nA: 1\r\n\r\n", 503, "1", 74)]
    [InlineData("HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\n\t3\r\nB: x\r\n\r\n", 200, "1  2\t3", 40)]
    public void TryParse_OddHeads_AreRead(string text, int status, string a, int bodyStart)
    {
        Assert.True(LenientHead.TryParse(Encoding.Latin1.GetBytes(text), isAll: false, out var head, out var start));
        Assert.Equal((status, true, bodyStart), (head.Status, head.IsHttp, start));
        Assert.Equal(a, Assert.Single(head.Values("A")));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n", false)]
    [InlineData("220 ProFTPD Server ready.\r\n", false)]
    [InlineData("+OK POP3 ready\r\n", false)]
    [InlineData("RFB 003.008\n", false)]
    [InlineData("\x15\x03\x03\x00\x02\x02\x46", false)]
    [InlineData("<html><body>hello</body></html>", true)]
    [InlineData("HTTP/1.1", true)]
    [InlineData("HTTP/1.1 2000 x\r\n\r\n", false)]
    public void TryParse_NoHttp_IsSaidAtOnce(string text, bool isAll)
    {
        Assert.True(LenientHead.TryParse(Encoding.Latin1.GetBytes(text), isAll, out var head, out var start));
        Assert.Equal((false, 0), (head.IsHttp, start));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTT")]
    [InlineData("HTTP/1.1 200 OK\r")]
    [InlineData("HTTP/1.1 200 OK\r\nA: 1\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    public void TryParse_MoreIsToCome_Waits(string text) => Assert.False(LenientHead.TryParse(Encoding.Latin1.GetBytes(text), isAll: false, out _, out _));

    [Fact]
    public void TryParse_OnlyWhatIsSaidBeforeAnAnswer_IsNone() =>
        Assert.False(LenientHead.TryParse("HTTP/1.1 100 Continue\r\n\r\n"u8, isAll: true, out _, out _));

    [Fact]
    public void TryParse_AnyCut_SaysTheSame()
    {
        var text = Encoding.Latin1.GetBytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\nContent-Length: 5, 9\r\nX: a\r\n b\r\n\r\nbody");
        Assert.True(LenientHead.TryParse(text, isAll: false, out var whole, out var bodyStart));
        for (var cut = 0; cut < bodyStart; cut++)
            Assert.False(LenientHead.TryParse(text.AsSpan(0, cut), isAll: false, out _, out _), $"at {cut}");
        Assert.Equal((200, 9L, text.Length - 4), (whole.Status, whole.Length, bodyStart));
    }
}
