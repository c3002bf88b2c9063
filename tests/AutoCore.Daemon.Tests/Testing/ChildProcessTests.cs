using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task WaitForExitAsync_ProgramEnds_HasExitCodeAndBothStreams()
    {
        await using var process = Shell("echo out; echo err >&2; exit 3");

        Assert.Equal(3, await process.WaitForExitAsync());
        Assert.Equal(["out"], process.Output);
        Assert.Equal(["err"], process.Errors);
    }

    [Fact]
    public async Task Kill_RunningProgram_EndsBySigkill()
    {
        await using var process = Shell("echo ready; read line");
        await process.WaitForLineAsync("ready");

        process.Kill();

        Assert.Equal(128 + 9, await process.WaitForExitAsync());
    }

    [Fact]
    public async Task Terminate_ProgramWithTrap_EndsItsOwnWay()
    {
        await using var process = Shell("trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.01; done");
        await process.WaitForLineAsync("ready");

        process.Terminate();

        Assert.Equal(7, await process.WaitForExitAsync());
        Assert.Contains("bye", process.Output);
    }

    [Fact]
    public async Task WaitForLineAsync_ProgramEndsWithoutIt_ThrowsWithWhatItSaid()
    {
        await using var process = Shell("echo something else >&2");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => process.WaitForLineAsync("ready"));

        Assert.Contains("something else", failure.Message, StringComparison.Ordinal);
    }

    private static ChildProcess Shell(string script) => new(new ProcessStartInfo("/bin/sh", ["-c", script]));
}
