using System.Diagnostics;
using AutoCore.Core.Storage;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>How a guarded command ended.</summary>
/// <param name="ExitCode">The command's own.</param>
/// <param name="StoppedAt">Usage when it was frozen; null if it ended by itself.</param>
internal readonly record struct GuardOutcome(int ExitCode, FileSystemUsage? StoppedAt);

/// <summary>Runs a command, watches a file system meanwhile, and stops the command with all its children before the file system is critical.</summary>
internal sealed class GuardedCommand(string folder, DiskLevels levels, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs it to its end; TERM or a cancellation ends it too, other signals are its own.</summary>
    /// <param name="command">The program's path, and its arguments.</param>
    public async Task<GuardOutcome> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var terminal = CommandTerminal.TryOpen();
        using var signals = new PassedSignals(terminal);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals.Ending);
        var group = ControlGroup.TryCreate();
        Signals.KeepOrphans();
        using var process = Start(command, group, terminal is not null);
        signals.Command = process.Id;
        using var set = (IProcessSet?)group ?? new ProcessSession(process.Id, Environment.ProcessId);
        var stoppedAt = await WatchAsync(process, ending.Token);
        if (stoppedAt is not null || ending.Token.IsCancellationRequested)
            await StopAsync(set);
        await process.WaitForExitAsync(CancellationToken.None);
        return new(process.ExitCode, stoppedAt);
    }

    /// <summary>A terminal is shared: a session of its own would have none, and <c>sudo</c> could not ask. Without one, the command has its own session, and
    /// whoever signals the guard's group signals the guard alone.</summary>
    private static Process Start(IReadOnlyList<string> command, ControlGroup? group, bool sharesTerminal)
    {
        var start = sharesTerminal ? new ProcessStartInfo(command[0], command.Skip(1))
            : new ProcessStartInfo(ExternalCommand.Find("setsid") ?? "/usr/bin/setsid", ["--", .. command]);
        start.UseShellExecute = false;
        return group is null ? Process.Start(start)! : group.Within(() => Process.Start(start)!);
    }

    /// <summary>Looks until the command has ended or is cancelled (null), or must stop (the usage then).</summary>
    private async Task<FileSystemUsage?> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        var ended = process.WaitForExitAsync(cancellationToken);
        var (before, at) = (FileSystems.ReadUsage(folder), time.GetTimestamp());
        while (true)
        {
            try
            {
                await ended.WaitAsync(GuardPolicy.NextLook(before, levels), time, cancellationToken);
                return null;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return null;
            }
            catch (TimeoutException)
            {
                var (now, nowAt) = (FileSystems.ReadUsage(folder), time.GetTimestamp());
                if (GuardPolicy.MustStop(before, now, time.GetElapsedTime(at, nowAt), levels))
                    return now;
                (before, at) = (now, nowAt);
            }
        }
    }

    /// <summary>Frozen at once, then told to end; killed when it does not, or fills on instead.</summary>
    private async Task StopAsync(IProcessSet set)
    {
        set.Freeze();
        set.Send(Signals.Terminate);
        set.Thaw();
        var since = time.GetTimestamp();
        while (!set.IsEmpty && time.GetElapsedTime(since) < GuardPolicy.Grace && !GuardPolicy.MustKill(FileSystems.ReadUsage(folder), levels))
            await Task.Delay(Pause, time);
        while (!set.IsEmpty)
        {
            set.Send(Signals.Kill);
            await Task.Delay(Pause, time);
        }
    }
}
