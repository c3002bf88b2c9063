using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>Who mends a camera sees it at once, and does not wait for the next round.</summary>
public sealed class MendedCameraTests : IDisposable
{
    private static readonly Camera Broken = new() { Fault = Fault.Status(404) };

    private readonly TemporaryFolder _runtime = new();

    private Dictionary<string, string> Environment => new() { ["RUNTIME_DIRECTORY"] = _runtime.Path };

    public void Dispose() => _runtime.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--camera", "P1")]
    public async Task RoundByHand_IsInTheStateOfTheRunningDaemon(params string[] options)
    {
        await using var fixture = new CaptureFixture();
        var camera = fixture.Farm.Add("Farm/P1", Broken);
        fixture.Farm.Add("Farm/P2");
        var configuration = fixture.WriteConfiguration();
        await using var daemon = AutoCoreProcess.Start(["run", "--config", configuration], Environment);
        await StoredAsync(1);
        Assert.Contains("http-404", await StatusAsync(configuration), StringComparison.Ordinal);

        camera.Behaviour = new Camera();
        Assert.Equal(0, (await AutoCoreProcess.RunAsync(["capture", "--config", configuration, .. options], Environment)).ExitCode);

        await StoredAsync(2);
        Assert.DoesNotContain("http-404", await StatusAsync(configuration), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoundByHandThatFails_IsInItToo()
    {
        await using var fixture = new CaptureFixture();
        var camera = fixture.Farm.Add("Farm/P1");
        fixture.Farm.Add("Farm/P2");
        var configuration = fixture.WriteConfiguration();
        await using var daemon = AutoCoreProcess.Start(["run", "--config", configuration], Environment);
        await StoredAsync(2);

        camera.Behaviour = Broken;
        Assert.Equal(1, (await AutoCoreProcess.RunAsync(["capture", "--camera", "P1", "--config", configuration], Environment)).ExitCode);

        await StoredAsync(1);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Restart_AsksFailedCamerasAgain_IfTheSettingsWereChanged(bool changed, int stored)
    {
        await using var fixture = new CaptureFixture();
        var camera = fixture.Farm.Add("Farm/P1", Broken);
        fixture.Farm.Add("Farm/P2");
        var configuration = fixture.WriteConfiguration();
        await using (var daemon = AutoCoreProcess.Start(["run", "--config", configuration], Environment))
        {
            await StoredAsync(1);
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        var asked = camera.Requests;
        camera.Behaviour = new Camera();
        if (changed)
            File.SetLastWriteTimeUtc(configuration, DateTime.UtcNow);
        File.Delete(Path.Combine(_runtime.Path, "status.json"));

        await using var next = AutoCoreProcess.Start(["run", "--config", configuration], Environment);
        await StoredAsync(stored);
        Assert.Equal(changed, camera.Requests > asked);
    }

    [Fact]
    public async Task Restart_AsksACameraThatWasAdded()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Farm/P1");
        await using (var daemon = AutoCoreProcess.Start(["run", "--config", fixture.WriteConfiguration()], Environment))
        {
            await StoredAsync(1);
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        fixture.Farm.Add("Farm/P2");
        await using var next = AutoCoreProcess.Start(["run", "--config", fixture.WriteConfiguration()], Environment);
        await StoredAsync(2);
    }

    private async Task<string> StatusAsync(string configuration) =>
        string.Join('\n', (await AutoCoreProcess.RunAsync(["status", "--config", configuration], Environment)).Output);

    /// <summary>The daemon's state says that so many cameras are stored.</summary>
    private Task StoredAsync(int count) => Eventually.TrueAsync(() =>
    {
        var file = Path.Combine(_runtime.Path, "status.json");
        if (!File.Exists(file))
            return false;
        using var state = JsonDocument.Parse(File.ReadAllText(file));
        return state.RootElement.TryGetProperty("cameras", out var cameras) && cameras.TryGetProperty("stored", out var stored) && stored.GetInt32() == count;
    }, what: $"{count} are stored");
}
