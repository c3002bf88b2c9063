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
}
