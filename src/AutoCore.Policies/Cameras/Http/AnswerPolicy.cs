using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>What a camera's answer means when it is no picture.</summary>
public static class AnswerPolicy
{
    /// <summary>Bytes of a body that are enough to recognise a message.</summary>
    public const int Sample = 4096;

    private static readonly string[] BusyWords = ["busy", "too many", "try again later", "resource unavailable", "insufficient resources", "max session"];
    private static readonly string[] LoginWords = ["login", "logon", "signin", "sign-in", "sign_in", "entrar"];

    /// <summary>Words that begin like names of other things (an author's pictures).</summary>
    private static readonly string[] WholeLoginWords = ["auth", "oauth", "authenticate", "authentication", "authorize", "authorization"];

    /// <summary>What a status says by itself; <see cref="CaptureFault.None"/>: read the body.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="location">Where a redirect leads, or null.</param>
    public static CaptureReason OfStatus(int status, string? location) => status switch
    {
        204 or 205 => CaptureReason.OfStatus(status),
        // A part of a picture is judged like any other body; some cameras call a whole one that.
        >= 200 and < 300 => CaptureReason.None,
        304 => CaptureReason.OfStatus(status),
        401 or 403 or 407 => new(CaptureFault.Auth),
        >= 300 and < 400 => new(LeadsToLogin(location) ? CaptureFault.Auth : CaptureFault.Redirect),
        _ => CaptureReason.OfStatus(status),
    };

    /// <summary>Refines a failure by the first bytes of the body: a "device busy" in XML or JSON, with whatever status.</summary>
    public static CaptureReason Refine(CaptureReason reason, ReadOnlySpan<byte> body)
    {
        if (reason.Fault is CaptureFault.NotJpeg && DeviceWords.RefusesLogin(body))
            return new(CaptureFault.Auth);
        // A lock looks busy, but asking again does harm.
        if (reason is { Fault: CaptureFault.Http, Status: 423 or 429 or >= 500 } && DeviceWords.RefusesLogin(body)
            && Lockout.IsSaid(Encoding.UTF8.GetString(body)))
        {
            return new(CaptureFault.Auth);
        }
        if (reason.Fault is not (CaptureFault.NotJpeg or CaptureFault.Http) || reason is { Fault: CaptureFault.Http, Status: < 500 and not 429 })
            return reason;
        return SaysBusy(body) ? new(CaptureFault.Busy) : reason;
    }

    /// <summary>The boundary that a content type announces, without quotes and leading hyphens; empty if there is none.</summary>
    public static string BoundaryOf(string contentType)
    {
        const string key = "boundary=";
        var at = contentType.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : contentType[(at + key.Length)..].Split(';')[0].Trim().Trim('"').TrimStart('-');
    }

    /// <summary>How long a device asks to be left alone, for a detail; empty if it does not.</summary>
    public static string DescribeWait(TimeSpan? wait) => wait is { } time && time > TimeSpan.Zero ? $", asks to wait {Math.Ceiling(time.TotalSeconds):0} s" : "";

    /// <summary>What speaks there instead of HTTP, by its first bytes.</summary>
    public static string DescribeForeign(ReadOnlySpan<byte> body)
    {
        const int longest = 60;
        if (body is [0x15 or 0x16, 0x03, ..])
            return "no HTTP: it speaks TLS";
        return body.IsEmpty ? "no HTTP: nothing came"
            : $"no HTTP: \"{SafeText.Of(Encoding.Latin1.GetString(body[..Math.Min(body.Length, longest)]), longest)}\"";
    }

    /// <summary>Whether a redirect leads to a page that wants a password; what a picture's address says in its query is no page.</summary>
    public static bool LeadsToLogin(string? location)
    {
        if (location is null)
            return false;
        var host = location.IndexOf("//", StringComparison.Ordinal);
        if (host >= 0 && location.IndexOfAny(['/', '?', '#'], host + 2) is var start)
            location = start < 0 ? "" : location[start..];
        var end = location.IndexOfAny(['?', '#']);
        var path = end < 0 ? location : location[..end];
        if (path.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase))
            location = path;
        else if (end >= 0)
            location = path + string.Concat(location[end..].Split(['?', '&', ';', '#']).Select(WithoutOtherName));
        return LoginWords.Any(word => location.Contains(word, StringComparison.OrdinalIgnoreCase))
            || WordsOf(path).Any(word => WholeLoginWords.Contains(word, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Of a pair what may name a page: <c>loginuse=viewer</c> is a picture's.</summary>
    private static string WithoutOtherName(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals
        && !LoginWords.Contains(pair[..equals], StringComparer.OrdinalIgnoreCase) ? $" {pair[equals..]}" : $" {pair}";

    /// <summary>The runs of letters.</summary>
    private static string[] WordsOf(string text) =>
        new string([.. text.Select(static c => char.IsAsciiLetter(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool SaysBusy(ReadOnlySpan<byte> body)
    {
        var text = Encoding.Latin1.GetString(body[..Math.Min(body.Length, Sample)]).TrimStart();
        // A web page may mention anything; a device's own message is a document of data.
        return text.Length > 0 && text[0] is '{' or '[' or '<' && !text.Contains("<html", StringComparison.OrdinalIgnoreCase)
            && BusyWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
