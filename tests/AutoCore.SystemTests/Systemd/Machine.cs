using System.Diagnostics;
using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Systemd;

/// <summary>A Debian of the test's own that runs a real systemd in a container: <c>eng/test-machine.sh</c>.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private const string Cache = "/var/cache/autocore-tests";

    private readonly string name = $"t{Guid.NewGuid():N}"[..12];

    private Machine()
    {
    }

    /// <summary>Its root folder, seen from the host.</summary>
    private string Root => $"{Environment.GetEnvironmentVariable("AUTOCORE_TEST_CACHE") ?? Cache}/machines/{name}/root";

    /// <summary>Boots a fresh one.</summary>
    public static async Task<Machine> StartNewAsync()
    {
        var machine = new Machine();
        await machine.BootAsync();
        return machine;
    }

    /// <summary>Boots one with the daemon's package installed by apt.</summary>
    public static async Task<Machine> StartWithPackageAsync()
    {
        var machine = await StartNewAsync();
        machine.Copy(Package.Path, "/root/autocore-daemon.deb");
        await machine.RunAsync("apt-get install -y /root/autocore-daemon.deb");
        return machine;
    }

    /// <summary>Boots it from its own disk, fresh or as it was left.</summary>
    public Task BootAsync() => ScriptAsync("start", name);

    /// <summary>A power cut as far as processes see it.</summary>
    public Task CutPowerAsync() => ScriptAsync("cut", name);

    /// <summary>Runs a line of bash as root, whatever comes of it.</summary>
    public async Task<CommandResult> TryAsync(string command)
    {
        await using var process = Script("exec", name, "bash", "-c", command);
        return new(await process.WaitForExitAsync(TimeSpan.FromMinutes(4)), process.Output, process.Errors);
    }

    /// <summary>Runs a line of bash as root, which must succeed, and returns what it wrote.</summary>
    public async Task<string> RunAsync(string command)
    {
        var result = await TryAsync(command);
        Assert.True(result.ExitCode == 0, $"{command}: exit code {result.ExitCode}\n{string.Join('\n', result.Output)}\n{string.Join('\n', result.Errors)}");
        return string.Join('\n', result.Output);
    }

    /// <summary>Starts a command in a process of its own that the test may cut off.</summary>
    public ChildProcess Begin(string command) => Script("exec", name, "bash", "-c", command);

    /// <summary>A property of a unit, as <c>systemctl show</c> prints it.</summary>
    public Task<string> ShowAsync(string property, string unit = "autocore-daemon") => RunAsync($"systemctl show {unit} -p {property} --value");

    /// <summary>The daemon's own lines in the journal.</summary>
    public async Task<IReadOnlyList<JsonElement>> JournalAsync(string filter = "")
    {
        var lines = await RunAsync($"journalctl -u autocore-daemon -t autocore -o json --all --no-pager {filter}");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Waits until a line of bash succeeds.</summary>
    public Task WaitForAsync(string condition, TimeSpan? timeout = null) =>
        Eventually.TrueAsync(async () => (await TryAsync(condition)).ExitCode == 0, timeout ?? TimeSpan.FromMinutes(2), condition);

    /// <summary>Copies a file in.</summary>
    public void Copy(string file, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + to)!);
        File.Copy(file, Root + to, overwrite: true);
    }

    /// <summary>Writes a text file in it, readable by all.</summary>
    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + file)!);
        File.WriteAllText(Root + file, text);
        File.SetUnixFileMode(Root + file, (UnixFileMode)0b110_100_100);
    }

    public async ValueTask DisposeAsync() => await ScriptAsync("remove", name);

    private static ChildProcess Script(params string[] arguments) => new(new ProcessStartInfo(Repository.Combine("eng", "test-machine.sh"), arguments));

    private static async Task ScriptAsync(params string[] arguments)
    {
        await using var script = Script(arguments);
        var exitCode = await script.WaitForExitAsync(TimeSpan.FromMinutes(5));
        Assert.True(exitCode == 0, $"test-machine.sh {string.Join(' ', arguments)}:\n{string.Join('\n', script.Errors)}");
    }
}
