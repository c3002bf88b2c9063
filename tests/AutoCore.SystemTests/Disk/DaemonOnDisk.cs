using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Disk;

/// <summary>The built daemon with its data on a small disk and its state elsewhere, as under systemd.</summary>
internal sealed class DaemonOnDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private AutoCoreProcess? _process;

    private DaemonOnDisk()
    {
    }

    /// <summary>Lines that it wrote.</summary>
    public IReadOnlyList<string> Log => _process!.Errors;

    public bool HasExited => _process!.HasExited;

    /// <summary>Starts it; it looks every second at the disk, or at the folders that are given.</summary>
    public static DaemonOnDisk Start(SmallDisk disk, params string[] mounts)
    {
        var watched = string.Join(", ", (mounts.Length > 0 ? mounts : [disk.Path]).Select(m => $"\"{m}\""));
        var daemon = new DaemonOnDisk();
        daemon._folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "DataDirectory": "{{disk.Combine("data")}}",
                "SdCard": { "Size": 16 },
                "DiskWatchdog": { "Interval": "00:00:01", "Mounts": [ {{watched}} ], "Cleanup": { "ServiceFolders": [ "{{disk.Combine("services")}}" ] } },
                "LogRetention": { "Folders": [ "{{disk.Combine("log")}}" ] }
            } }
            """);
        daemon.StartAgain();
        return daemon;
    }

    public void StartAgain() => _process = AutoCoreProcess.Start(
        ["run", "--config", _folder["appsettings.json"]], new Dictionary<string, string> { ["RUNTIME_DIRECTORY"] = _folder["run"] });

    public async Task StopAsync()
    {
        _process!.Terminate();
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs one of its commands with the same settings.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => AutoCoreProcess.RunAsync([.. arguments, "--config", _folder["appsettings.json"]]);

    /// <summary>The disk's rating in the state that it keeps, or null before the first.</summary>
    public string? Rating => Read("rating")?.GetString();

    /// <summary>A measure of the disk in the state that it keeps.</summary>
    public JsonElement? Read(string key)
    {
        try
        {
            using var state = JsonDocument.Parse(File.ReadAllBytes(_folder["run/status.json"]));
            return state.RootElement.TryGetProperty("disk", out var disk) && disk.TryGetProperty(key, out var value) ? value.Clone() : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public Task WaitForRatingAsync(string rating) =>
        Eventually.TrueAsync(() => Rating == rating, what: $"disk is {rating}; the log so far:\n{string.Join('\n', Log)}\n");

    public Task<string> WaitForLogAsync(string text) => _process!.WaitForLineAsync(text);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
