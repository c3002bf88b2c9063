using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Fleet;

/// <summary>The built daemon as a node of a fleet, with a real broker.</summary>
internal sealed class FleetDaemon : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    public FleetDaemon(string node, int port, bool isEnabled = true)
    {
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "Node": "{{node}}", "DataDirectory": "{{_folder["data"]}}", "SdCard": { "Size": 16 },
                "Cameras": { "Enabled": false }, "Backups": { "Enabled": false },
                "Mqtt": { "Host": "127.0.0.1", "Port": {{port}}, "PublishInterval": "00:00:02" },
                "Fleet": { "Enabled": {{(isEnabled ? "true" : "false")}} }
            } }
            """);
    }

    /// <summary>Starts it; returns when it is ready.</summary>
    public async Task StartAsync()
    {
        _process = AutoCoreProcess.Start(["run", "--config", _folder["appsettings.json"]], Environment());
        await _process.WaitForLineAsync("Ready");
    }

    /// <summary>Ends it: by its own leave, or at once so that only its will can tell.</summary>
    public async Task EndAsync(bool kill)
    {
        if (kill)
            _process!.Kill();
        else
            _process!.Terminate();
        await _process.WaitForExitAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>A command of this node, to its end.</summary>
    public Task<CommandResult> RunAsync(params string[] command) =>
        AutoCoreProcess.RunAsync([.. command, "--config", _folder["appsettings.json"]], Environment());

    /// <summary>Writes an inventory file.</summary>
    public string WriteList(int cameras) =>
        _folder.Write("cameras.json",
            $"[{string.Join(',', Enumerable.Range(0, cameras).Select(i => $$"""{ "Site": "S", "Name": "P{{i}}", "Url": "http://127.0.0.1:1/{{i}}" }"""))}]");

    /// <summary>Waits until <c>fleet status</c> ends with a code and a line of it fits each pattern.</summary>
    public async Task WaitForStatusAsync(int exitCode, params string[] patterns)
    {
        CommandResult? last = null;
        try
        {
            await Eventually.TrueAsync(async () =>
            {
                last = await RunAsync("fleet", "status");
                return last.ExitCode == exitCode && patterns.All(p => last.Output.Any(line => System.Text.RegularExpressions.Regex.IsMatch(line, p)));
            }, TimeSpan.FromSeconds(90));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{last?.ExitCode}: {string.Join('\n', [.. last?.Output ?? [], .. last?.Errors ?? []])}", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private Dictionary<string, string> Environment() => new() { ["RUNTIME_DIRECTORY"] = Directory.CreateDirectory(_folder["run"]).FullName };
}
