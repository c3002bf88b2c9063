using AutoCore.Core.Clock;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Clock;
using AutoCore.Daemon.Tests.Hosting;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Clock;

public sealed class ClockServiceTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly WorkerFixture fixture = new();
    private readonly TemporaryFolder folder = new();
    private readonly ClockFile file;
    private readonly DateTimeOffset start;

    public ClockServiceTests()
    {
        start = fixture.Time.GetUtcNow();
        file = new ClockFile(new HostingOptions("node", folder.Path, folder["secrets"]));
    }

    public void Dispose()
    {
        fixture.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void FindFact_BeforeTheClockHasSpoken_IsDoubt() => Assert.False(fixture.Board.FindFact<ClockVerdict>().IsBelieved);

    [Fact]
    public async Task Clock_SetBackTenYearsThenForwardTenThenRight_DoubtsThroughoutAndRecovers()
    {
        using var service = await StartAsync();
        Assert.True(Believed);

        foreach (var wrong in new[] { start.AddYears(-10), start.AddYears(10) })
        {
            fixture.Time.AdjustTime(wrong);
            Assert.False(Believed);
            await fixture.AdvanceAsync(Minute, "clock");
            Assert.Equal(Rating.Warning, fixture.Board.Find("clock")!.Rating);
            fixture.Time.Advance(TimeSpan.FromHours(1));
            Assert.False(Believed);
        }

        fixture.Time.AdjustTime(start.AddHours(3));
        await fixture.AdvanceAsync(Minute, "clock");
        Assert.False(Believed);
        fixture.Time.Advance(TimeSpan.FromMinutes(10));
        await fixture.AdvanceAsync(Minute, "clock");

        Assert.True(Believed);
        Assert.Equal(Rating.Ok, fixture.Board.Find("clock")!.Rating);
        Assert.Equal(3, fixture.Count("clock-jumped"));
        Assert.Equal(1, fixture.Count("clock-believed"));
        Assert.InRange(fixture.Count("clock-doubted"), 1, 6);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Clock_Believed_IsStoredAtStartEverySixHoursAndAtTheStop()
    {
        using var service = await StartAsync();
        Assert.Equal(start, file.Read().Believed?.Newest);
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(359), "clock");
        Assert.Equal(start, file.Read().Believed?.Newest);
        await fixture.AdvanceAsync(Minute, "clock");
        await Eventually.TrueAsync(() => file.Read().Believed?.Newest == start.AddHours(6));
        await fixture.AdvanceAsync(Minute, "clock");
        await service.StopAsync(CancellationToken.None);
        Assert.Equal(start.AddMinutes(361), file.Read().Believed?.Newest);
    }

    [Fact]
    public async Task Clock_InDoubt_IsNotStoredAsBelieved()
    {
        file.TryWrite(new(start.AddDays(30), null, false), null);
        using var service = await StartAsync();
        await service.StopAsync(CancellationToken.None);
        Assert.Equal(start.AddDays(30), file.Read().Believed?.Newest);
        Assert.Contains(fixture.Lines, l => l.Event == "clock-doubted" && l.Id == ClockEvents.Doubted.Id);
    }

    [Fact]
    public async Task Clock_CardThatTakesNothing_StillCountsWhatWasBelieved()
    {
        Directory.CreateDirectory(file.Path);
        Synchronise();
        using var service = await StartAsync();
        fixture.Time.AdjustTime(start.AddHours(-1));
        fixture.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.False(Believed);
        await service.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-11-20T12:00:00")]
    public void TryRead_FileWithoutATime_IsNone(string text)
    {
        File.WriteAllText(file.Path, text);
        Assert.Equal((null, null), file.Read());
    }

    [Fact]
    public async Task FarAhead_TheRunIsStoredEveryTenMinutes_AsAPowerCutMayEndIt()
    {
        file.TryWrite(new(start.AddDays(-300), null, false), new(start.AddDays(-1), TimeSpan.FromHours(2)));
        using var service = await StartAsync(builtDaysAgo: 400);
        Assert.False(Believed);
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(9), "clock");
        Assert.Equal(TimeSpan.FromHours(2), file.Read().Doubted?.Ran);
        await fixture.AdvanceAsync(Minute, "clock");
        await Eventually.TrueAsync(() => file.Read().Doubted?.Ran == new TimeSpan(2, 10, 0));
        Assert.Equal(start.AddDays(-300), file.Read().Believed?.Newest);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task CarWithARightRtc_ParkedEightDaysWithoutNetwork_IsBelievedAtOnce()
    {
        file.TryWrite(new(start.AddDays(-8), start.AddDays(-8), RtcAgreed: true), null);
        Rtc(start);
        using var service = await StartAsync(builtDaysAgo: 400);
        Assert.True(Believed);
    }

    [Fact]
    public async Task TimeServerAnswers_AfterTheRtcWasAYearAhead_IsBelievedAtOnceAndForgetsTheFuture()
    {
        file.TryWrite(new(start.AddYears(1), null, false), null);
        using var service = await StartAsync();
        Assert.False(Believed);
        Synchronise();
        await fixture.AdvanceAsync(Minute, "clock");
        Assert.True(Believed);
        Assert.Equal(start.AddMinutes(1), file.Read().Believed?.Newest);
        Assert.Equal(start.AddMinutes(1), file.Read().Believed?.Synchronized);
    }

    private bool Believed => fixture.Board.FindFact<ClockVerdict>().IsBelieved;

    private async Task<ClockService> StartAsync(int builtDaysAgo = 1)
    {
        var probe = new ClockSyncProbe(folder.Path);
        var evaluator =
            new ClockEvaluator(fixture.Time, probe, new RtcProbe(folder.Path), file.Read(), TimeSpan.FromDays(3), builtAt: start.AddDays(-builtDaysAgo));
        var service = new ClockService(evaluator, probe, file, fixture.Context);
        await fixture.StartAsync(service, "clock");
        return service;
    }

    private void Synchronise() => File.SetLastWriteTimeUtc(folder.Write("run/systemd/timesync/synchronized", ""), fixture.Time.GetUtcNow().UtcDateTime);

    private void Rtc(DateTimeOffset time) => folder.Write("sys/class/rtc/rtc0/since_epoch", $"{time.ToUnixTimeSeconds()}\n");
}
