namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>
/// The addresses of a stream's parts. They are what a camera's own answers say, and only text: all requests go over the connection to the camera's address,
/// whatever host stands in them (cameras behind a router name their inner one).
/// </summary>
public static class StreamAddress
{
    /// <summary>Characters of an address that are sent.</summary>
    private const int Longest = 2048;

    /// <summary>The address against which a description's others are read.</summary>
    /// <param name="asked">What was asked for the description.</param>
    /// <param name="contentBase">The answer's <c>Content-Base</c>, or null.</param>
    /// <param name="contentLocation">The answer's <c>Content-Location</c>, or null.</param>
    /// <param name="control">What the description says of all of it, or null.</param>
    public static string Base(string asked, string? contentBase, string? contentLocation, string? control) =>
        new[] { control, contentBase, contentLocation }.FirstOrDefault(IsAbsolute) ?? asked;

    /// <summary>The address of a stream or of a part of it; null if it cannot be sent.</summary>
    /// <param name="from">The address of the whole.</param>
    /// <param name="control">What the description says: absolute, a name that is hung on, <c>*</c> or nothing for the whole itself.</param>
    public static string? Resolve(string from, string? control)
    {
        var address = control is null or "" or "*" ? from
            : IsAbsolute(control) ? control
            // Hung on behind a query, too, as all cameras expect it.
            : $"{from}{(from.EndsWith('/') || control.StartsWith('/') ? "" : "/")}{(from.EndsWith('/') ? control.TrimStart('/') : control)}";
        return IsSendable(address) ? address : null;
    }

    private static bool IsAbsolute(string? address) =>
        address?.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase) == true
        || address?.StartsWith("rtsps://", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsSendable(string address) => address.Length is > 0 and <= Longest && address.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
}
