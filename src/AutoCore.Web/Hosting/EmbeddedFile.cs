namespace AutoCore.Web.Hosting;

/// <summary>Files that travel within the program.</summary>
internal static class EmbeddedFile
{
    /// <summary>The names of those that begin so.</summary>
    public static IEnumerable<string> Names(string beginning) =>
        typeof(EmbeddedFile).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>All bytes of one.</summary>
    /// <exception cref="InvalidOperationException">The program was built without it.</exception>
    public static byte[] Read(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the program was built without {name}");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
