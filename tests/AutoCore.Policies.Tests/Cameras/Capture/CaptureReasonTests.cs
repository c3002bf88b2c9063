using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Tests.Cameras.Capture;

/// <summary>Every reason with its word, which journal, topics and other people's filters share, and what it means for another try.</summary>
public sealed class CaptureReasonTests
{
    [Theory]
    [InlineData("ok", CaptureFault.None, 0, false, false)]
    [InlineData("timeout", CaptureFault.Timeout, 0, true, true)]
    [InlineData("refused", CaptureFault.Refused, 0, true, true)]
    [InlineData("dns", CaptureFault.Dns, 0, true, true)]
    [InlineData("tls", CaptureFault.Tls, 0, false, false)]
    [InlineData("auth", CaptureFault.Auth, 0, false, false)]
    [InlineData("busy", CaptureFault.Busy, 0, true, true)]
    [InlineData("not-jpeg", CaptureFault.NotJpeg, 0, true, false)]
    [InlineData("truncated", CaptureFault.Truncated, 0, true, true)]
    [InlineData("corrupt", CaptureFault.Corrupt, 0, true, false)]
    [InlineData("too-large", CaptureFault.TooLarge, 0, false, false)]
    [InlineData("unsupported", CaptureFault.Unsupported, 0, false, false)]
    [InlineData("redirect", CaptureFault.Redirect, 0, false, false)]
    [InlineData("disk-full", CaptureFault.DiskFull, 0, false, false)]
    [InlineData("no-inodes", CaptureFault.NoInodes, 0, false, false)]
    [InlineData("read-only", CaptureFault.ReadOnly, 0, false, false)]
    [InlineData("permission", CaptureFault.Permission, 0, false, false)]
    [InlineData("card-error", CaptureFault.CardError, 0, false, false)]
    [InlineData("not-stored", CaptureFault.NotStored, 0, false, false)]
    [InlineData("moved", CaptureFault.Moved, 0, false, false)]
    [InlineData("head-too-large", CaptureFault.HeadTooLarge, 0, false, false)]
    [InlineData("not-http", CaptureFault.NotHttp, 0, true, false)]
    [InlineData("not-found", CaptureFault.NotFound, 0, false, false)]
    [InlineData("codec", CaptureFault.Codec, 0, false, false)]
    [InlineData("memory", CaptureFault.Memory, 0, false, false)]
    [InlineData("identity", CaptureFault.Identity, 0, false, false)]
    [InlineData("settings", CaptureFault.Settings, 0, false, false)]
    [InlineData("paused", CaptureFault.Paused, 0, true, true)]
    [InlineData("internal", CaptureFault.Internal, 0, false, false)]
    [InlineData("http-400", CaptureFault.Http, 400, false, false)]
    [InlineData("http-401", CaptureFault.Http, 401, false, false)]
    [InlineData("http-404", CaptureFault.Http, 404, false, false)]
    [InlineData("http-407", CaptureFault.Http, 407, false, false)]
    [InlineData("http-408", CaptureFault.Http, 408, true, true)]
    [InlineData("http-409", CaptureFault.Http, 409, false, false)]
    [InlineData("http-424", CaptureFault.Http, 424, false, false)]
    [InlineData("http-425", CaptureFault.Http, 425, true, true)]
    [InlineData("http-426", CaptureFault.Http, 426, false, false)]
    [InlineData("http-428", CaptureFault.Http, 428, false, false)]
    [InlineData("http-429", CaptureFault.Http, 429, true, true)]
    [InlineData("http-430", CaptureFault.Http, 430, false, false)]
    [InlineData("http-499", CaptureFault.Http, 499, false, false)]
    [InlineData("http-500", CaptureFault.Http, 500, true, true)]
    [InlineData("http-501", CaptureFault.Http, 501, true, true)]
    [InlineData("http-503", CaptureFault.Http, 503, true, true)]
    [InlineData("http-599", CaptureFault.Http, 599, true, true)]
    public void Reasons_HaveTheirWord_AndSayWhatAnotherTryIsGoodFor(string word, CaptureFault fault, int status, bool mayPass, bool isPassing)
    {
        var reason = new CaptureReason(fault, status);
        Assert.Equal((word, word, mayPass, isPassing), (reason.Word, reason.ToString(), reason.MayPass, reason.IsPassing));
        Assert.Equal(reason, CaptureReason.Parse(word));
        Assert.Equal(word == "ok", reason.IsNone);
    }

    [Fact]
    public void Reasons_AreAllInTheTable() => Assert.Equal(
        Enum.GetValues<CaptureFault>().Where(f => f != CaptureFault.Http).Order(),
        typeof(CaptureReasonTests).GetMethod(nameof(Reasons_HaveTheirWord_AndSayWhatAnotherTryIsGoodFor))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>()
            .Select(row => (CaptureFault)row.Data[1]!).Where(f => f != CaptureFault.Http).Order());

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("http-")]
    [InlineData("http--1")]
    [InlineData("http-4x4")]
    [InlineData("http-99999999999")]
    [InlineData("http")]
    [InlineData("timeout ")]
    public void Parse_WordOfNoReason_IsNone(string word) => Assert.Null(CaptureReason.Parse(word));

    [Theory]
    [InlineData(JpegRefusal.None, "ok")]
    [InlineData(JpegRefusal.NotJpeg, "not-jpeg")]
    [InlineData(JpegRefusal.Truncated, "truncated")]
    [InlineData(JpegRefusal.Corrupt, "corrupt")]
    [InlineData(JpegRefusal.TooLarge, "too-large")]
    [InlineData(JpegRefusal.Unsupported, "unsupported")]
    public void Of_Verdict_IsItsWord(JpegRefusal refusal, string word)
    {
        var verdict = default(JpegVerdict) with { Refusal = refusal };
        Assert.Equal((word, word), (verdict.Reason, CaptureReason.Of(verdict).Word));
    }
}
