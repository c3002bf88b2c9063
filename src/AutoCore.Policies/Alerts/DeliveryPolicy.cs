namespace AutoCore.Policies.Alerts;

/// <summary>What an answer means for the message, and when it is tried again.</summary>
public static class DeliveryPolicy
{
    /// <summary>Attempts after which a message that is not wanted is given up: it would hold up all that come behind it.</summary>
    public const int MostRefusals = 5;

    /// <summary>Failures in a row from which on a way counts as failing: one that passes by itself is no news.</summary>
    public const int FailingAfter = 3;

    /// <summary>The longest wait, unless the far side asks for more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>Judges an HTTP status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="detail">What the body says, or empty.</param>
    /// <param name="retryAfter">The answer's wish, or null.</param>
    public static Delivery OfStatus(int status, string detail, TimeSpan? retryAfter)
    {
        var reason = detail.Length > 0 ? $"{status}: {detail}" : $"{status}";
        return status switch
        {
            >= 200 and < 300 => Delivery.Done(reason),
            >= 300 and < 400 => Delivery.Person($"{reason}, the address has moved: set the new one"),
            401 or 403 or 407 => Delivery.Person($"{reason}, not allowed: check the address and the token"),
            404 or 410 => Delivery.Person($"{reason}, no such address: check it"),
            408 or 425 or 429 or >= 500 => new(DeliveryVerdict.TryAgain, reason, retryAfter),
            _ => new(DeliveryVerdict.NotWanted, $"{reason}, the far side does not take this message"),
        };
    }

    /// <summary>Judges the exit code of a program, by the meanings that <c>sysexits.h</c> gives the codes of <c>sendmail</c>.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="detail">What it wrote to standard error, or empty.</param>
    public static Delivery OfExitCode(int code, string detail)
    {
        const int usage = 64, noUser = 67, notPermitted = 77, configuration = 78;
        var reason = detail.Length > 0 ? $"exit code {code}: {detail}" : $"exit code {code}";
        return code switch
        {
            0 => Delivery.Done(reason),
            usage or noUser or notPermitted or configuration or 126 or 127 => Delivery.Person(reason),
            _ => Delivery.Later(reason),
        };
    }

    /// <summary>Whether a failed message is given up.</summary>
    public static bool GivesUp(DeliveryVerdict verdict, int failuresInRow) => verdict == DeliveryVerdict.NotWanted && failuresInRow >= MostRefusals;

    /// <summary>The wait before the next attempt: doubling from ten seconds to an hour, with jitter of up to a quarter; never less than the far side asks
    /// for.</summary>
    /// <param name="delivery">How the last attempt ended.</param>
    /// <param name="failuresInRow">At least 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan NextAttempt(Delivery delivery, int failuresInRow, double jitter)
    {
        var full = delivery.Verdict == DeliveryVerdict.NeedsPerson ? Longest : First * Math.Pow(2, Math.Min(failuresInRow - 1, 20));
        var wait = (full < Longest ? full : Longest) * (1 + jitter / 4);
        var asked = delivery.RetryAfter is { } after ? (after < LongestRetryAfter ? after : LongestRetryAfter) : TimeSpan.Zero;
        return wait > asked ? wait : asked;
    }
}
