using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Onvif;
using AutoCore.SystemTests.Backups;
using AutoCore.SystemTests.Fleet;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Cameras;

/// <summary>A network of ONVIF devices behind a veth, the program that finds them, and another client that is told the same.</summary>
[Collection(nameof(Network))]
public sealed class DiscoveryTests : IDisposable
{
    private const string Node = "pi";
    private const int First = 11;

    private readonly TemporaryFolder _folder = new();

    private static string[] Names => [.. OnvifPresets.All.Select(static p => p.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Devices_AreFound_WrittenIntoAnInventory_AndCaptured_AndAnotherClientGetsTheSameAddresses()
    {
        await using var network = await Network.CreateAsync([Node]);
        for (var i = 0; i < Names.Length; i++)
            await Programs.RunAsync(Network.Start(Network.Hub, "ip", "address", "add", $"{AddressOf(i)}/24", "dev", "bridge"));
        await using var farm = new ChildProcess(Network.Start(Network.Hub, FarmProgram, "--onvif", "--address", AddressOf(0)));
        await farm.WaitForLineAsync("ready");
        _folder.Write("appsettings.json", Settings(null));

        var found = await RunAsync("discover", "--interface", "eth0");
        Assert.All(Names.Take(6), name => Assert.Contains(found.Output, l => l.Contains($"{name}: onvif://10.77.0.", StringComparison.Ordinal)));
        Assert.Contains(found.Output, static l => l.StartsWith("6 of 10 devices", StringComparison.Ordinal));
        for (var i = 0; i < 6; i++)
        {
            var told = await RunAsync("discover", "--device", AddressOf(i), "--user", Credentials.UserName, "--password-key", Credentials.PasswordKey,
                "--write", _folder["cameras.json"]);
            Assert.True(told.ExitCode == 0, string.Join('\n', told.Errors));
        }

        var list = JsonSerializer.Deserialize<List<Dictionary<string, string>>>(await File.ReadAllTextAsync(_folder["cameras.json"]))!;
        var urls = list.Select(static c => c["Url"]).ToList();
        Assert.Equal(7, urls.Count);
        Assert.All(urls, static u => Assert.StartsWith("10.77.0.", new Uri(u).Host, StringComparison.Ordinal));
        Assert.Equal(["auto", "digest", "none"], list.Select(static c => c["Auth"]).Distinct().Order());
        Assert.Equal("rtsp://10.77.0.14:8554/live/Profile_1", Assert.Single(urls, static u => u.StartsWith("rtsp", StringComparison.Ordinal)));
        Assert.Equal(urls.Select(PathOf).Order(), (await AskAnotherAsync()).Select(PathOf).Order());

        _folder.Write("appsettings.json", Settings(_folder["cameras.json"]));
        var round = await RunAsync(command: ["capture"]);
        Assert.True(round.ExitCode == 2, string.Join('\n', round.Errors));
        Assert.Equal(6, Directory.EnumerateFiles(_folder["data/cameras"], "*.jpg", SearchOption.AllDirectories)
            .Count(static f => f.Contains("/latest/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Setup_LooksForCameras_AndWhatIsChosenIsTriedAndAdded()
    {
        await using var network = await Network.CreateAsync([Node]);
        for (var i = 0; i < Names.Length; i++)
            await Programs.RunAsync(Network.Start(Network.Hub, "ip", "address", "add", $"{AddressOf(i)}/24", "dev", "bridge"));
        await using var farm = new ChildProcess(Network.Start(Network.Hub, FarmProgram, "--onvif", "--address", AddressOf(0)));
        await farm.WaitForLineAsync("ready");
        _folder.Write("appsettings.json", Settings(null));

        // Six questions stay; the first device wants a login, the sixth none; the camera that is there is not offered again.
        var said = await SetupAsync("\n\n\n\n\n\nsearch\n1 9\n1, 6\n"
            + $"{Credentials.UserName}\n{Credentials.PasswordKey}\nsearch\n\n\n\n");

        Assert.Contains("1: ONVIF/Plain, onvif://10.77.0.11", said, StringComparison.Ordinal);
        Assert.Contains("allowed: numbers from 1 to 6, or all", said, StringComparison.Ordinal);
        Assert.Contains("10.77.0.17: corrupt (no ONVIF", said, StringComparison.Ordinal);
        Assert.Equal(3, said.Split(" sent a picture: ok ").Length);
        Assert.Contains("ONVIF/Open, onvif://10.77.0.16, in the settings already", said, StringComparison.Ordinal);
        var settings = await File.ReadAllTextAsync(_folder["appsettings.json"]);
        Assert.Contains($"\"PasswordKey\": \"{Credentials.PasswordKey}\"", settings, StringComparison.Ordinal);
        Assert.Contains("\"Url\": \"onvif://10.77.0.16\"", settings, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(command: ["capture"])).ExitCode);
    }

    private async Task<string> SetupAsync(string answers)
    {
        var start = Network.Start(Network.Of(Node), "script", "-qec", $"{AutoCoreProcess.ProgramPath} setup --config {_folder["appsettings.json"]}", "/dev/null");
        foreach (var (key, value) in Credentials.Secrets)
            start.Environment[key] = value;
        await using var script = new ChildProcess(start);
        await script.Input.WriteAsync(answers);
        await script.Input.FlushAsync();
        var exitCode = await script.WaitForExitAsync(TimeSpan.FromMinutes(2));
        var said = string.Join(' ', string.Join('\n', script.Output).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.True(exitCode == 0, said);
        return said;
    }

    private static string FarmProgram => AutoCoreProcess.ProgramPath.Replace("AutoCore.Daemon", "AutoCore.CameraFarm", StringComparison.Ordinal)
        .Replace("/autocore", "/camera-farm", StringComparison.Ordinal);

    private static string AddressOf(int device) => $"10.77.0.{First + device}";

    /// <summary>Path and query: the other client believes the hosts that devices name.</summary>
    private static string PathOf(string url) => new Uri(url).PathAndQuery;

    private string Settings(string? inventory) => $$"""
        { "AutoCore": { "DataDirectory": "{{_folder["data"]}}", "Cameras": { "RetryAttempts": 1, "ConnectTimeout": "00:00:02",
            "InventoryFile": {{(inventory is null ? "null" : $"\"{inventory}\"")}} } } }
        """;

    private Task<CommandResult> RunAsync(params string[] words) => RunAsync(command: ["cameras", .. words]);

    private async Task<CommandResult> RunAsync(IReadOnlyList<string> command)
    {
        var start = Network.Start(Network.Of(Node), AutoCoreProcess.ProgramPath, [.. command, "--config", _folder["appsettings.json"]]);
        foreach (var (key, value) in Credentials.Secrets)
            start.Environment[key] = value;
        await using var process = new ChildProcess(start);
        process.Input.Close();
        return new(await process.WaitForExitAsync(), process.Output, process.Errors);
    }

    /// <summary>What the npm package onvif is told by the same devices; one device of profile T only it does not know.</summary>
    private static async Task<IReadOnlyList<string>> AskAnotherAsync()
    {
        var modules = await NpmPackage.InstallAsync("onvif", "0.8.3");
        var urls = new List<string> { "http://10.77.0.16/onvif-http/snapshot?Profile=Profile_1" };
        for (var i = 0; i < 5; i++)
        {
            var start = Network.Start(Network.Of(Node), "node", Repository.Combine("tests", "AutoCore.SystemTests", "Cameras", "onvif.js"), AddressOf(i));
            start.Environment["NODE_PATH"] = modules;
            (start.Environment["CAMERA_USER"], start.Environment["CAMERA_PASSWORD"]) = (Credentials.UserName, Credentials.Password);
            urls.AddRange((await Programs.RunAsync(start)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        return urls;
    }
}
