using AutoCore.Testing;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>A data directory with some real backups, and a second place for them; commands run as a user types them.</summary>
internal sealed class SecondPlaceFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="sections">rclone's configuration.</param>
    /// <param name="remote">Where the second place is.</param>
    /// <param name="extra">More settings of the remote.</param>
    public SecondPlaceFixture(string sections, string remote, string extra = "")
    {
        var config = _folder.Write("rclone.conf", sections);
        File.SetUnixFileMode(config, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // A folder of random bytes makes a backup of a size that a test can choose.
        Directory.CreateDirectory(_folder["media"]);
        Settings = Write("appsettings.json", "data", config, remote, extra);
        EmptySettings = Write("empty.json", "empty", config, remote, extra);
    }

    /// <summary>The settings of the machine with backups.</summary>
    public string Settings { get; }

    /// <summary>Those of another machine with the same second place, and nothing else.</summary>
    public string EmptySettings { get; }

    public string this[string relative] => _folder[relative];

    /// <summary>Makes backups; that of the folder has about so many bytes.</summary>
    public async Task BackUpAsync(int bytes)
    {
        if (!File.Exists(_folder["data/autocore.db"]))
        {
            await using var daemon = AutoCoreProcess.Start(["run", "--config", Settings]);
            await daemon.WaitForLineAsync("Ready");
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        var content = new byte[bytes];
        Random.Shared.NextBytes(content);
        await File.WriteAllBytesAsync(_folder["media/random"], content);
        await SucceedAsync(Settings, "backup");
    }

    /// <summary>The newest backup of the folder, by name.</summary>
    public string NewestMedia() => Path.GetFileName(Directory.EnumerateFiles(_folder["data/backups"], "media-*.tar.gz").Order(StringComparer.Ordinal).Last());

    public static async Task<CommandResult> RunAsync(string settings, params string[] command)
    {
        await using var process = AutoCoreProcess.Start([.. command, "--config", settings]);
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync(TimeSpan.FromMinutes(5));
        return new(exitCode, process.Output, process.Errors);
    }

    public static async Task<CommandResult> SucceedAsync(string settings, params string[] command)
    {
        var result = await RunAsync(settings, command);
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Output.Concat(result.Errors)));
        return result;
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string data, string config, string remote, string extra) => _folder.Write(name, $$"""
        { "AutoCore": {
            "DataDirectory": "{{_folder[data]}}", "SdCard": { "Size": 16 },
            "Backups": { "Sources": [ { "Name": "media", "Type": "folder", "Path": "{{_folder[data == "data" ? "media" : "media-empty"]}}" } ] },
            "SecondPlace": { "ConfigFile": "{{config}}", "Remotes": [ { "Name": "far", "Remote": "{{remote}}"{{extra}} } ] }
        } }
        """);
}
