using System.Diagnostics;
using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.CameraFarm;

public sealed class CameraFarmProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Demo_TwelveCameras_WritesInventoryServesAndEndsOnSigterm()
    {
        await using var program = Start("--demo", "--size", "64x48", "--inventory", folder["cameras.json"], "--secrets", folder["cameras.env"]);
        await program.WaitForLineAsync("ready: 12 cameras");

        using var inventory = JsonDocument.Parse(await File.ReadAllTextAsync(folder["cameras.json"]));
        var sources = inventory.RootElement.EnumerateArray().ToList();
        Assert.Equal(12, sources.Count);
        Assert.Equal(4, sources.Select(source => source.GetProperty("Site").GetString()).Distinct().Count());
        Assert.Contains(sources, source => source.GetProperty("Auth").GetString() == "basic" && source.GetProperty("PasswordKey")
            .GetString() == "CAMERA_PASSWORD");
        Assert.Contains("CAMERA_PASSWORD=", await File.ReadAllTextAsync(folder["cameras.env"]), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["cameras.env"]));
        using (var client = new HttpClient()) Assert.NotEmpty(await client.GetByteArrayAsync(sources[0].GetProperty("Url").GetString()));

        program.Terminate();

        Assert.Equal(0, await program.WaitForExitAsync());
        Assert.Contains("served 1 requests, 1 pictures", program.Output);
    }

    [Fact]
    public async Task List_NamesEveryPresetWithItsVerdict()
    {
        await using var program = Start("--list");

        Assert.Equal(0, await program.WaitForExitAsync());
        Assert.Equal(Presets.All.Count, program.Output.Count);
        Assert.Contains(
            program.Output, line => line.StartsWith("status-404 ", StringComparison.Ordinal) && line.EndsWith(" http-404", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--cameras", "many")]
    [InlineData("--preset", "unheard-of")]
    [InlineData("--cameras")]
    [InlineData("--colour", "red")]
    public async Task WrongUsage_EndsWith64AndNamesTheOption(params string[] arguments)
    {
        await using var program = Start(arguments);

        Assert.Equal(64, await program.WaitForExitAsync());
        Assert.Contains(arguments[0], program.Errors[0], StringComparison.Ordinal);
    }

    private static ChildProcess Start(params string[] arguments)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return new ChildProcess(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "..", "..", "AutoCore.CameraFarm", configuration, "camera-farm"), arguments));
    }
}
