namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>What an address's device is to the one that was there before.</summary>
public enum EndpointMatch
{
    /// <summary>None was known yet.</summary>
    First,

    /// <summary>It is the same.</summary>
    Same,

    /// <summary>It does not say which it is.</summary>
    Untold,

    /// <summary>It is another one.</summary>
    Other,
}

/// <summary>The name that a device keeps wherever it is (WS-Discovery's endpoint reference, a UUID). It says who it is, and proves nothing.</summary>
public static class EndpointIdentity
{
    private const int Longest = 128;

    /// <summary>One form for <c>urn:uuid:1419D68A-…</c>, <c>uuid:1419d68a-…</c> and the bare number; null if it is none.</summary>
    public static string? Normalize(string? told)
    {
        var text = told?.Trim() ?? "";
        foreach (var prefix in new[] { "urn:", "uuid:" })
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                text = text[prefix.Length..];
        }
        return text.Length is > 0 and <= Longest && text.All(static c => c is > ' ' and <= '~') ? text.ToLowerInvariant() : null;
    }

    /// <summary>Compares.</summary>
    /// <param name="known">The device that was there before, or null.</param>
    /// <param name="told">What the one that answers says, or null.</param>
    public static EndpointMatch Compare(string? known, string? told) => known is null ? EndpointMatch.First
        : told is null ? EndpointMatch.Untold
        : known == told ? EndpointMatch.Same : EndpointMatch.Other;

    /// <summary>Whether the device is to be taken for another one until it shows more: it says that it is, or does not say any more which it is.</summary>
    public static bool IsForeign(EndpointMatch match) => match is EndpointMatch.Untold or EndpointMatch.Other;

    /// <summary>Which device the camera is from now on. What is known is never replaced by nothing, and by another one only where that has shown more than its
    /// word.</summary>
    /// <param name="known">The device that was there before, or null.</param>
    /// <param name="told">What the one whose picture is taken says, or null.</param>
    /// <param name="isProved">Whether its certificate or a digest agreed, or nothing was known of which it is another one.</param>
    public static string? Kept(string? known, string? told, bool isProved) => known is null || (isProved && told is not null) ? told : known;
}
