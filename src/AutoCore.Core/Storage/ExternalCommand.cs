using System.ComponentModel;
using System.Diagnostics;

namespace AutoCore.Core.Storage;

/// <summary>How a program ended and what it wrote.</summary>
internal readonly record struct CommandOutcome(int ExitCode, string Output, string Errors);

/// <summary>Runs one of the system's programs: a list of arguments and never a shell, so that no name of a file can become a command.</summary>
internal static class ExternalCommand
{
    private const int MostOutput = 16_000_000;
    private const int MostErrors = 16_000;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs a program to its end; null if it is not installed.</summary>
    /// <exception cref="IOException">It did not end in ten minutes, and was killed.</exception>
    public static Task<CommandOutcome?> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(new CommandRequest(program, [.. arguments]), cancellationToken);

    /// <summary>Where a program lies, or null if it is not installed. The platform itself would look in the working directory first, which may be
    /// anybody's.</summary>
    public static string? Find(string program) => program.Contains('/')
        ? File.Exists(program) ? program : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end; null if it is not installed. Of what it says on standard error the end is kept.</summary>
    /// <exception cref="IOException">It showed no progress, met an obstacle, or wrote more than fits, and was killed; or root must not run it.</exception>
    public static async Task<CommandOutcome?> RunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        if (Find(request.Program) is not { } path)
            return null;
        if (ProcessRights.IsRoot && PathWalk.FindProblem(path) is { } problem)
            throw new IOException($"root does not run {path}, which another user could have written; {problem}");
        using var process = new Process { StartInfo = StartOf(request, path) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        GiveUpFirst(process.Id);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var output = request.TakeOutput is { } take ? TakeAsync(process, take, limit.Token)
                : ReadAsync(process.StandardOutput, request.Program, limit.Token);
            var errors = ReadErrorsAsync(process.StandardError, request.OnErrorLine, limit.Token);
            var input = WriteAsync(process.StandardInput, request, limit.Token);
            var ended = process.WaitForExitAsync(limit.Token);
            var all = Task.WhenAll(ended, output, errors, input);
            await WatchAsync(request, request.OutputAfterEnd is { } more ? EndAsync(ended, all, more) : all, output, cancellationToken);
            return all.IsCompleted ? new(process.ExitCode, await output, await errors) : new(process.ExitCode, "", "");
        }
        finally
        {
            await limit.CancelAsync();
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartOf(CommandRequest request, string path)
    {
        // Both wrappers become the program itself, with the same process id; where the kernel refuses, they go on as they are.
        IEnumerable<string> wrapped = request.AtIdle ? ["-n", "19", "ionice", "-t", "-c", "3", path, .. request.Arguments] : request.Arguments;
        var start = new ProcessStartInfo(request.AtIdle ? Find("nice") ?? "/usr/bin/nice" : path, wrapped)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = "/",
        };
        if (request.Environment is { } environment)
        {
            foreach (var name in start.Environment.Keys.Except(["PATH", "HOME"], StringComparer.Ordinal).ToList())
                start.Environment.Remove(name);
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
        }
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Where memory is short the kernel ends the child, and not who waits for it.</summary>
    private static void GiveUpFirst(int process) =>
        // It has ended, or runs as somebody else.
        FileAttempt.Try(() => File.WriteAllText($"/proc/{process}/oom_score_adj", "1000"));

    private static async Task WatchAsync(CommandRequest request, Task running, Task output, CancellationToken cancellationToken)
    {
        // A child lives by the real clock, whatever clock the rest of the program is given.
        var sinceChange = Stopwatch.StartNew();
        var last = request.Progress?.Invoke();
        while (!await EndedAsync(running, cancellationToken))
        {
            // Nobody reads any more: the program would wait for ever to be rid of what it writes.
            if (output.IsFaulted)
                await output;
            if (request.FindObstacle?.Invoke() is { } obstacle)
                throw new IOException($"{request.Program} was stopped: {obstacle}");
            if (request.Progress?.Invoke() is { } now && now != last)
            {
                last = now;
                sinceChange.Restart();
            }
            if (sinceChange.Elapsed > request.Patience)
            {
                throw new IOException(
                    $"{request.Program} {(request.Progress is null ? "did not end" : "showed no progress")} in {request.Patience.TotalMinutes:0} minutes and was killed");
            }
        }
    }

    /// <summary>Waits for a program, and briefly for what it wrote: what it leaves running may hold its output open for good.</summary>
    private static async Task EndAsync(Task ended, Task all, TimeSpan more)
    {
        await ended;
        try
        {
            await all.WaitAsync(more);
        }
        catch (TimeoutException)
        {
            // It has said what it had to say.
        }
    }

    private static async Task<bool> EndedAsync(Task running, CancellationToken cancellationToken)
    {
        try
        {
            await running.WaitAsync(BetweenLooks, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task WriteAsync(StreamWriter standardInput, CommandRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.GiveInput is { } give)
                await give(standardInput.BaseStream, cancellationToken);
            else
                await standardInput.WriteAsync(request.Input.AsMemory(), cancellationToken);
            standardInput.Close();
        }
        catch (IOException)
        {
            // It did not care to read everything: its exit code says what that means.
        }
    }

    private static async Task<string> TakeAsync(Process process, Func<Stream, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        await take(process.StandardOutput.BaseStream, cancellationToken);
        return "";
    }

    private static async Task<string> ReadAsync(StreamReader reader, string program, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (text.Length + count > MostOutput)
                throw new IOException($"{program} wrote more than {MostOutput / 1_000_000} MB of output and was killed");
            text.Append(buffer, 0, count);
        }
        return text.ToString();
    }

    private static async Task<string> ReadErrorsAsync(StreamReader reader, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            onLine?.Invoke(line);
            text.Append(line).Append('\n');
            if (text.Length > MostErrors)
                text.Remove(0, text.Length - MostErrors);
        }
        return text.ToString();
    }
}
