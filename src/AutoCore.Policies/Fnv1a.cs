namespace AutoCore.Policies;

/// <summary>The hash FNV-1a of 64 bits, byte by byte: small, the same everywhere, and no defence against anyone.</summary>
internal static class Fnv1a
{
    /// <summary>The hash of no bytes.</summary>
    public const ulong Empty = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>The hash of one byte more.</summary>
    public static ulong Add(ulong hash, byte value) => (hash ^ value) * Prime;
}
