using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>A guard is not noticed by its command: signals, exit codes and the terminal pass.</summary>
public sealed class GuardSignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("QUIT")]
    [InlineData("HUP")]
    [InlineData("USR1")]
    [InlineData("TERM")]
    public async Task Signal_ToTheGuard_ReachesTheCommandOnce_AndItsExitCodeComesBack(string name)
    {
        // As from a service manager or cron: without a terminal, and with all signals as they are by default, whoever runs the tests.
        await using var guard = new ChildProcess(new("env", ["--default-signal", "setsid", "-w", AutoCoreProcess.ProgramPath, .. Guard(
            "sh", "-c", $"trap 'echo caught; n=1' {name}; echo ready; while [ -z \"$n\" ]; do sleep 0.05; done; sleep 0.3; exit 5")]));
        await guard.WaitForLineAsync("ready");
        var id = ChildOf(guard.Id);
        await using (var kill = new ChildProcess(new("kill", [$"-{name}", $"{id}"])))
            await kill.WaitForExitAsync();
        Assert.Equal(5, await guard.WaitForExitAsync());
        Assert.Single(guard.Output, "caught");
    }

    [Fact]
    public async Task Terminal_IsTheCommandsToo()
    {
        await using var script = new ChildProcess(new("script",
            ["-qec", $"{AutoCoreProcess.ProgramPath} {string.Join(' ', Guard("sh", "-c", "'echo asked > /dev/tty; test -t 0 && echo stdin-is-tty; exit 7'"))}", "/dev/null"]));
        Assert.Equal(7, await script.WaitForExitAsync());
        Assert.Contains(script.Output, l => l.Contains("asked", StringComparison.Ordinal));
        Assert.Contains(script.Output, l => l.Contains("stdin-is-tty", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/no/such/program", 127)]
    [InlineData("no-such-program", 127)]
    [InlineData("/etc/passwd", 126)]
    public async Task Command_ThatCannotBeRun_HasAShellsExitCodeAndIsNamed(string command, int expected)
    {
        var result = await AutoCoreProcess.RunAsync(Guard(command));
        Assert.Equal(expected, result.ExitCode);
        Assert.Contains(command, Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_KilledByASignal_Is128AndItsNumber() => Assert.Equal(137, (await AutoCoreProcess.RunAsync(Guard("sh", "-c", "kill -9 $$"))).ExitCode);

    private string[] Guard(params string[] command) =>
        ["guard", "--need", "1M", "--path", _folder.Path, "--config", _folder.Write("appsettings.json", "{}"), "--", .. command];

    /// <summary>What setsid became, or started.</summary>
    private static int ChildOf(int process)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return File.ReadAllText($"/proc/{process}/comm").Trim() == "setsid" && children.Length > 0 ? int.Parse(children[0], System.Globalization.CultureInfo.InvariantCulture)
            : process;
    }
}
