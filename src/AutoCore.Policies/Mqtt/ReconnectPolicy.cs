using AutoCore.Policies.Health;

namespace AutoCore.Policies.Mqtt;

/// <summary>Why a connection to the broker ended.</summary>
public enum LinkEndCause
{
    /// <summary>It was asked to.</summary>
    Stopped,

    /// <summary>The broker could not be reached, or did not answer.</summary>
    Unreachable,

    /// <summary>The connection stood and broke.</summary>
    Lost,

    /// <summary>The broker does not want this client: wrong password, no permission.</summary>
    Refused,

    /// <summary>The broker's certificate is not trusted, or it does not trust ours.</summary>
    Untrusted,

    /// <summary>Another client took over the session by using the same client id.</summary>
    TakenOver,
}

/// <summary>When to try the broker again: soon after a first failure, never as a storm.</summary>
public static class ReconnectPolicy
{
    /// <summary>A broker that starts anew, and a Wi-Fi that pauses, are back within this.</summary>
    public static readonly TimeSpan AwayAfter = TimeSpan.FromMinutes(2);

    /// <summary>How it stands with the connection: a warning once the broker stays away.</summary>
    /// <param name="isConnected">Whether it is connected.</param>
    /// <param name="lasts">Since when it is, or is not.</param>
    public static Rating Rate(bool isConnected, TimeSpan lasts) => isConnected || lasts < AwayAfter ? Rating.Ok : Rating.Warning;

    /// <summary>The shortest wait.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait: within this, plus the time of connecting, the present values are back after the broker is.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection must stand before its end counts as a first failure: one that breaks at once must not reset the back-off.</summary>
    public static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Accepted connections in a row that broke soon and over nothing, after which another client with the same id is the likely cause: not every
    /// broker says so.
    /// </summary>
    public const int TakenOverAfter = 3;

    /// <summary>
    /// Connections in a row that the broker accepted and that broke before they were stable, with everything answered. One that was never accepted
    /// changes nothing, nor does one that broke while something was unanswered: that is the likelier cause.
    /// </summary>
    /// <param name="before">Such connections in a row before.</param>
    /// <param name="stood">How long the last one stood; null if it was not accepted.</param>
    /// <param name="unanswered">Requests that the broker had not answered.</param>
    public static int CountShortLived(int before, TimeSpan? stood, int unanswered) =>
        stood is not { } time ? before : time >= StableAfter ? 0 : unanswered > 0 ? before : before + 1;

    /// <summary>Failures in a row after a connection ended.</summary>
    /// <param name="failuresBefore">Failures in a row before it was tried.</param>
    /// <param name="stood">How long it stood; zero if it never did.</param>
    public static int CountFailures(int failuresBefore, TimeSpan stood) => stood >= StableAfter ? 1 : failuresBefore + 1;

    /// <summary>The wait before the next try: doubling, with jitter of up to half of it; what only a person can mend takes the longest at once.</summary>
    /// <param name="cause">How the last connection ended.</param>
    /// <param name="failuresInRow">At least 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    /// <param name="longest">The longest wait if others rely on this node, else <see cref="Longest"/>.</param>
    public static TimeSpan NextAttempt(LinkEndCause cause, int failuresInRow, double jitter, TimeSpan? longest = null)
    {
        var most = NeedsPerson(cause) || longest is null ? Longest : longest.Value;
        var full = NeedsPerson(cause) ? most : Shortest * Math.Pow(2, Math.Min(failuresInRow, 10));
        var wait = (full < most ? full : most) * (1 - jitter / 2);
        return wait > Shortest ? wait : Shortest;
    }

    /// <summary>Whether trying again soon is of no use.</summary>
    public static bool NeedsPerson(LinkEndCause cause) => cause is LinkEndCause.Refused or LinkEndCause.Untrusted or LinkEndCause.TakenOver;
}
