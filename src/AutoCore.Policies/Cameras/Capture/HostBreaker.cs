namespace AutoCore.Policies.Cameras.Capture;

/// <summary>
/// What is remembered of a host that fails, over rounds. Only failures of the host itself count (name, connection, TLS), in a row; a connection that
/// stands ends the row, be its answer a 404 or the silence of one channel behind a recorder.
/// </summary>
/// <param name="Failures">Failures in a row.</param>
/// <param name="IsTripped">Whether it is asked by single trials only, until it answers.</param>
/// <param name="PausedUntil">When the next trial may be made, on the monotonic clock: the wall clock may jump.</param>
/// <param name="WaitsUntil">How long the cameras of this round wait for it, on the same clock.</param>
public readonly record struct HostBreaker(int Failures = 0, bool IsTripped = false, TimeSpan PausedUntil = default, TimeSpan WaitsUntil = default)
{
    /// <summary>Failures in a row that pause a host for the first time.</summary>
    public const int TripsAt = 5;

    /// <summary>From one trial to the next: a host that is back is noticed within this.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>Whether no request may go to the host now.</summary>
    public bool IsPaused(TimeSpan now) => IsTripped && now < PausedUntil;

    /// <summary>Whether only one request at a time may go out, to see if the host is back.</summary>
    public bool IsOnTrial(TimeSpan now) => IsTripped && now >= PausedUntil;

    /// <summary>Whether the cameras that wait for this host are given up for this round: the next trial would come after their patience.</summary>
    public bool IsGivenUp(TimeSpan now) => IsPaused(now) && PausedUntil > WaitsUntil;

    /// <summary>Whether the cameras of this host wait for it, however often a trial fails.</summary>
    public bool IsWaitedFor => IsTripped && PausedUntil <= WaitsUntil;

    /// <summary>A round begins: no pause reaches into it. It asks a host that was away by one request, and does not wait again if that fails.</summary>
    public HostBreaker OnNextRound => this with { PausedUntil = default, WaitsUntil = default };

    /// <summary>The host answered.</summary>
    public static HostBreaker Answered => default;

    /// <summary>The host failed once more.</summary>
    /// <param name="now">The time, on the monotonic clock.</param>
    /// <param name="patience">How long a round waits for a host that was there before.</param>
    public HostBreaker Failed(TimeSpan now, TimeSpan patience)
    {
        var failures = Failures + 1;
        // What was under way when the pause began says nothing new.
        if (IsPaused(now) || (!IsTripped && failures < TripsAt))
            return this with { Failures = failures };
        return new(failures, IsTripped: true, now + Pause, IsTripped ? WaitsUntil : now + patience);
    }
}
