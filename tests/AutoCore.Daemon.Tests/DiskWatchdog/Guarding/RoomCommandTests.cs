using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.DiskWatchdog.Guarding;

/// <summary><c>preflight</c> and <c>guard</c> as a user types them.</summary>
public sealed class RoomCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _config;

    public RoomCommandTests() => _config = _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder["data"]}}" } }""");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1K", 0)]
    [InlineData("1MiB", 0)]
    [InlineData("4000T", 1)]
    [InlineData("12X", 64)]
    [InlineData("-1G", 64)]
    public async Task Preflight_Size_ExitCodeSaysWhetherThereIsRoom(string size, int exitCode)
    {
        var result = await RunAsync("preflight", $"--need={size}", "--path", _folder["not/yet/there"]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(exitCode != 0, result.Errors.Count > 0);
    }

    [Fact]
    public async Task Preflight_NoSize_IsWrongUsage() => Assert.Equal(64, (await RunAsync("preflight")).ExitCode);

    [Fact]
    public async Task Preflight_Factor_IsWhatMustBeFree()
    {
        var line = Assert.Single((await RunAsync("preflight", "--need", "1M", "--factor", "3.5", "--path", _folder.Path)).Output);
        Assert.Contains("3.5 MB needed (3.5 x 1 MB)", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Guard_CommandEnds_ExitCodeIsTheCommands(int exitCode)
    {
        var result = await RunAsync("guard", "--need", "1K", "--path", _folder.Path, "--", "sh", "-c", $"echo --help; exit {exitCode}");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(["--help"], result.Output);
    }

    [Fact]
    public async Task Guard_NoRoom_StartsNothing()
    {
        var result = await RunAsync("guard", "--need", "4000T", "--path", _folder.Path, "--", "touch", _folder["started"]);
        Assert.Equal(1, result.ExitCode);
        Assert.False(File.Exists(_folder["started"]));
    }

    private Task<CommandResult> RunAsync(string verb, params string[] arguments) => AutoCoreProcess.RunAsync([verb, "--config", _config, .. arguments]);
}
