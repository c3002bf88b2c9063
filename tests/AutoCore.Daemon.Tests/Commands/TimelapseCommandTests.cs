using System.Globalization;
using AutoCore.CameraFarm.Pictures;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary><c>autocore timelapse</c> with the real ffmpeg.</summary>
public sealed class TimelapseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _settings;
    private readonly Dictionary<(int, int), byte[]> _pictures = [];

    public TimelapseCommandTests() => _settings = _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder.Path}}" } }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Film_HoldsThePicturesOfTheSpan_FromBothLayouts_InTheirOrder()
    {
        Save("Shop/2026-11/28/Door_235959.jpg", 640, 480);
        Save("Shop/2026-11/29/Door_080000.jpg", 640, 480);
        Save("Shop/2026-11/29/Door_080000-2.jpg", 640, 480);
        Save("Shop/2026-11/29/Gate_080000.jpg", 640, 480);
        Save("Shop/Door_Shop_20261129_091500.jpg", 641, 360);
        Save("Shop/2026-11/29/Door_235959.jpg", 2000, 1000);
        Save("Shop/2026-11/30/Door_000000.jpg", 640, 480);
        _folder.Write("cameras/Shop/2026-11/29/Door_120000.jpg", "no picture at all");
        Directory.CreateDirectory(_folder["cameras/Shop/2026-11/29/Door_130000.jpg"]);

        var outcome = await FilmAsync("shop/door", "--from", "2026-11-29", "--to", "2026-11-29", "--fps", "5");

        Assert.Equal((0, ""), (outcome.ExitCode, string.Join('\n', outcome.Errors)));
        Assert.Contains("640x480", Assert.Single(outcome.Output), StringComparison.Ordinal);
        Assert.Equal("640,480,5/1,4", await ProbeAsync());
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.part"));
    }

    [Fact]
    public async Task Film_OfLargePictures_IsNarrowed()
    {
        Save("Shop/2026-11/29/Door_080000.jpg", 2592, 1944);
        Save("Shop/2026-11/29/Door_090000.jpg", 2592, 1944);
        var outcome = await FilmAsync("Shop/Door", "--from", "2026-11-29T08:00", "--to", "2026-11-29T09:00");
        Assert.Equal((0, ""), (outcome.ExitCode, string.Join('\n', outcome.Errors)));
        Assert.Equal("1280,960,25/1,2", await ProbeAsync());
    }

    [Fact]
    public async Task Film_TakesPicturesThatWereMadeSmaller()
    {
        Save("Shop/2026-11/29/Door_080000.jpg", 640, 480);
        await using (var shrink = new ChildProcess(
            new("cjxl", ["--quiet", "--lossless_jpeg=1", _folder["cameras/Shop/2026-11/29/Door_080000.jpg"], _folder["cameras/Shop/2026-11/29/Door_070000.jxl"]])))
        {
            Assert.Equal(0, await shrink.WaitForExitAsync());
        }
        var outcome = await FilmAsync("Shop/Door", "--from", "2026-11-29", "--to", "2026-11-29");
        Assert.Equal((0, ""), (outcome.ExitCode, string.Join('\n', outcome.Errors)));
        Assert.Equal("640,480,25/1,2", await ProbeAsync());
    }

    [Theory]
    [InlineData("Shopp/Door", 1, "did you mean Shop?")]
    [InlineData("Shop/Dor", 1, "did you mean Door?")]
    [InlineData("Shop", 1, "name site and camera")]
    [InlineData("../Shop/Door", 1, "no picture of a site")]
    [InlineData("Shop/Door --from 2020-01-01 --to 2020-01-02", 1, "there are pictures from 2026-11-29 08:00:00 to 2026-11-29 08:00:00")]
    [InlineData("Shop/Door --from yesterday --to 2020-01-02", 64, "as 2026-11-29 or 2026-11-29T13:30")]
    [InlineData("Shop/Door --fps 0", 64, "from 1 to 60")]
    public async Task Mistake_IsNamedWithItsRemedy(string words, int exitCode, string expected)
    {
        Save("Shop/2026-11/29/Door_080000.jpg", 64, 48);
        var arguments = words.Split(' ');
        var outcome = await FilmAsync(arguments[0], arguments.Contains("--from") ? arguments[1..] : ["--from", "2026-11-29", "--to", "2026-11-29", .. arguments[1..]]);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(expected, Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("film.avi", "ends in .mp4")]
    [InlineData("there.mp4", "is there already")]
    [InlineData("nowhere/film.mp4", "make it first")]
    public async Task File_ThatCannotBeMade_IsRefusedBeforeAnyWork(string file, string expected)
    {
        Save("Shop/2026-11/29/Door_080000.jpg", 64, 48);
        _folder.Write("there.mp4", "a film of before");
        var outcome = await RunAsync("Shop/Door", _folder[file], ["--from", "2026-11-29", "--to", "2026-11-29"]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(expected, Assert.Single(outcome.Errors), StringComparison.Ordinal);
        Assert.Equal("a film of before", await File.ReadAllTextAsync(_folder["there.mp4"]));
    }

    [Fact]
    public async Task Ffmpeg_IsNotInstalled_NamesThePackage()
    {
        Save("Shop/2026-11/29/Door_080000.jpg", 64, 48);
        var outcome = await AutoCoreProcess.RunAsync(
            ["timelapse", "Shop/Door", _folder["film.mp4"], "--from", "2026-11-29", "--to", "2026-11-29", "--config", _settings],
            new Dictionary<string, string> { ["PATH"] = "/nonexistent" });
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("sudo apt install ffmpeg", Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_LeavesNothingBehind()
    {
        for (var i = 0; i < 3000; i++)
            Save(string.Create(CultureInfo.InvariantCulture, $"Shop/2026-11/29/Door_{i / 3600:00}{i / 60 % 60:00}{i % 60:00}.jpg"), 1280, 720);
        await using var making = AutoCoreProcess.Start(
            ["timelapse", "Shop/Door", _folder["film.mp4"], "--from", "2026-11-29", "--to", "2026-11-29", "--config", _settings]);
        await Eventually.TrueAsync(() => File.Exists(_folder["film.mp4.part"]));
        making.Terminate();
        Assert.NotEqual(0, await making.WaitForExitAsync());
        Assert.Empty(Directory.GetFiles(_folder.Path, "film*"));
    }

    private void Save(string path, int width, int height)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"cameras/{path}"])!);
        if (!_pictures.TryGetValue((width, height), out var jpeg))
            _pictures[(width, height)] = jpeg = TurboJpeg.Encode(new byte[width * height * 3], width, height, quality: 80);
        File.WriteAllBytes(_folder[$"cameras/{path}"], jpeg);
    }

    private Task<CommandResult> FilmAsync(string camera, params string[] options) => RunAsync(camera, _folder["film.mp4"], options);

    private Task<CommandResult> RunAsync(string camera, string file, string[] options) =>
        AutoCoreProcess.RunAsync(["timelapse", camera, .. options, file, "--config", _settings]);

    /// <summary>Width, height, pictures a second, pictures.</summary>
    private async Task<string> ProbeAsync()
    {
        await using var probe = new ChildProcess(new("ffprobe",
            ["-v", "error", "-count_frames", "-show_entries", "stream=width,height,r_frame_rate,nb_read_frames", "-of", "csv=p=0", _folder["film.mp4"]]));
        Assert.Equal(0, await probe.WaitForExitAsync());
        return Assert.Single(probe.Output);
    }
}
