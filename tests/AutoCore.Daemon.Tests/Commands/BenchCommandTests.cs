using AutoCore.Daemon.Tests.Packaging;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task BenchCard_FolderOnADisk_MeasuresJudgesAndLeavesNothingBehind()
    {
        folder.Write("data/.autocore-bench/data", "left by one that was cut off");
        var result = await RunAsync(folder["data"]);
        Assert.Empty(result.Errors);
        Assert.InRange(result.ExitCode, 0, 2);
        foreach (
            var row in new[] { "sequential write", "sequential read", "SQLite INSERT", "SQLite SELECT", "boot of the OS", "Python import", "4 KB random write",
                "verdict:" })
        {
            Assert.Contains(result.Output, l => l.StartsWith(row, StringComparison.Ordinal));
        }
        Assert.Empty(Directory.GetFileSystemEntries(folder["data"]));
    }

    [Fact]
    public async Task BenchCard_RootOnTheDataOfAnother_MeasuresTheSame()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root gives up root");
        Directory.CreateDirectory(folder["data"]);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        var settings = folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{folder["data"]}}" } }""");
        await Shell.RunAsync(folder, null, "chown 1500:1500 data");

        var result = await AutoCoreProcess.RunAsync(["bench", "card", "--config", settings]);

        Assert.Empty(result.Errors);
        Assert.Contains(result.Output, l => l.StartsWith("sequential read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BenchCard_NotEnoughSpace_SaysSo()
    {
        // A file system without any room, on every Linux.
        var result = await RunAsync("/proc");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("not enough space in /proc", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BenchCard_NoSuchFolder_SaysSo() =>
        Assert.Contains("--path", Assert.Single((await RunAsync(folder["none"])).Errors), StringComparison.Ordinal);

    private Task<CommandResult> RunAsync(string path) =>
        AutoCoreProcess.RunAsync(
        ["bench", "card", "--path", path, "--config", folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{folder.Path}}" } }""")]);
}
