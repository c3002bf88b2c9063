namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>The small pictures beside the tests (Pictures/SOURCES.md says how they were made).</summary>
internal static class SamplePicture
{
    public const int Width = 125;
    public const int Height = 93;

    private const string Prefix = "AutoCore.Policies.Tests.Cameras.Jpeg.Pictures.";

    public static string[] Names { get; } =
        [.. typeof(SamplePicture).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal)];

    public static byte[] Read(string name)
    {
        using var stream = typeof(SamplePicture).Assembly.GetManifestResourceStream(Prefix + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
