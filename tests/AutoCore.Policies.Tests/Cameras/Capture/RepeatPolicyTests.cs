using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Tests.Cameras.Capture;

public sealed class RepeatPolicyTests
{
    [Theory]
    [InlineData(-1, 360, 1)]
    [InlineData(0, 360, 1)]
    [InlineData(1, 360, 2)]
    [InlineData(3, 360, 8)]
    [InlineData(7, 360, 90)]
    [InlineData(1000, 360, 90)]
    [InlineData(1, 6, 1.5)]
    [InlineData(5, 2, 1)]
    public void Delay_DoublesFromAMinuteToAQuarterOfTheInterval(int fruitless, int intervalMinutes, double minutes) =>
        Assert.Equal(minutes, RepeatPolicy.Delay(fruitless, TimeSpan.FromMinutes(intervalMinutes)).TotalMinutes);

    [Theory]
    [InlineData(RoundAction.Start, 0, 4, 0, RoundAction.Start, 0)]
    [InlineData(RoundAction.Resume, 0, 4, 0, RoundAction.Resume, 0)]
    [InlineData(RoundAction.Wait, 100, 0, 0, RoundAction.Wait, 100)]
    [InlineData(RoundAction.Wait, 100, 4, 0, RoundAction.Repeat, 0)]
    [InlineData(RoundAction.Wait, 100, 4, 7, RoundAction.Wait, 7)]
    [InlineData(RoundAction.Wait, 5, 4, 7, RoundAction.Wait, 5)]
    public void Decide_RepeatsWhatIsMissing_UntilTheNextRound(RoundAction round, int roundMinutes, int missing, int repeatMinutes, RoundAction expected,
        int minutes) =>
        Assert.Equal(new(expected, TimeSpan.FromMinutes(minutes)),
            RepeatPolicy.Decide(new(round, TimeSpan.FromMinutes(roundMinutes)), missing, TimeSpan.FromMinutes(repeatMinutes)));

    [Theory]
    [InlineData(1, 20)]
    [InlineData(15, 75)]
    [InlineData(360, 120)]
    public void Patience_IsATwelfthOfTheInterval_WithinBounds(int intervalMinutes, int seconds) =>
        Assert.Equal(seconds, RoundPolicy.Patience(TimeSpan.FromMinutes(intervalMinutes)).TotalSeconds);

    [Theory]
    [InlineData("timeout", true)]
    [InlineData("refused", true)]
    [InlineData("dns", true)]
    [InlineData("paused", true)]
    [InlineData("busy", true)]
    [InlineData("truncated", true)]
    [InlineData("http-408", true)]
    [InlineData("http-425", true)]
    [InlineData("http-429", true)]
    [InlineData("http-503", true)]
    [InlineData("http-404", false)]
    [InlineData("auth", false)]
    [InlineData("settings", false)]
    [InlineData("tls", false)]
    [InlineData("redirect", false)]
    [InlineData("not-jpeg", false)]
    [InlineData("corrupt", false)]
    [InlineData("disk-full", false)]
    [InlineData("internal", false)]
    public void IsPassing_IsWhoWasOutOfReach(string word, bool expected) => Assert.Equal(expected, CaptureReason.Parse(word)!.Value.IsPassing);

    [Fact]
    public void Parse_ReadsEachWord_AndNothingElse()
    {
        Assert.All(Enum.GetValues<CaptureFault>().Where(f => f != CaptureFault.Http).Select(f => new CaptureReason(f))
            .Append(CaptureReason.OfStatus(503)), r => Assert.Equal(r, CaptureReason.Parse(r.Word)));
        Assert.All(["", "http-", "http-x", "http--1", "tomorrow"], w => Assert.Null(CaptureReason.Parse(w)));
    }
}
