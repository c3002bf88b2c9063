using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>The list of cameras as a user reads it.</summary>
public sealed class CameraListCommandTests
{
    [Fact]
    public async Task List_Cameras_SaysHowTheyStand_OnEightyColumnsAndAsJson()
    {
        await using var fixture = new CaptureFixture();
        fixture.Farm.Add("Shop/Door");
        fixture.Farm.Add("Shop/Till", new Camera { Fault = Fault.Status(404) });
        var settings = fixture.WriteConfiguration();
        var before = await AutoCoreProcess.RunAsync(["cameras", "list", "--config", settings]);
        Assert.Equal(2, before.Output.Count(l => l.EndsWith("not asked yet", StringComparison.Ordinal)));
        await AutoCoreProcess.RunAsync(["capture", "--config", settings]);

        var table = await AutoCoreProcess.RunAsync(["cameras", "list", "--config", settings]);
        var json = await AutoCoreProcess.RunAsync(["cameras", "list", "--json", "--config", settings]);

        Assert.Equal(0, table.ExitCode);
        Assert.Matches("^CAMERA +HOST +AUTH +LAST STORED +STATE$", table.Output[0]);
        Assert.Matches(@"^Shop/Door +\S+ +none +\d{4}-\d\d-\d\d \d\d:\d\d  ok$", table.Output[1]);
        Assert.Matches(@"^Shop/Till +\S+ +none +http-404$", table.Output[2]);
        Assert.All(table.Output, l => Assert.InRange(l.Length, 1, 80));
        var entries = JsonDocument.Parse(string.Concat(json.Output)).RootElement;
        Assert.Equal(["ok", "http-404"], entries.EnumerateArray().Select(e => e.GetProperty("state").GetString()));
        Assert.True(entries[0].TryGetProperty("last_stored_ts", out _));
        Assert.False(entries[1].TryGetProperty("last_stored_ts", out _));
    }

    [Fact]
    public async Task List_CameraThatIsLeftOut_StandsThereAsDisabled()
    {
        using var folder = new TemporaryFolder();
        var settings = folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder.Path}}/data", "Cameras": { "Sources": [
              { "Site": "Shop", "Name": "Door", "Url": "http://127.0.0.1:9/a.jpg", "Enabled": false }, { "Site": "Shop", "Name": "Till", "Url": "http://127.0.0.1:9/b.jpg" } ] } } }
            """);

        var table = await AutoCoreProcess.RunAsync(["cameras", "list", "--config", settings]);

        Assert.Matches("^Shop/Till .* not asked yet$", table.Output[1]);
        Assert.Matches("^Shop/Door .* disabled$", table.Output[2]);
    }

    [Fact]
    public async Task List_NoCamera_NamesTheCommandThatAddsOne()
    {
        await using var fixture = new CaptureFixture();

        var result = await AutoCoreProcess.RunAsync(["cameras", "list", "--config", fixture.WriteConfiguration()]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("autocore cameras add URL", Assert.Single(result.Errors), StringComparison.Ordinal);
    }
}
