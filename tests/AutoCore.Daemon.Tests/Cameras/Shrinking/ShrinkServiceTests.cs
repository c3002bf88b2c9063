using AutoCore.CameraFarm.Pictures;
using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Cameras.Estimating;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Cameras.Reorganizing;
using AutoCore.Daemon.Cameras.Shrinking;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.Cameras.Keeping;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Cameras.Shrinking;

/// <summary>Real pictures, the real programs.</summary>
public sealed class ShrinkServiceTests : IDisposable
{
    private const string JpegXl = """{ "Shrinking": { "Method": "jpegxl", "CpuPercent": 100 } }""";
    private const string Old = "A/2026-03/17/P1_060000";
    private const string Last = "A/2026-03/20/P1_060000.jpg";

    private readonly PictureFolder _folder = new();

    public ShrinkServiceTests()
    {
        AddPicture($"{Old}.jpg", 1);
        AddPicture(Last, 2);
        // What a camera that is gone sent last stays as it is, however old.
        AddPicture("A/2026-03/16/P2_060000.jpg", 3);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task JpegXl_OldDay_ComesBackByteForByteAndKeepsItsTimes()
    {
        var original = await File.ReadAllBytesAsync(_folder[$"{Old}.jpg"]);
        var taken = new DateTime(2026, 3, 17, 6, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder[$"{Old}.jpg"], taken);

        await RunAsync(JpegXl);

        Assert.Equal(["A/2026-03/16/P2_060000.jpg", $"{Old}.jxl", Last], Pictures());
        Assert.Equal(taken, File.GetLastWriteTimeUtc(_folder[$"{Old}.jxl"]));
        Assert.Equal(original, await BackAsync($"{Old}.jxl"));
        Assert.InRange(new FileInfo(_folder[$"{Old}.jxl"]).Length, 1, (long)(original.Length * 0.98));
        Assert.Contains(" shrink shrinking ", await File.ReadAllTextAsync(Path.Combine(_folder.Data, "audit.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JpegTran_OldDay_SamePixelsFewerBytes()
    {
        var before = await File.ReadAllBytesAsync(_folder[$"{Old}.jpg"]);
        await RunAsync("""{ "Shrinking": { "Method": "jpegtran", "CpuPercent": 100 } }""");
        var after = await File.ReadAllBytesAsync(_folder[$"{Old}.jpg"]);
        Assert.InRange(after.Length, 1, (int)(before.Length * 0.98));
        Assert.Equal(3, Pictures().Count);
        Assert.Equal(await PixelsAsync(before), await PixelsAsync(after));
    }

    [Fact]
    public async Task Duplicates_StayOneFile()
    {
        _folder.Link($"{Old}.jpg", "A/2026-03/17/P1_120000.jpg");
        _folder.Link($"{Old}.jpg", "A/2026-03/17/P1_180000.jpg");
        await RunAsync(JpegXl);
        Assert.Equal(3, FileFacts.Read(_folder[$"{Old}.jxl"])!.Value.Links);
        Assert.True(File.Exists(_folder["A/2026-03/17/P1_180000.jxl"]));
    }

    [Fact]
    public async Task KilledBeforeTheOriginalWent_NextPassFinishes()
    {
        var original = await File.ReadAllBytesAsync(_folder[$"{Old}.jpg"]);
        await RunAsync(JpegXl);
        // As a kill between the new name and the end of the old one leaves it, with rubbish in the folder of temporary names.
        File.Delete(Path.Combine(_folder.Data, "capture", "shrunk"));
        await File.WriteAllBytesAsync(_folder[$"{Old}.jpg"], original);
        _folder.Add(".incoming/shrinking/7.jxl");
        await RunAsync(JpegXl);
        Assert.Equal(["A/2026-03/16/P2_060000.jpg", $"{Old}.jxl", Last], Pictures());
        Assert.Equal(original, await BackAsync($"{Old}.jxl"));
        Assert.Empty(Directory.EnumerateFiles(_folder[".incoming/shrinking"]));
    }

    [Fact]
    public async Task AnotherPicturesFileUnderTheName_BothStay()
    {
        AddPicture("A/2026-03/17/P1_120000.jpg", 9);
        await RunAsync(JpegXl);
        File.Move(_folder["A/2026-03/17/P1_120000.jxl"], _folder[$"{Old}.jxl"], overwrite: true);
        AddPicture($"{Old}.jpg", 1);
        File.Delete(Path.Combine(_folder.Data, "capture", "shrunk"));
        await RunAsync(JpegXl);
        Assert.Contains($"{Old}.jpg", Pictures());
        Assert.Contains($"{Old}.jxl", Pictures());
    }

    [Fact]
    public async Task NoPicture_StaysAndHoldsUpNothing()
    {
        _folder.Add("A/2026-03/17/P1_030000.jpg", "no picture");
        Assert.Equal(1, await RunAsync(JpegXl));
        Assert.Equal("no picture", await File.ReadAllTextAsync(_folder["A/2026-03/17/P1_030000.jpg"]));
        Assert.Contains($"{Old}.jxl", Pictures());
    }

    [Theory]
    [InlineData(85.0, CapturePressure.None)]
    [InlineData(40.0, CapturePressure.Paused)]
    public async Task HotOrFull_WaitsUntilItIsNot(double celsius, CapturePressure pressure)
    {
        PostHeat(celsius);
        _folder.Board.PostFact(pressure);
        using var service = Create(JpegXl, new JpegXlCodec(new()));
        await service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Directory.Exists(_folder[".incoming/shrinking"]) && _folder.Time.ActiveTimers > 1);
        _folder.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains($"{Old}.jpg", Pictures());

        PostHeat(40);
        _folder.Board.PostFact(CapturePressure.None);
        await FinishedAsync();
        await service.StopAsync(CancellationToken.None);
        Assert.Contains($"{Old}.jxl", Pictures());
    }

    [Fact]
    public async Task ProgramMissing_NothingChangesAndTheGroupSaysIt()
    {
        var before = Pictures();
        using var service = Create(JpegXl, new MissingCodec());
        await service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => _folder.Board.Find("shrinking") is { Rating: Rating.Warning });
        await service.StopAsync(CancellationToken.None);
        Assert.Equal(before, Pictures());
        Assert.Contains("no-such-program is not installed", _folder.Board.Find("shrinking")!.Measures.Single(m => m.Key == "failure").Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmallerPictures_AreCountedMovedAndRemovedLikeOthers()
    {
        await RunAsync(JpegXl);
        var tree = new PictureTree(_folder.Root);
        Assert.Equal(3, PictureCensus.Take(tree, new(2026, 3, 20), TimeZoneInfo.Utc).Total.Pictures);

        Assert.Equal(3, new Reorganizer(tree, StorageMode.Timestamped, TimeZoneInfo.Utc, dryRun: false).Run().Count());
        Assert.Contains("A/P1_A_20260317_060000.jxl", Pictures());
        Assert.Equal(3, new Reorganizer(tree, StorageMode.Organized, TimeZoneInfo.Utc, dryRun: false).Run().Count());
        Assert.Contains($"{Old}.jxl", Pictures());

        var (planned, removed) = await _folder.RunAsync(new ExpiredImagesStep(_folder.Keeper("""{ "RetentionDays": 1 }""")));
        Assert.Equal(_folder[$"{Old}.jxl"], Assert.Single(removed).What);
        Assert.Equal(planned, removed);
    }

    private void AddPicture(string relative, int seed)
    {
        const int width = 320, height = 240;
        var random = new Random(seed);
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)((i / 3 % width / 2) + (i / 3 / width / 4) + random.Next(24));
        _folder.Add(relative);
        File.WriteAllBytes(_folder[relative], TurboJpeg.Encode(rgb, width, height, 75));
    }

    /// <summary>One pass; how many pictures it left because a program failed.</summary>
    private async Task<double?> RunAsync(string cameras)
    {
        using var service = Create(cameras, cameras == JpegXl ? new JpegXlCodec(new()) : new JpegTranCodec(new()));
        await service.StartAsync(CancellationToken.None);
        await FinishedAsync();
        await service.StopAsync(CancellationToken.None);
        var left = _folder.Board.Find("shrinking")!.Measures.Single(m => m.Key == "left").Number;
        _folder.Board.Remove("shrinking");
        return left;
    }

    private Task FinishedAsync() => Eventually.TrueAsync(() =>
    {
        _folder.Time.Advance(TimeSpan.FromSeconds(1));
        return _folder.Board.Find("shrinking") is not null;
    });

    private ShrinkService Create(string cameras, IPictureCodec codec)
    {
        var options = _folder.Options(cameras);
        return new(options, new("node", _folder.Data, "secrets"), _folder.Keeper(cameras), codec,
            new AuditLog(new AuditPlace(Path.Combine(_folder.Data, "audit.log")), _folder.Time, NullLogger<AuditLog>.Instance),
            new WorkerContext(_folder.Time, _folder.Board, new Heartbeats(_folder.Time), NullLoggerFactory.Instance), NullLogger<ShrinkService>.Instance);
    }

    private void PostHeat(double celsius) => _folder.Board.Post(new("cpu", Rating.Ok, _folder.Time.GetUtcNow(), new Measure("temperature_celsius", celsius)));

    private IReadOnlyList<string> Pictures() => [.. _folder.Files().Where(f => !f.StartsWith('.') && !f.Contains("/latest/", StringComparison.Ordinal))];

    private async Task<byte[]> BackAsync(string relative)
    {
        var back = Path.Combine(_folder.Data, "back.jpg");
        Assert.Equal(0, (await ExternalCommand.RunAsync("djxl", ["--quiet", _folder[relative], back], default))!.Value.ExitCode);
        return await File.ReadAllBytesAsync(back);
    }

    private async Task<byte[]> PixelsAsync(byte[] jpeg)
    {
        var (file, pixels) = (Path.Combine(_folder.Data, "p.jpg"), Path.Combine(_folder.Data, "p.ppm"));
        await File.WriteAllBytesAsync(file, jpeg);
        Assert.Equal(0, (await ExternalCommand.RunAsync("djpeg", ["-pnm", "-outfile", pixels, file], default))!.Value.ExitCode);
        return await File.ReadAllBytesAsync(pixels);
    }

    /// <summary>A codec whose program nobody has installed.</summary>
    private sealed class MissingCodec : IPictureCodec
    {
        public PictureForm Form => PictureForm.JpegXl;

        public (IReadOnlyList<string> Programs, string Package) Needs => (["no-such-program"], "none");

        public Task<bool> ShrinkAsync(string original, string shrunk, CancellationToken cancellationToken) =>
            new IdleProgram().RunAsync("no-such-program", [original, shrunk], cancellationToken);

        public Task<bool> VerifyAsync(string original, string shrunk, string scratch, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
