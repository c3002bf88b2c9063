using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AutoCore.Testing;

/// <summary>A program that a test starts, listens to and ends by its process id.</summary>
public partial class ChildProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();

    public ChildProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Its standard input; close it to say that no more comes.</summary>
    public StreamWriter Input => process.StandardInput;

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. output];

    /// <summary>Lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => [.. errors];

    /// <summary>Waits for a line of either stream that contains <paramref name="text"/>.</summary>
    /// <exception cref="TimeoutException">It did not come; the message holds all that did.</exception>
    public async Task<string> WaitForLineAsync(string text, TimeSpan? timeout = null)
    {
        string? found = null;
        try
        {
            await Eventually.TrueAsync(() => (found = Output.Concat(Errors).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal))) is not null
                || HasExited, timeout);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(Describe($"no line with '{text}'"), late);
        }

        if (found is not null) return found;
        await WaitForExitAsync();
        return Output.Concat(Errors).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal))
            ?? throw new InvalidOperationException(Describe($"ended with {process.ExitCode} without a line with '{text}'"));
    }

    /// <summary>Waits for the end, with all output read; 128 + n if signal n ended it.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null)
    {
        using var limit = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException(Describe("still running"), late);
        }

        return process.ExitCode;
    }

    /// <summary>SIGKILL: what a power cut looks like to a process.</summary>
    public void Kill() => Signal(SigKill);

    /// <summary>SIGTERM: what <c>systemctl stop</c> sends.</summary>
    public void Terminate() => Signal(SigTerm);

    public void Signal(int signal)
    {
        if (!process.HasExited) _ = SendSignal(process.Id, signal);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await WaitForExitAsync();
        process.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    private string Describe(string what) =>
        string.Join('\n', [$"{process.StartInfo.FileName}: {what}; standard output:", .. Output, "standard error:", .. Errors]);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
