using System.Text;

namespace AutoCore.Policies.Cameras;

/// <summary>What a camera's answer means when it is no picture.</summary>
public static class AnswerPolicy
{
    /// <summary>Bytes of a body that are enough to recognise a message.</summary>
    public const int Sample = 4096;

    private static readonly string[] BusyWords = ["busy", "too many", "try again later", "resource unavailable", "insufficient resources"];
    private static readonly string[] LoginWords = ["login", "logon", "signin", "sign-in", "sign_in", "auth", "entrar"];

    /// <summary>What a status says by itself; <see cref="CaptureFault.None"/>: read the body.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="location">Where a redirect leads, or null.</param>
    public static CaptureReason OfStatus(int status, string? location) => status switch
    {
        200 => CaptureReason.None,
        401 or 403 or 407 => new(CaptureFault.Auth),
        >= 300 and < 400 => new(LeadsToLogin(location) ? CaptureFault.Auth : CaptureFault.Redirect),
        _ => CaptureReason.OfStatus(status),
    };

    /// <summary>Refines a failure by the first bytes of the body: a "device busy" in XML or JSON, with whatever status.</summary>
    public static CaptureReason Refine(CaptureReason reason, ReadOnlySpan<byte> body)
    {
        if (reason.Fault is not (CaptureFault.NotJpeg or CaptureFault.Http) || reason is { Fault: CaptureFault.Http, Status: < 500 and not 429 })
            return reason;
        return SaysBusy(body) ? new(CaptureFault.Busy) : reason;
    }

    /// <summary>Whether a redirect leads to a page that wants a password.</summary>
    public static bool LeadsToLogin(string? location) =>
        location is not null && LoginWords.Any(word => location.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool SaysBusy(ReadOnlySpan<byte> body)
    {
        var text = Encoding.Latin1.GetString(body[..Math.Min(body.Length, Sample)]).TrimStart();
        // A web page may mention anything; a device's own message is a document of data.
        return text.Length > 0 && text[0] is '{' or '[' or '<' && !text.Contains("<html", StringComparison.OrdinalIgnoreCase)
            && BusyWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
