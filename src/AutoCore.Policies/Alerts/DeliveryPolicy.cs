using System.Text.RegularExpressions;

namespace AutoCore.Policies.Alerts;

/// <summary>What an answer means for the message, and when it is tried again.</summary>
public static partial class DeliveryPolicy
{
    /// <summary>Attempts after which a message that is not wanted is given up.</summary>
    public const int MostRefusals = 5;

    /// <summary>Attempts after which a message of which nobody knows whether it arrived is given up: whoever has it would get it again and again.</summary>
    public const int MostUnclear = 4;

    /// <summary>Failures in a row from which on a channel counts as failing: one that passes by itself is no news.</summary>
    public const int FailingAfter = 3;

    /// <summary>Attempts under one id of a message that may have arrived, before newer alerts join it under another one.</summary>
    public const int AttemptsAlone = 2;

    /// <summary>The longest wait, unless the far side asks for more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The longest wait after a failure once there is something newer to tell.</summary>
    public static readonly TimeSpan LongestForNews = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan[] Unclear = [First, TimeSpan.FromMinutes(10), TimeSpan.FromHours(2)];

    /// <summary>Judges an HTTP status.</summary>
    /// <param name="detail">What the body says, or empty.</param>
    /// <param name="retryAfter">The answer's wish, or null.</param>
    public static Delivery OfStatus(int status, string detail, TimeSpan? retryAfter)
    {
        const int contentTooLarge = 413, headersTooLarge = 431;
        var reason = detail.Length > 0 ? $"{status}: {detail}" : $"{status}";
        return status switch
        {
            >= 200 and < 300 => Delivery.Done(reason),
            >= 300 and < 400 => Delivery.Person($"{reason}, the address has moved: set the new one"),
            401 or 403 or 407 => Delivery.Person($"{reason}, not allowed: check the address and the token"),
            404 or 410 => Delivery.Person($"{reason}, no such address: check it"),
            408 or 504 => new(DeliveryVerdict.TryAgain, reason, retryAfter) { MayHaveArrived = true },
            425 or 429 or >= 500 => new(DeliveryVerdict.TryAgain, reason, retryAfter),
            contentTooLarge or headersTooLarge => new(DeliveryVerdict.NotWanted, $"{reason}, too large: set a smaller MaxTextBytes") { IsTooLarge = true },
            _ => new(DeliveryVerdict.NotWanted, $"{reason}, the far side does not take this message"),
        };
    }

    /// <summary>Judges the exit code of a program, by the meanings that <c>sysexits.h</c> gives the codes of <c>sendmail</c>. A mail whose text is refused for
    /// good (554, 552) ends msmtp with the code of a service that is away: there the server's answer counts.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="detail">What it wrote to standard error, or empty.</param>
    public static Delivery OfExitCode(int code, string detail)
    {
        const int usage = 64, dataError = 65, noInput = 66, noUser = 67, noHost = 68, away = 69, protocol = 76, notPermitted = 77, configuration = 78;
        var reason = detail.Length > 0 ? $"exit code {code}: {detail}" : $"exit code {code}";
        return code switch
        {
            0 => Delivery.Done(reason),
            usage or noInput or notPermitted or configuration or 126 or 127 => Delivery.Person(reason),
            away when RefusedForGood().IsMatch(detail) => new(DeliveryVerdict.NotWanted, reason),
            dataError or noUser => new(DeliveryVerdict.NotWanted, reason),
            >= noHost and <= protocol => Delivery.Later(reason),
            // Of several services behind one program one may be down, and the others have it.
            _ => new(DeliveryVerdict.Unclear, reason),
        };
    }

    /// <summary>What msmtp quotes of a server: its code and, mostly, the enhanced one.</summary>
    [GeneratedRegex("server message: 5[0-9][0-9][ -]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RefusedForGood();

    /// <summary>Whether a failed message holds up those behind it: it is the channel that fails, and not this message.</summary>
    public static bool IsOfTheChannel(DeliveryVerdict verdict) => verdict is DeliveryVerdict.TryAgain or DeliveryVerdict.NeedsPerson;

    /// <summary>Whether a channel fails, so that someone should look.</summary>
    /// <param name="last">How the last attempt failed.</param>
    /// <param name="failuresInRow">How many have.</param>
    public static bool IsFailing(DeliveryVerdict last, int failuresInRow) => failuresInRow >= FailingAfter || (failuresInRow > 0 && last == DeliveryVerdict.NeedsPerson);

    /// <summary>Whether a failed message is given up.</summary>
    /// <param name="verdict">How the last attempt failed.</param>
    /// <param name="refusals">Attempts of it that failed for its own sake.</param>
    /// <param name="waited">How long it has waited since its first attempt, while the daemon ran.</param>
    /// <param name="longest">How long it may.</param>
    public static bool GivesUp(DeliveryVerdict verdict, int refusals, TimeSpan waited, TimeSpan longest) =>
        waited >= longest || (verdict == DeliveryVerdict.NotWanted && refusals >= MostRefusals) || (verdict == DeliveryVerdict.Unclear && refusals >= MostUnclear);

    /// <summary>The wait before the next attempt: doubling from ten seconds to an hour, with jitter of up to a quarter; never less than the far side asks
    /// for. Of what may have arrived ten seconds, ten minutes, two hours.</summary>
    /// <param name="delivery">How the last attempt ended.</param>
    /// <param name="failuresInRow">At least 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan NextAttempt(Delivery delivery, int failuresInRow, double jitter)
    {
        if (delivery.Verdict == DeliveryVerdict.Unclear)
            return Unclear[Math.Min(failuresInRow, Unclear.Length) - 1] * (1 + jitter / 4);
        var full = delivery.Verdict == DeliveryVerdict.NeedsPerson ? Longest : First * Math.Pow(2, Math.Min(failuresInRow - 1, 20));
        var wait = (full < Longest ? full : Longest) * (1 + jitter / 4);
        var asked = delivery.RetryAfter is { } after ? (after < LongestRetryAfter ? after : LongestRetryAfter) : TimeSpan.Zero;
        return wait > asked ? wait : asked;
    }
}
