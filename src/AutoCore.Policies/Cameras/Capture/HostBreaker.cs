namespace AutoCore.Policies.Cameras;

/// <summary>
/// What is remembered of a host that fails, over rounds. Only failures of the host itself count (name, connection, TLS), in a row; a connection that
/// stands ends the row, be its answer a 404 or the silence of one channel behind a recorder.
/// </summary>
/// <param name="Failures">Failures in a row.</param>
/// <param name="Trips">Pauses in a row, none of which helped.</param>
/// <param name="PausedUntil">When one request may be tried again, on the monotonic clock: the wall clock may jump.</param>
public readonly record struct HostBreaker(int Failures = 0, int Trips = 0, TimeSpan PausedUntil = default)
{
    /// <summary>Failures in a row that pause a host for the first time.</summary>
    public const int TripsAt = 5;

    /// <summary>The first pause.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(20);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Whether no request may go to the host now.</summary>
    public bool IsPaused(TimeSpan now) => Trips > 0 && now < PausedUntil;

    /// <summary>Whether only one request at a time may go out, to see if the host is back.</summary>
    public bool IsOnTrial(TimeSpan now) => Trips > 0 && now >= PausedUntil;

    /// <summary>
    /// Whether the cameras that wait for this host are given up for this round. They wait out the first pause, since a portal's hiccup
    /// must not cost a round; a host that failed its trial has had its chance.
    /// </summary>
    public bool IsGivenUp(TimeSpan now) => Trips > 1 && IsPaused(now);

    /// <summary>A round begins: no pause reaches into it. It asks the host at once, by one request, and has done with it if that fails.</summary>
    public HostBreaker OnNextRound => this with { Trips = Math.Min(Trips, 1), PausedUntil = default };

    /// <summary>The host answered.</summary>
    public static HostBreaker Answered => default;

    /// <summary>The host failed once more.</summary>
    public HostBreaker Failed(TimeSpan now)
    {
        var failures = Failures + 1;
        // What was under way when the pause began says nothing new.
        if (IsPaused(now) || (Trips == 0 && failures < TripsAt))
            return this with { Failures = failures };
        var pause = FirstPause * Math.Pow(2, Math.Min(Trips, 20));
        return new(failures, Trips + 1, now + (pause < LongestPause ? pause : LongestPause));
    }
}
