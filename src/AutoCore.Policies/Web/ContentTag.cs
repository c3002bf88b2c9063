namespace AutoCore.Policies.Web;

/// <summary>
/// A short name for bytes that changes when they do (FNV-1a, 64 bits), for the tags of answers. Nobody gains by two contents with one tag, so that it needs
/// no cryptography, whose library alone would take megabytes.
/// </summary>
public static class ContentTag
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>16 hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        var hash = Basis;
        foreach (var one in content)
            hash = (hash ^ one) * Prime;
        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
