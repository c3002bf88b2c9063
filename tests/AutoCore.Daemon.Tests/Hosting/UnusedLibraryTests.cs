using System.Text.Json;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Hosting;

/// <summary>What nothing needs is not loaded.</summary>
public sealed class UnusedLibraryTests
{
    [Fact]
    public async Task RoundWithoutTlsAndDigest_LoadsNoOpenSsl()
    {
        await using var fixture = new CaptureFixture();
        using var runtime = new TemporaryFolder();
        fixture.Farm.Add("Farm/P1");
        await using var daemon = AutoCoreProcess.Start(["run", "--config", fixture.WriteConfiguration()],
            new Dictionary<string, string> { ["RUNTIME_DIRECTORY"] = runtime.Path, ["AutoCore__Backups__Enabled"] = "false" });

        await Eventually.TrueAsync(() => File.Exists(runtime["status.json"]) && IsStored(File.ReadAllText(runtime["status.json"])), what: "the round is over");

        Assert.DoesNotContain("libcrypto", await File.ReadAllTextAsync($"/proc/{daemon.Id}/maps"), StringComparison.Ordinal);
    }

    private static bool IsStored(string status)
    {
        using var state = JsonDocument.Parse(status);
        return state.RootElement.TryGetProperty("cameras", out var cameras) && cameras.TryGetProperty("stored", out var stored) && stored.GetInt32() == 1;
    }
}
