using AutoCore.Core.Health;
using AutoCore.Core.SecondPlace;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>What is known of a remote since the daemon started.</summary>
internal sealed class RemoteState(RemoteOptions remote, TimeProvider time)
{
    private int _fingerprint;
    private long? _triedAt;
    private long? _waitingSince;
    private DateTimeOffset? _lastCopied;
    private DateTimeOffset? _newest;
    private int? _waiting;

    /// <summary>The remote.</summary>
    public RemoteOptions Remote => remote;

    /// <summary>Whether it was asked since the daemon started.</summary>
    public bool IsTried => _triedAt is not null;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether to ask the remote now: something is new here, something waits, a failure's pause is over, or a day has gone.</summary>
    /// <param name="fingerprint">What lies here now.</param>
    public bool IsDue(int fingerprint)
    {
        if (remote.Hours?.Contains(TimeOnly.FromDateTime(time.GetLocalNow().DateTime)) == false)
            return false;
        if (_triedAt is not { } at)
            return true;
        var since = time.GetElapsedTime(at);
        return Failures > 0 ? since >= SecondPlacePolicy.PauseAfter(Failures) : fingerprint != _fingerprint || _waiting > 0
            || since >= SecondPlacePolicy.BetweenLooks;
    }

    /// <summary>Notes how a pass went.</summary>
    public void Note(RemotePass pass, int fingerprint)
    {
        (_fingerprint, _triedAt, _waiting) = (fingerprint, time.GetTimestamp(), pass.Waiting);
        _newest = pass.Newest ?? _newest;
        _lastCopied = pass.Copied > 0 ? time.GetUtcNow() : _lastCopied;
        Failures = pass.Problem is null ? 0 : Failures + 1;
        _waitingSince = pass.Waiting == 0 ? null : pass.Copied > 0 ? time.GetTimestamp() : _waitingSince ?? time.GetTimestamp();
    }

    /// <summary>How it stands.</summary>
    public RemoteHealth Read() =>
        new(remote.Name, SecondPlacePolicy.Rate(Failures, _waitingSince is { } at ? time.GetElapsedTime(at) : null), _lastCopied, _newest, _waiting, Failures);
}
