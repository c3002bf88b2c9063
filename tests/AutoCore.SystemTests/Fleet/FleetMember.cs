using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Fleet;

/// <summary>One daemon of the fleet in a network namespace of its own.</summary>
internal sealed class FleetMember : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _daemon;

    /// <param name="name">Its name.</param>
    /// <param name="round">The interval of its cameras.</param>
    /// <param name="protocol">As <c>Mqtt:Protocol</c> has it.</param>
    public FleetMember(string name, TimeSpan round, int protocol)
    {
        Name = name;
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "Node": "{{name}}", "DataDirectory": "{{_folder["data"]}}", "SdCard": { "Size": 16 },
                "Cameras": { "Interval": "{{round:c}}", "DelayBetweenCameras": "00:00:00", "RetryBaseDelay": "00:00:00.500", "ConnectTimeout": "00:00:02", "FirstByteTimeout": "00:00:05" },
                "Backups": { "Enabled": false },
                "Mqtt": { "Host": "{{Network.HubAddress}}", "Protocol": {{protocol}}, "PublishInterval": "00:00:05" },
                "Fleet": { "Enabled": true, "KeyName": "FLEET_KEY" }
            } }
            """);
    }

    public string Name { get; }

    public string Pictures => _folder["data/cameras"];

    private string State => _folder["run/fleet.json"];

    public async Task StartAsync()
    {
        _daemon = new ChildProcess(Command("run"));
        await _daemon.WaitForLineAsync("Ready");
    }

    /// <summary>Ends it at once; what it last said of the fleet is forgotten.</summary>
    public async Task KillAsync()
    {
        _daemon!.Kill();
        await _daemon.WaitForExitAsync();
        await _daemon.DisposeAsync();
        _daemon = null;
        File.Delete(State);
    }

    /// <summary>A command of this node, to its end.</summary>
    public async Task<CommandResult> RunAsync(params string[] command)
    {
        await using var process = new ChildProcess(Command(command));
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync();
        return new(exitCode, process.Output, process.Errors);
    }

    /// <summary>The fleet as this node last wrote that it sees it; null before it did.</summary>
    public FleetSight? Look()
    {
        try
        {
            using var state = JsonDocument.Parse(File.ReadAllBytes(State));
            var json = state.RootElement;
            var shares = json.GetProperty("nodes").EnumerateArray()
                .ToDictionary(n => n.GetProperty("name").GetString()!, n => n.GetProperty("cameras").GetInt32());
            return new(json.GetProperty("connected").GetInt32() == 1, shares);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public IEnumerable<string> Log => _daemon is null ? [] : [.. _daemon.Output, .. _daemon.Errors];

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
            await _daemon.DisposeAsync();
        _folder.Dispose();
    }

    private System.Diagnostics.ProcessStartInfo Command(params string[] command)
    {
        var start = Network.Start(Network.Of(Name), AutoCoreProcess.ProgramPath, [.. command, "--config", _folder["appsettings.json"]]);
        start.Environment["RUNTIME_DIRECTORY"] = Directory.CreateDirectory(_folder["run"]).FullName;
        start.Environment["FLEET_KEY"] = "a secret of all three";
        start.Environment["TZ"] = "UTC";
        return start;
    }
}

/// <summary>What a node sees of the fleet.</summary>
/// <param name="IsConnected">Whether it has the broker.</param>
/// <param name="Shares">Cameras of each node.</param>
internal sealed record FleetSight(bool IsConnected, IReadOnlyDictionary<string, int> Shares);
