using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Backups;

/// <summary>The system's programs, run for a test.</summary>
internal static class Programs
{
    /// <summary>Runs a program that must succeed, and gives its output.</summary>
    public static async Task<string> RunAsync(ProcessStartInfo start, TimeSpan? timeout = null)
    {
        await using var process = new ChildProcess(start);
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync(timeout ?? TimeSpan.FromMinutes(5));
        Assert.True(exitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)}: exit code {exitCode}: {string.Join('\n', process.Errors)}");
        return string.Join('\n', process.Output);
    }

    /// <summary>Runs a program that must succeed, and gives its output.</summary>
    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments));

    /// <summary>A port that nobody listens on just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
