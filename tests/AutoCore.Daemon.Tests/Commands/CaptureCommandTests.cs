using System.Globalization;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>The program as a user types it.</summary>
public sealed class CaptureCommandTests
{
    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(2, 1, 2)]
    [InlineData(0, 2, 1)]
    public async Task ExitCode_TellsWhetherAllSomeOrNoneWereStored(int good, int bad, int expected)
    {
        await using var fixture = new CaptureFixture();
        for (var i = 0; i < good + bad; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { Fault = i < good ? null : Fault.Status(404) });

        var result = await AutoCoreProcess.RunAsync(["capture", "--config", fixture.WriteConfiguration()]);

        Assert.Equal(expected, result.ExitCode);
        Assert.Equal(good, Directory.Exists(fixture.Root) ? fixture.Pictures().Count : 0);
    }

    [Fact]
    public async Task Camera_ChoosesOne_AndAWrongNameIsWrongUsage()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("North/P1");
        fixture.Farm.Add("South/P1");
        var configuration = fixture.WriteConfiguration();

        Assert.Equal(0, (await AutoCoreProcess.RunAsync(["capture", "--site", "North", "--config", configuration])).ExitCode);
        var wrong = await AutoCoreProcess.RunAsync(["capture", "--site", "Nort", "--config", configuration]);

        Assert.Contains("/North/", Assert.Single(fixture.Pictures()), StringComparison.Ordinal);
        Assert.Equal(64, wrong.ExitCode);
        Assert.Contains("did you mean North?", Assert.Single(wrong.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CameraOutsideItsHours_IsAskedOnlyWhereItIsNamed()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        var resting = fixture.Farm.Add("Farm/P2");
        var now = DateTime.Now;
        fixture.CameraSettings["Farm/P2"] =
            new() { ["Hours"] = string.Create(CultureInfo.InvariantCulture, $"{now.AddHours(3):HH:mm}-{now.AddHours(4):HH:mm}") };
        var configuration = fixture.WriteConfiguration();

        var all = await AutoCoreProcess.RunAsync(["capture", "--config", configuration]);
        Assert.Equal((0, 0), (all.ExitCode, resting.Requests));
        Assert.Contains("1 of 2 cameras rest", Assert.Single(all.Errors), StringComparison.Ordinal);

        var named = await AutoCoreProcess.RunAsync(["capture", "--camera", "P2", "--config", configuration]);
        Assert.Equal((0, 1), (named.ExitCode, resting.Requests));
    }

    [Fact]
    public async Task CheckOfACameraThatIsSwitchedOffOutsideItsHours_IsNoFailure()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        fixture.Farm.Add("Farm/P2", new Camera { Reach = Reach.Refused });
        var now = DateTime.Now;
        fixture.CameraSettings["Farm/P2"] =
            new() { ["Hours"] = string.Create(CultureInfo.InvariantCulture, $"{now.AddHours(3):HH:mm}-{now.AddHours(4):HH:mm}") };

        var result = await AutoCoreProcess.RunAsync(["cameras", "check", "--config", fixture.WriteConfiguration()]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            result.Output, l => l.StartsWith("Farm/P2: refused", StringComparison.Ordinal) && l.Contains("it rests until ", StringComparison.Ordinal));
        Assert.Contains("1 of 2 cameras sent a whole picture", result.Output);
    }

    [Fact]
    public async Task RoundThatRuns_IsWaitedFor()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        var other = await fixture.Services.GetRequiredService<CaptureLock>().TakeAsync(() => { }, default);

        await using var process = AutoCoreProcess.Start(["capture", "--config", fixture.WriteConfiguration()]);
        await process.WaitForLineAsync("waiting for its end");
        Assert.Equal(0, fixture.Farm.RequestCount);
        other.Dispose();

        Assert.Equal(0, await process.WaitForExitAsync());
    }

    [Fact]
    public async Task Killed_InMidRound_TheNextOneAsksExactlyTheMissing()
    {
        await using var fixture = new CaptureFixture();
        fixture.Settings["MaxWorkers"] = 2;
        for (var i = 0; i < 60; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { Latency = Latency.Milliseconds(60) });
        var configuration = fixture.WriteConfiguration();
        await using (var process = AutoCoreProcess.Start(["capture", "--config", configuration]))
        {
            await Eventually.TrueAsync(() => Directory.Exists(fixture.Root) && fixture.Pictures().Count > 0);
            process.Kill();
            await process.WaitForExitAsync();
        }
        var stored = fixture.Pictures().Select(p => Path.GetFileName(p).Split('_')[0]).ToHashSet(StringComparer.Ordinal);
        var asked = fixture.Farm.Cameras.ToDictionary(c => c, c => c.Requests);

        Assert.Equal(0, (await AutoCoreProcess.RunAsync(["capture", "--config", configuration])).ExitCode);

        Assert.All(fixture.Farm.Cameras, c => Assert.Equal(!stored.Contains(Path.GetFileName(c.Name)), c.Requests > asked[c]));
        Assert.Equal(60, fixture.Pictures().Count);
    }

    [Theory]
    [InlineData("config", "--check")]
    [InlineData("doctor")]
    public async Task SecretThatIsNowhere_IsSaidBeforeTheFirstRound_WithTheLineToAdd(params string[] words)
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        fixture.Farm.Add("Farm/P2");
        foreach (var camera in fixture.Farm.Cameras)
            fixture.CameraSettings[camera.Name] = new() { ["UserName"] = "u", ["PasswordKey"] = "NO_SUCH_SECRET" };
        var configuration = fixture.WriteConfiguration();

        var result = await AutoCoreProcess.RunAsync([.. words, "--config", configuration]);

        Assert.Single(result.Output.Concat(result.Errors), l => l.Contains("Farm/P1 and 1 more: the secret NO_SUCH_SECRET is missing", StringComparison.Ordinal)
            && l.Contains("add the line NO_SUCH_SECRET=…", StringComparison.Ordinal));
        Assert.Equal(words[0] == "config" ? 0 : 1, Math.Min(result.ExitCode, 1));
        var there = await AutoCoreProcess.RunAsync([.. words, "--config", configuration], new Dictionary<string, string> { ["NO_SUCH_SECRET"] = "x" });
        Assert.DoesNotContain(there.Output.Concat(there.Errors), l => l.Contains("NO_SUCH_SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Jpeg_JudgesFilesAndLists_ALineEach()
    {
        await using var fixture = new CaptureFixture();
        using var folder = new TemporaryFolder();
        fixture.Farm.Add("Farm/P1");
        var configuration = fixture.WriteConfiguration();
        await AutoCoreProcess.RunAsync(["capture", "--config", configuration]);
        var good = fixture.Pictures()[0];
        var bad = folder.Write("bad.jpg", "no picture");

        await using var process = AutoCoreProcess.Start(["jpeg", good, "-", "--config", configuration]);
        await process.Input.WriteLineAsync(bad);
        process.Input.Close();

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Equal($"{good}: ok 320x240", process.Output[0]);
        Assert.Equal($"{bad}: refused: not-jpeg", process.Output[1]);
    }

    [Fact]
    public async Task Jpeg_OfAFolder_SaysThatItIsOne()
    {
        using var folder = new TemporaryFolder();

        var result = await AutoCoreProcess.RunAsync(["jpeg", folder.Path]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"{folder.Path} is a folder, and a file is meant", Assert.Single(result.Errors));
    }

    [Fact]
    public async Task CamerasCheck_StoresNothing_AndNamesTheSetting()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        fixture.Farm.Add("Farm/P2", new Camera { Reach = Reach.Tls });

        var result = await AutoCoreProcess.RunAsync(["cameras", "check", "--config", fixture.WriteConfiguration()]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.Output, l => l.StartsWith("Farm/P1: ok 320x240", StringComparison.Ordinal));
        Assert.Contains(result.Output, l => l.Contains(fixture.Farm.CertificateFingerprint, StringComparison.Ordinal));
        Assert.False(Directory.Exists(fixture.Root));
    }
}
