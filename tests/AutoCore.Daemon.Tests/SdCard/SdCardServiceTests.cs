using AutoCore.Core.Hosting;
using AutoCore.Core.SdCard;
using AutoCore.Daemon.SdCard;
using AutoCore.Daemon.Tests.Hosting;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.SdCard;

public sealed class SdCardServiceTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly WorkerFixture fixture = new();
    private readonly TemporaryFolder folder = new();
    private CardFigures figures = new("mmcblk0", 10_000_000, 0, 0);

    public SdCardServiceTests() => fixture.Board.PostFact(ClockVerdict.Believed);

    public void Dispose()
    {
        fixture.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Card_WrittenTo_TellsMegabytesOfTodayByAllAndByTheDaemon()
    {
        using var service = await StartAsync();
        figures = figures with { WrittenBytes = 12_500_000, DaemonWrittenBytes = 500_000 };
        await fixture.AdvanceAsync(Minute, "card");
        Assert.Equal(2.5, Number("written_mb_today"));
        Assert.Equal(0.5, Number("daemon_written_mb_today"));
        Assert.Equal(0, Number("errors"));
        Assert.Equal(Rating.Ok, fixture.Board.Find("card")!.Rating);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Card_DataDirectoryThatDiesAtBoot_IsAWarningThatSaysSo()
    {
        figures = figures with { Problem = "the data directory is in memory", Registers = new("SC16G", "0x03", "11/2019", null, null) };
        using var service = await StartAsync();
        var reading = fixture.Board.Find("card")!;
        Assert.Equal((Rating.Warning, "the data directory is in memory", "SC16G"),
            (reading.Rating, reading.Measures.Single(m => m.Key == "problem").Text, reading.Measures.Single(m => m.Key == "model").Text));
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Card_CleanStop_KeepsItsCountersForTheNextStart()
    {
        using (var first = await StartAsync())
        {
            figures = figures with { WrittenBytes = 12_000_000 };
            await fixture.AdvanceAsync(Minute, "card");
            await first.StopAsync(CancellationToken.None);
        }
        fixture.Board.Remove("card");
        figures = figures with { WrittenBytes = 13_000_000 };
        using var second = await StartAsync();
        Assert.Equal(3, Number("written_mb_today"));
        await second.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Card_FileSystemCountsAnError_IsCriticalAndToldOnce()
    {
        using var service = await StartAsync();
        figures = figures with { Errors = 2 };
        await fixture.AdvanceAsync(Minute, "card");
        await fixture.AdvanceAsync(Minute, "card");
        Assert.Equal(Rating.Critical, fixture.Board.Find("card")!.Rating);
        Assert.Equal(1, fixture.Count("card-critical"));
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Card_DeviceUnknown_LeavesOutWhatCannotBeRead()
    {
        figures = new(null, null, null, null);
        using var service = await StartAsync();
        Assert.Equal(Rating.Unknown, fixture.Board.Find("card")!.Rating);
        Assert.DoesNotContain(fixture.Board.Find("card")!.Measures, m => m.IsKnown);
        await service.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"since":"soon","day":"2026-11-20","today_bytes":1,"daemon_today_bytes":1,"ever_bytes":1,"boot_id":"x","device_bytes":1}""")]
    [InlineData("""{"since":1}""")]
    public void TryRead_DamagedFile_IsNone(string text)
    {
        folder.Write("card.json", text);
        Assert.Null(NewFile().TryRead());
    }

    private double? Number(string key) => fixture.Board.Find("card")!.Measures.Single(m => m.Key == key).Number;

    private WearFile NewFile() => new(new HostingOptions("node", folder.Path, folder["secrets"]));

    private async Task<SdCardService> StartAsync()
    {
        var service = new SdCardService(() => figures, NewFile(), new SdCardOptions(null, null, null), fixture.Context);
        await fixture.StartAsync(service, "card");
        return service;
    }
}
