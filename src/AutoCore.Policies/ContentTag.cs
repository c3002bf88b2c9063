namespace AutoCore.Policies;

/// <summary>
/// A short name for bytes that changes when they do (FNV-1a, 64 bits), for the tags of answers. Nobody gains by two contents with one tag, so that it needs
/// no cryptography, whose library alone would take megabytes.
/// </summary>
public static class ContentTag
{
    /// <summary>16 hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        var hash = Fnv1a.Empty;
        foreach (var one in content)
            hash = Fnv1a.Add(hash, one);
        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
