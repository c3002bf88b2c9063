using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Cameras.Capture;

public sealed class CapturePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0.5, 2.0)]
    [InlineData(2, 0.5, 4.0)]
    [InlineData(3, 0.5, 8.0)]
    [InlineData(1, 0.0, 1.8)]
    [InlineData(1, 1.0, 2.2)]
    [InlineData(30, 0.5, 300.0)]
    public void Delay_DoublesWithATenthOfJitter_UpToFiveMinutes(int failed, double jitter, double seconds) =>
        Assert.Equal(seconds, RetryPolicy.Delay(failed, TimeSpan.FromSeconds(2), jitter).TotalSeconds, 3);

    [Theory]
    [InlineData(CaptureFault.Timeout, 0, true)]
    [InlineData(CaptureFault.Busy, 0, true)]
    [InlineData(CaptureFault.NotJpeg, 0, true)]
    [InlineData(CaptureFault.Truncated, 0, true)]
    [InlineData(CaptureFault.Corrupt, 0, true)]
    [InlineData(CaptureFault.Http, 503, true)]
    [InlineData(CaptureFault.Http, 429, true)]
    [InlineData(CaptureFault.Http, 404, false)]
    [InlineData(CaptureFault.Auth, 0, false)]
    [InlineData(CaptureFault.Redirect, 0, false)]
    [InlineData(CaptureFault.TooLarge, 0, false)]
    [InlineData(CaptureFault.DiskFull, 0, false)]
    [InlineData(CaptureFault.Paused, 0, true)]
    [InlineData(CaptureFault.HeadTooLarge, 0, false)]
    [InlineData(CaptureFault.Settings, 0, false)]
    [InlineData(CaptureFault.NotFound, 0, false)]
    [InlineData(CaptureFault.Codec, 0, false)]
    [InlineData(CaptureFault.Memory, 0, false)]
    [InlineData(CaptureFault.Identity, 0, false)]
    [InlineData(CaptureFault.Internal, 0, false)]
    public void MayPass_IsWhatAnotherTryMayMend(CaptureFault fault, int status, bool expected) =>
        Assert.Equal(expected, new CaptureReason(fault, status).MayPass);

    [Fact]
    public void EachFault_HasAWordOfItsOwn_AndAdvice()
    {
        var faults = Enum.GetValues<CaptureFault>().Where(f => f is not CaptureFault.Http).ToList();

        Assert.Equal(faults.Count, faults.Select(f => new CaptureReason(f).Word).Where(w => !w.StartsWith("http", StringComparison.Ordinal)).Distinct()
            .Count());
        foreach (var fault in new[] { CaptureFault.HeadTooLarge, CaptureFault.Settings, CaptureFault.Paused, CaptureFault.Internal, CaptureFault.NotFound,
            CaptureFault.Codec, CaptureFault.Memory, CaptureFault.Identity })
        {
            Assert.NotEqual(CameraAdvice.For(CaptureReason.OfStatus(500), "digest", "", null, null), CameraAdvice.For(new(fault), "digest", "", null, null));
        }
    }

    [Theory]
    [InlineData(null, false, RoundAction.Start, 0)]
    [InlineData(-7, true, RoundAction.Start, 0)]
    [InlineData(-7, false, RoundAction.Start, 0)]
    [InlineData(-2, false, RoundAction.Resume, 0)]
    [InlineData(-2, true, RoundAction.Wait, 4)]
    [InlineData(3, true, RoundAction.Start, 0)]
    public void Decide_ByLastRound_StartsResumesOrWaits(int? startedHoursAgo, bool finished, RoundAction expected, int dueInHours) =>
        Assert.Equal(new(expected, TimeSpan.FromHours(dueInHours)),
            RoundPolicy.Decide(startedHoursAgo is { } h ? Now.AddHours(h) : null, finished, Now, TimeSpan.FromHours(6)));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(360, 360)]
    public void Deadline_IsTheInterval_AtLeastTenMinutes(int intervalMinutes, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RoundPolicy.Deadline(TimeSpan.FromMinutes(intervalMinutes)));

    [Theory]
    [InlineData(StorageMode.Organized, CapturePressure.None, StorageMode.Organized)]
    [InlineData(StorageMode.Timestamped, CapturePressure.SnapshotOnly, StorageMode.Snapshot)]
    [InlineData(StorageMode.Organized, CapturePressure.Paused, null)]
    public void Decide_UnderPressure_StepsBack(StorageMode configured, CapturePressure pressure, StorageMode? expected) =>
        Assert.Equal(expected, CaptureModePolicy.Decide(configured, pressure));

    [Theory]
    [InlineData(0, 0, Rating.Ok)]
    [InlineData(345, 345, Rating.Ok)]
    [InlineData(328, 345, Rating.Ok)]
    [InlineData(327, 345, Rating.Warning)]
    [InlineData(172, 345, Rating.Critical)]
    public void Rate_ByShareStored(int stored, int total, Rating expected) => Assert.Equal(expected, CamerasRating.Rate(stored, total));
}
