using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace AutoCore.Daemon.Storage;

/// <summary>How a program ended and what it wrote.</summary>
internal readonly record struct CommandOutcome(int ExitCode, string Output, string Errors);

/// <summary>Runs one of the system's programs: a list of arguments and never a shell, so that no name of a file can become a command.</summary>
internal static class ExternalCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program to its end; null if it is not installed.</summary>
    /// <exception cref="IOException">It did not end in ten minutes, and was killed.</exception>
    public static async Task<CommandOutcome?> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{program} did not end in {Patience.TotalMinutes:0} minutes and was killed", e);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
