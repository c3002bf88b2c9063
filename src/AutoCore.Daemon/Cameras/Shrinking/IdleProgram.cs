using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>
/// Runs a program at idle priority: the scheduler gives it the processor, and the disk, only while nobody else wants them. Where that is not
/// allowed it runs as politely as it may.
/// </summary>
internal sealed class IdleProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private bool? _mayBeIdle;

    /// <summary>Runs it to its end; what it writes is thrown away.</summary>
    /// <exception cref="IOException">It is not installed, or did not end in five minutes and was killed.</exception>
    public async Task<bool> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (ExternalCommand.Find(program) is not { } path)
            throw new IOException($"{program} is not installed");
        _mayBeIdle ??= await ExternalCommand.RunAsync("chrt", ["--idle", "0", "true"], cancellationToken) is { ExitCode: 0 };
        var request = _mayBeIdle.Value ? new CommandRequest("chrt", ["--idle", "0", path, .. arguments]) : new CommandRequest(path, arguments);
        return await ExternalCommand.RunAsync(request with { AtIdle = true, Patience = Patience }, cancellationToken) is { ExitCode: 0 };
    }
}
