using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AutoCore.CameraFarm.Pictures;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Crash;

/// <summary>The real program killed while it makes old pictures smaller: each picture is there, as itself or in the form that it comes back from.</summary>
public sealed class ShrinkKillTests : IDisposable
{
    private const int Pictures = 120;
    private const int Kills = 12;

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> sums = new(StringComparer.Ordinal);
    private readonly int seed = Random.Shared.Next();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Shrink_KilledAtRandomMoments_LosesNoPictureAndFinishes()
    {
        var random = new Random(seed);
        var settings = Prepare(random);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
            await daemon.WaitForLineAsync("Ready");
            await Task.Delay(random.Next(3000), CancellationToken.None);
            daemon.Kill();
            await daemon.WaitForExitAsync();
            await AssertAllThereAsync();
        }

        await using (var last = AutoCoreProcess.Start(["run", "--config", settings]))
        {
            // On a fast machine one of those that were killed was through already, and says no more.
            await Eventually.TrueAsync(() => File.Exists(folder["data/capture/shrunk"]), TimeSpan.FromMinutes(3));
            last.Terminate();
            await last.WaitForExitAsync();
        }
        await AssertAllThereAsync();
        Assert.Equal(Pictures - 1, Directory.GetFiles(folder["data/cameras"], "*.jxl", SearchOption.AllDirectories).Length);
        Assert.Single(Directory.GetFiles(folder["data/cameras"], "*.jpg", SearchOption.AllDirectories));
        TestContext.Current.SendDiagnosticMessage($"seed {seed}: {Kills} kills over {Pictures} pictures");
    }

    private string Prepare(Random random)
    {
        const int width = 480, height = 360;
        var rgb = new byte[width * height * 3];
        var day = TimeProvider.System.GetLocalNow().Date.AddDays(-4);
        for (var i = 0; i < Pictures; i++)
        {
            for (var at = 0; at < rgb.Length; at++)
                rgb[at] = (byte)((at / 3 % width / 2) + (at / 3 / width / 4) + random.Next(16));
            var stem = string.Create(CultureInfo.InvariantCulture, $"data/cameras/Shop/{day:yyyy-MM}/{day:dd}/P1_{i / 60:00}{i % 60:00}00");
            var jpeg = TurboJpeg.Encode(rgb, width, height, 75);
            Directory.CreateDirectory(Path.GetDirectoryName(folder[stem])!);
            File.WriteAllBytes(folder[stem + ".jpg"], jpeg);
            sums[stem] = Convert.ToHexString(SHA256.HashData(jpeg));
        }
        return folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 }, "LogRetention": { "Folders": [] }, "DiskWatchdog": { "Mounts": [], "Cleanup": { "Enabled": false } },
                "Cameras": { "Shrinking": { "Method": "jpegxl", "CpuPercent": 100, "MaxCelsius": 100 } } } }
            """);
    }

    private async Task AssertAllThereAsync()
    {
        foreach (var (stem, sum) in sums)
        {
            var picture = folder[stem + ".jpg"];
            if (!File.Exists(picture))
            {
                picture = folder["back.jpg"];
                using var back = Process.Start(new ProcessStartInfo("djxl", ["--quiet", folder[stem + ".jxl"], picture]))!;
                await back.WaitForExitAsync();
                Assert.True(back.ExitCode == 0, $"seed {seed}: {stem} is gone");
            }
            Assert.Equal(sum, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(picture))));
        }
    }
}
