using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>The commands about stored pictures, as a user types them.</summary>
public sealed class PictureCommandTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly string _settings;

    public PictureCommandTests() => _settings = _data.Write("appsettings.json", $$"""
        { "AutoCore": { "DataDirectory": "{{_data.Path}}", "DiskWatchdog": { "Cleanup": { "Steps": [ "expired-images", "oldest-images" ] } }, "Cameras": { "Sources": [
          { "Site": "A", "Name": "P1", "Url": "http://camera.invalid/" }, { "Site": "A", "Name": "P2", "Url": "http://camera.invalid/" } ] } } }
        """);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Stats_NamesSizeImagesSitesAndAgeGroups()
    {
        var yesterday = DateTime.Now.AddDays(-1).ToString("yyyy-MM/dd", CultureInfo.InvariantCulture);
        _data.Write($"cameras/A/{yesterday}/P1_060000.jpg", new string('x', 1500));
        _data.Write("cameras/B/2020-01/01/P1_060000.jpg", new string('x', 500));

        var text = await AutoCoreProcess.RunAsync(["stats", "--config", _settings]);
        var json = await AutoCoreProcess.RunAsync(["stats", "--json", "--config", _settings]);

        Assert.Equal(0, text.ExitCode);
        Assert.Equal(
            ["total size 2 KB", "images 2", "sites 2", "cameras 2", "today 0 images, 0 B", "up to 7 days 1 images, 1.5 KB", "up to 30 days 0 images, 0 B",
                "older 1 images, 500 B"],
            text.Output.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        using var parsed = JsonDocument.Parse(json.Output[0]);
        Assert.Equal(2000, parsed.RootElement.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Estimate_UsesMeasuredSizesAndNamesTheThreeUses()
    {
        _data.Write("cameras/A/2020-01/01/P1_060000.jpg", new string('x', 50_000));

        var outcome = await AutoCoreProcess.RunAsync(["estimate", "--config", _settings]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("2 cameras, 50 KB a picture", outcome.Output[0], StringComparison.Ordinal);
        Assert.Contains(outcome.Output, line => line.StartsWith("a year", StringComparison.Ordinal) && line.Contains("144 MB", StringComparison.Ordinal));
        foreach (var use in new[] { "continuous monitoring", "analysis", "live dashboard" })
            Assert.Contains(outcome.Output, line => line.StartsWith(use, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Estimate_ReckonsWithTheIntervalAndTheHoursOfOneCamera()
    {
        _data.Write("cameras/A/2020-01/01/P1_060000.jpg", new string('x', 50_000));

        var outcome = await AutoCoreProcess.RunAsync(["estimate", "--config", _settings], new Dictionary<string, string>
        {
            ["AutoCore__Cameras__Sources__0__Interval"] = "00:05:00",
            ["AutoCore__Cameras__Sources__0__Hours"] = "07:00-19:00",
        });

        Assert.Contains("148 pictures a day", outcome.Output[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_CardIsTooSmall_MarksWhatDoesNotFit()
    {
        _data.Write("cameras/A/2020-01/01/P1_060000.jpg", new string('x', 50_000));
        var outcome = await AutoCoreProcess.RunAsync(["estimate", "--config", _settings], new Dictionary<string, string>
        {
            ["AutoCore__DiskWatchdog__WarningPercent"] = "1",
            ["AutoCore__DiskWatchdog__TargetPercent"] = "1",
        });
        Assert.Contains(outcome.Output, line => line.StartsWith("a year", StringComparison.Ordinal) && line.Contains("144 MB !", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cleanup_DryRun_TellsPicturesByTheirDay_AndNoSkipThatIsNone()
    {
        foreach (var name in new[] { "P1_060000", "P1_070000", "P2_060000" })
            _data.Write($"cameras/A/2020-01/02/{name}.jpg", new string('x', 500));
        _data.Write("cameras/A/2020-01/03/P1_060000.jpg", new string('x', 500));
        _data.Write("cameras/A/2020-01/03/P2_060000.jpg", new string('x', 500));
        _data.Write("cameras/A/2020-01/04/P1_060000.jpg", "the last one");
        _data.Write("cameras/A/2020-01/04/P2_060000.jpg", "the last one");

        var outcome = await AutoCoreProcess.RunAsync(["cleanup", "--dry-run", "--config", _settings]);

        Assert.Equal(
            ["would remove 3 pictures of 2020-01-02", "would remove 2 pictures of 2020-01-03", "expired-images: 5 would go"],
            outcome.Output.Select(line => line.Split(" (")[0].Split(',')[0]));
    }

    [Theory]
    [InlineData]
    [InlineData("--days", "2")]
    [InlineData("--archive")]
    public async Task Cleanup_DryRun_ListsExactlyWhatTheRunRemoves(params string[] options)
    {
        for (var age = 0; age < 20; age++)
        {
            var day = DateTime.Now.AddDays(-age);
            _data.Write(day.ToString("'cameras/A/'yyyy-MM/dd'/P1_060000.jpg'", CultureInfo.InvariantCulture), $"{age}");
            _data.Write(day.ToString("'cameras/B/P1_B_'yyyyMMdd'_060000.jpg'", CultureInfo.InvariantCulture), $"{age}");
        }
        _data.Write("cameras/A/2020-01/01/P2_060000.jpg", "the last one of a camera");
        var before = Pictures();

        var dryRun = await AutoCoreProcess.RunAsync(["cleanup", "--dry-run", "--verbose", "--config", _settings, .. options]);
        Assert.Equal(before, Pictures());
        var run = await AutoCoreProcess.RunAsync(["cleanup", "--config", _settings, .. options]);

        Assert.Equal((0, 0), (dryRun.ExitCode, run.ExitCode));
        var gone = before.Except(Pictures()).ToList();
        Assert.Equal(options.Contains("--days") ? 2 * 17 : 2 * 12, gone.Count);
        Assert.Equal(gone.Order(), dryRun.Output.Where(l => l.StartsWith("would remove ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).Order());
        Assert.Equal(options.Contains("--archive") ? 12 : 0, Directory.Exists(_data["archive"]) ? Directory.GetFiles(_data["archive"], "*.tar").Length : 0);
        Assert.Equal(gone.Order(), (await File.ReadAllLinesAsync(_data["audit.log"])).Select(l => l.Split(' ', 5)[4]).Order());
    }

    [Fact]
    public async Task Reorganize_KilledInTheMiddle_TheNextRunCompletesIt()
    {
        const int count = 2000;
        for (var i = 0; i < count; i++)
            _data.Write($"cameras/A/P1_A_202601{1 + (i % 28):00}_{i / 3600:00}{i / 60 % 60:00}{i % 60:00}.jpg", $"{i}");

        var dryRun = await AutoCoreProcess.RunAsync(["cameras", "reorganize", "--dry-run", "--config", _settings]);
        await KillInTheMiddleAsync();
        Assert.NotEmpty(Directory.GetFiles(_data["cameras/A"]));
        var outcome = await AutoCoreProcess.RunAsync(["cameras", "reorganize", "--config", _settings]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(count, dryRun.Output.Count - 1);
        Assert.Empty(Directory.GetFiles(_data["cameras/A"]));
        var pictures = Directory.GetFiles(_data["cameras/A"], "P1_*.jpg", SearchOption.AllDirectories);
        Assert.Equal(Enumerable.Range(0, count), pictures.Select(f => int.Parse(File.ReadAllText(f), CultureInfo.InvariantCulture)).Order());
        Assert.Equal(dryRun.Output.SkipLast(1).Select(line => line.Split(" -> ")[1]).Order(StringComparer.Ordinal),
            pictures.Select(f => Path.GetRelativePath(_data["cameras"], f)).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(_data["cameras/A/latest/P1.jpg"]));
    }

    private List<string> Pictures() => [.. Directory.EnumerateFiles(_data["cameras"], "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Nobody reads what it says of its moves, so that it waits for a full pipe long before its end.</summary>
    private async Task KillInTheMiddleAsync()
    {
        using var process =
            Process.Start(
            new ProcessStartInfo(AutoCoreProcess.ProgramPath, ["cameras", "reorganize", "--config", _settings])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false
            })!;
        Assert.StartsWith("moved", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync();
    }
}
