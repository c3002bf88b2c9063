using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>What an answer says of its body.</summary>
internal static class AnswerTraits
{
    /// <summary>Whether a body, or what follows it, was framed as none is.</summary>
    public static bool IsFraming(Exception failure) =>
        failure is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
        or HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse };

    /// <summary>The length of a body that is taken into memory before it is judged, else null.</summary>
    public static int? PromisedLength(CameraAnswer answer) =>
        answer.Status == 200 && !IsMultipart(answer) && answer.Value("Content-Encoding") is null
        && int.TryParse(answer.Value("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length is > 0 and <= BodyBuffer.Largest
            ? length
            : null;

    /// <summary>Whether it is a stream of pictures.</summary>
    public static bool IsMultipart(CameraAnswer answer) =>
        answer.Value("Content-Type")?.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What came in place of a picture, for people.</summary>
    /// <param name="sample">Its first bytes.</param>
    /// <param name="words">What the device says in them.</param>
    public static string DescribeBody(ReadOnlySpan<byte> sample, string words) => (BodyKind.Describe(sample), words) switch
    {
        ({ } kind, "") => kind,
        ({ } kind, _) => $"{kind}: {words}",
        (null, "") => sample.IsEmpty ? "empty" : "no picture",
        _ => words,
    };

    /// <summary>What a camera says of its picture's age, or null.</summary>
    public static DateTimeOffset? LastModified(CameraAnswer answer) =>
        DateTimeOffset.TryParse(answer.Value("Last-Modified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at) ? at : null;
}
