using AutoCore.Policies.Hosting;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>What root's commands do with what another user could have written; the other user is a number that the system does not know.</summary>
public sealed class RootCommandTests : IDisposable
{
    private const string Evil = "1500";
    private readonly TemporaryFolder _folder = new();

    public RootCommandTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root gives up root");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
    }

    public static TheoryData<string> Commands => [.. CommandRightsPolicy.All.Keys];

    /// <summary>Without those that work on what they are told.</summary>
    public static TheoryData<string> CommandsOnData => [.. CommandRightsPolicy.All.Where(c => c.Value.IsForOwner() || c.Key == "doctor").Select(c => c.Key)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task SettingsThatAnotherPlantedInTheWorkingDirectory_AreRefused(string verbs)
    {
        Directory.CreateDirectory(_folder["evil"]);
        _folder.Write("evil/appsettings.json", Settings("data", $$""" "Logging": { "File": "{{_folder["written"]}}" } """));
        await ShellAsync($"chown -R {Evil} {_folder["evil"]}");

        var result = await AutoCoreProcess.RunAsync(WordsOf(verbs), workingDirectory: _folder["evil"]);

        Assert.Equal(78, result.ExitCode);
        Assert.Contains("another user could have written", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Equal([_folder["evil"]], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [MemberData(nameof(CommandsOnData))]
    public async Task SettingsOfRoot_DataOfAnother_NothingOfRootIsLeftThere(string verbs)
    {
        Directory.CreateDirectory(_folder["data"]);
        var settings = _folder.Write("appsettings.json", Settings("data", $$""" "Logging": { "File": "{{_folder["data/log"]}}" } """));
        await ShellAsync($"chown {Evil}:{Evil} {_folder["data"]}");

        if (verbs is "" or "run")
        {
            await using var daemon =
                AutoCoreProcess.Start([.. WordsOf(verbs), "--config", settings], new Dictionary<string, string> { ["AutoCore__Mqtt__Host"] = "" });
            await Eventually.TrueAsync(() => File.Exists(_folder["data/autocore.db"]) && File.Exists(_folder["data/run/status.json"]));
        }
        else
        {
            await AutoCoreProcess.RunAsync([.. WordsOf(verbs), "--config", settings]);
        }

        Assert.Empty(await ShellAsync($"find {_folder["data"]} -user 0"));
    }

    [Fact]
    public async Task SettingsOfAnother_Named_MakeTheCommandThatUserForGood_WithoutRootsSecrets()
    {
        var (settings, told) = await PlantAsync("chown -R 1500:1500");

        var result = await AutoCoreProcess.RunAsync(["alert", "test", "--config", settings], new Dictionary<string, string> { ["ROOTS_SECRET"] = "x" });

        Assert.Equal(0, result.ExitCode);
        var text = await File.ReadAllTextAsync(told);
        Assert.Contains("Uid:\t1500\t1500\t1500\t1500", text, StringComparison.Ordinal);
        Assert.Contains("Gid:\t1500\t1500\t1500\t1500", text, StringComparison.Ordinal);
        Assert.Matches(@"Groups:\t1500 ?\n", text);
        Assert.Matches(@"CapPrm:\t0+\n", text);
        Assert.DoesNotContain("ROOTS_SECRET", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME=/root", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chmod 666 SETTINGS")]
    [InlineData("chmod 664 SETTINGS")]
    [InlineData("chown 0 SETTINGS")]
    [InlineData("chmod 777 FOLDER")]
    [InlineData("mv SETTINGS FOLDER/x && ln -s /etc/passwd SETTINGS && chown -h 1500 SETTINGS")]
    [InlineData("rm SETTINGS && mkfifo SETTINGS && chown 1500 SETTINGS")]
    public async Task SettingsOfNobodyInParticular_Named_AreRefused(string how)
    {
        var (settings, told) = await PlantAsync("chown -R 1500:1500");
        await ShellAsync(how.Replace("SETTINGS", settings, StringComparison.Ordinal).Replace("FOLDER", _folder["evil"], StringComparison.Ordinal));

        var result = await AutoCoreProcess.RunAsync(["alert", "test", "--config", settings]);

        Assert.Equal(78, result.ExitCode);
        Assert.Single(result.Errors);
        Assert.False(File.Exists(told));
    }

    [Theory]
    [InlineData("guard --need 1K")]
    [InlineData("restore x --stop")]
    [InlineData("cleanup-root")]
    public async Task SettingsOfAnother_Named_AreRefusedByWhatNeedsRoot(string words)
    {
        var (settings, _) = await PlantAsync("chown -R 1500:1500");
        var result = await AutoCoreProcess.RunAsync(
            [.. words.Split(' '), "--config", settings, .. words.StartsWith("guard", StringComparison.Ordinal) ? ["--", "true"] : Array.Empty<string>()]);
        Assert.Equal(78, result.ExitCode);
    }

    [Fact]
    public async Task ProgramOfAnother_NamedByRootsSettings_IsNotRunByRoot()
    {
        var (_, told) = await PlantAsync("chown -R 1500:1500");
        Directory.CreateDirectory(_folder["roots"]);
        var result = await AutoCoreProcess.RunAsync(["alert", "test", "--config", _folder.Write("a.json", Settings("roots", Program))]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("root does not run", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(told));
    }

    [Fact]
    public async Task RestoreOfANeighboursData_ByADataDirectoryThatAnotherLeadsElsewhere_IsRefused()
    {
        foreach (var folder in new[] { "roots", "evil" })
            Directory.CreateDirectory(_folder[folder]);
        await ShellAsync($"ln -s {_folder["roots"]} {_folder["evil"]}/data && chown -hR {Evil} {_folder["evil"]}");

        var result = await AutoCoreProcess.RunAsync(["restore", "nb-20260101T000000Z.db.gz", "--config", _folder.Write("a.json", Settings("evil/data", ""))]);

        Assert.Equal(78, result.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["roots"]));
    }

    [Fact]
    public async Task ProgramOfTheWorkingDirectoryOrOfAnothersPath_IsNotTheSystems()
    {
        Directory.CreateDirectory(_folder["evil"]);
        foreach (var name in new[] { "setsid", "systemctl" })
            _folder.Write($"evil/{name}", $"#!/bin/sh\ntouch {_folder["ran"]}\n");
        await ShellAsync($"chmod 755 {_folder["evil"]}/* && chown -R {Evil} {_folder["evil"]}");
        var environment = new Dictionary<string, string> { ["PATH"] = $"{_folder["evil"]}:.::{Environment.GetEnvironmentVariable("PATH")}" };
        var settings = _folder.Write("a.json", Settings(".", ""));

        Assert.Equal(0, (await AutoCoreProcess.RunAsync(["guard", "--need", "1K", "--config", settings, "--", "true"], environment, _folder["evil"])).ExitCode);
        await AutoCoreProcess.RunAsync(["doctor", "--config", settings], environment, _folder["evil"]);

        Assert.False(File.Exists(_folder["ran"]));
    }

    [Fact]
    public async Task DataDirectoryThatIsALinkOfAnothers_IsNotFollowed()
    {
        Directory.CreateDirectory(_folder["evil"]);
        Directory.CreateDirectory(_folder["roots"]);
        File.CreateSymbolicLink(_folder["evil/data"], _folder["roots"]);
        await ShellAsync($"chown -hR {Evil} {_folder["evil"]}");

        var result = await AutoCoreProcess.RunAsync(["backup", "--config", _folder.Write("a.json", Settings("evil/data", ""))]);

        Assert.Equal(78, result.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["roots"]));
    }

    [Fact]
    public async Task LockFileRemoved_SecondDaemonOnTheDirectory_DoesNotStart()
    {
        var settings = _folder.Write("a.json", Settings("data", ""));
        await using var first = AutoCoreProcess.Start(["run", "--config", settings]);
        await Eventually.TrueAsync(() => File.Exists(_folder["data/run/lock"]) && File.Exists(_folder["data/run/status.json"]));
        Directory.Delete(_folder["data/run"], recursive: true);

        var second = await AutoCoreProcess.RunAsync(["run", "--config", settings]);
        var restore = await AutoCoreProcess.RunAsync(["restore", _folder.Write("autocore-20261120T030000Z.db.gz", ""), "--config", settings]);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another autocore daemon runs", string.Join('\n', second.Errors.Concat(second.Output)), StringComparison.Ordinal);
        Assert.Equal(1, restore.ExitCode);
    }

    private string Program => $$""" "Alerts": { "Channels": [ { "Name": "x", "Type": "program", "Program": "{{_folder["evil/program"]}}" } ] } """;

    private string Settings(string data, string more) => more.Contains("Logging", StringComparison.Ordinal)
        ? $$"""{ "AutoCore": { "DataDirectory": "{{_folder[data]}}", "SdCard": { "Size": 8 } }, {{more}} }"""
        : $$"""{ "AutoCore": { "DataDirectory": "{{_folder[data]}}", "SdCard": { "Size": 8 }{{(more.Length > 0 ? ", " : "")}}{{more}} } }""";

    /// <summary>Settings with a program that tells who it is, both in a folder of the other user's.</summary>
    private async Task<(string Settings, string Told)> PlantAsync(string own)
    {
        var told = _folder["evil/told"];
        _folder.Write("evil/program", $"#!/bin/sh\n{{ cat /proc/self/status; env; }} > {told}\n");
        var settings = _folder.Write("evil/a.json", Settings("evil", Program));
        await ShellAsync($"chmod 755 {_folder["evil"]} {_folder["evil/program"]} && {own} {_folder["evil"]}");
        return (settings, told);
    }

    /// <summary>A complete command line of a command, its verbs first.</summary>
    internal static string[] WordsOf(string verbs) =>
    [
        .. verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        .. verbs switch { "cameras accept" => ["A/B"], "restore" or "fleet publish" or "jpeg" => ["x"], "preflight" => ["--need", "1M"],
            "guard" => ["--need", "1M", "true"], "complete" => ["--", "capture", "--site", ""],
            "timelapse" => ["A/B", "--from", "2026-01-01", "--to", "2026-01-01", "/tmp/a.mp4"], "setup" => ["--node", "x"],
            "cameras add" => ["http://127.0.0.1:1/x"], "cameras discover" => ["--interface", "lo"], _ => Array.Empty<string>() },
    ];

    private static async Task<IReadOnlyList<string>> ShellAsync(string command)
    {
        await using var shell = new ChildProcess(new("sh", ["-c", command]));
        Assert.Equal(0, await shell.WaitForExitAsync());
        return shell.Output;
    }
}
