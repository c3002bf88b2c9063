using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Cameras.Capture;

/// <summary>What went wrong with one try. Log, topics and tests name them in small letters, as <c>not-jpeg</c>.</summary>
public enum CaptureFault
{
    None,
    Timeout,
    Refused,
    Dns,
    Tls,
    Auth,
    Busy,
    NotJpeg,
    Truncated,
    Corrupt,
    TooLarge,

    /// <summary>A JPEG picture of a kind that is not read.</summary>
    Unsupported,
    Redirect,
    Http,
    DiskFull,
    NoInodes,
    ReadOnly,
    Permission,
    CardError,

    /// <summary>Storing failed in another way, which the detail names.</summary>
    NotStored,

    /// <summary>Another node of the fleet captures it.</summary>
    Moved,

    /// <summary>It answered with a longer head than is read.</summary>
    HeadTooLarge,

    /// <summary>Something answers there, but not in HTTP.</summary>
    NotHttp,

    /// <summary>There is no stream at its address.</summary>
    NotFound,

    /// <summary>A stream without a video that is taken, or without the program that decodes it.</summary>
    Codec,

    /// <summary>The decoder needed more memory than there is.</summary>
    Memory,

    /// <summary>What answers in the camera's place has not shown that it is the camera.</summary>
    Identity,

    /// <summary>What its settings say cannot be sent.</summary>
    Settings,

    /// <summary>It was not asked, since its host is paused.</summary>
    Paused,

    /// <summary>Something that nobody foresaw.</summary>
    Internal,
}

/// <summary>Why a picture was not stored, in the one word that log, topics and tests share.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Status">The HTTP status if <see cref="CaptureFault.Http"/>, else 0.</param>
public readonly record struct CaptureReason(CaptureFault Fault, int Status = 0)
{
    private const string StatusPrefix = "http-";

    private static readonly string[] Words = [.. Enum.GetValues<CaptureFault>().Select(
        static f => f == CaptureFault.None ? "ok" : JsonNamingPolicy.KebabCaseLower.ConvertName(f.ToString()))];

    /// <summary>Nothing went wrong.</summary>
    public static CaptureReason None => default;

    /// <summary>The camera answered with a status that has no word of its own.</summary>
    public static CaptureReason OfStatus(int status) => new(CaptureFault.Http, status);

    /// <summary>The validator's refusal.</summary>
    public static CaptureReason Of(JpegVerdict verdict) => Parse(verdict.Reason)!.Value;

    /// <summary>Whether a picture came.</summary>
    public bool IsNone => Fault == CaptureFault.None;

    /// <summary>Whether another try may end better: what depends on settings, passwords or the disk will not.</summary>
    public bool MayPass => Fault switch
    {
        CaptureFault.Timeout or CaptureFault.Refused or CaptureFault.Dns or CaptureFault.Busy or CaptureFault.Paused => true,
        CaptureFault.NotJpeg or CaptureFault.NotHttp or CaptureFault.Truncated or CaptureFault.Corrupt => true,
        CaptureFault.Http => Status is 408 or 425 or 429 or >= 500,
        _ => false,
    };

    /// <summary>
    /// Whether the camera was out of reach for now, so that a finished round asks it again: its name, the connection, silence, a host
    /// that is busy or not asked. Passwords, settings, addresses and what the camera sends wait for the next round: asking again would lock it out, or change
    /// nothing.
    /// </summary>
    public bool IsPassing => MayPass && Fault is not (CaptureFault.NotJpeg or CaptureFault.NotHttp or CaptureFault.Corrupt);

    /// <summary>The stable word: <c>timeout</c>, <c>http-404</c>, …</summary>
    public string Word => Fault == CaptureFault.Http ? string.Create(CultureInfo.InvariantCulture, $"{StatusPrefix}{Status}") : Words[(int)Fault];

    /// <summary>The reason of a word, or null.</summary>
    public static CaptureReason? Parse(string word)
    {
        if (word.StartsWith(StatusPrefix, StringComparison.Ordinal))
            return int.TryParse(word.AsSpan(StatusPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? OfStatus(status) : null;
        return Array.IndexOf(Words, word) is >= 0 and not (int)CaptureFault.Http and var at ? new((CaptureFault)at) : null;
    }

    public override string ToString() => Word;
}
