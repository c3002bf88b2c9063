using AutoCore.Core.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>How long the last boot took, asked of systemd until it knows: the daemon itself starts before the boot has ended.</summary>
internal sealed class BootProbe(TimeProvider time, Func<CancellationToken, Task<CommandOutcome?>>? ask = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A boot that has not ended by then never will: some unit waits for ever.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(30);

    private readonly Func<CancellationToken, Task<CommandOutcome?>> _ask = ask ?? AskSystemdAsync;
    private readonly long _startedAt = time.GetTimestamp();
    private double? _seconds;
    private long? _askedAt;
    private bool _isSettled;

    /// <summary>Seconds, or null while or where nobody knows.</summary>
    public async Task<double?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_isSettled || (_askedAt is { } asked && time.GetElapsedTime(asked) < Pause))
            return _seconds;
        _askedAt = time.GetTimestamp();
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await _ask(either.Token);
            _seconds = answer is { ExitCode: 0 } good ? BootTime.Parse(good.Output) : null;
            _isSettled = _seconds is not null || answer is not { ExitCode: 0 } || time.GetElapsedTime(_startedAt) > GiveUpAfter;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // systemd is busy booting: asked again later.
        }
        return _seconds;
    }

    private static Task<CommandOutcome?> AskSystemdAsync(CancellationToken cancellationToken) =>
        ExternalCommand.RunAsync("systemctl", ["show", "--property=FinishTimestampMonotonic", "--value"], cancellationToken);
}
