using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Packaging;

/// <summary>Scripts of <c>deploy/</c> in a real bash, with programs of the test's own in front of the system's.</summary>
internal static class Shell
{
    /// <summary>Runs lines of bash in a folder, behind the functions of a script that is sourced.</summary>
    /// <param name="folder">The folder; programs in its <c>bin</c> come before the system's.</param>
    /// <param name="script">The script of <c>deploy/</c>, or null.</param>
    /// <param name="lines">The lines.</param>
    public static async Task<CommandResult> TryAsync(TemporaryFolder folder, string? script, string lines)
    {
        var source = script is null ? "" : $". '{Repository.Combine("deploy", script)}'\n";
        var start = new ProcessStartInfo("bash", ["--norc", "-c", $"{source}{lines}"]) { WorkingDirectory = folder.Path };
        start.Environment["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        await using var bash = new ChildProcess(start);
        bash.Input.Close();
        return new(await bash.WaitForExitAsync(), bash.Output, bash.Errors);
    }

    /// <summary>The same, which must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(TemporaryFolder folder, string? script, string lines)
    {
        var result = await TryAsync(folder, script, lines);
        Assert.True(result.ExitCode == 0, $"{lines}: exit code {result.ExitCode}\n{string.Join('\n', result.Output.Concat(result.Errors))}");
        return result.Output;
    }

    /// <summary>Leaves a program in the folder's <c>bin</c>.</summary>
    public static void WriteProgram(TemporaryFolder folder, string name, string lines)
    {
        var file = folder.Write($"bin/{name}", $"#!/bin/sh\n{lines}\n");
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }
}
