namespace AutoCore.Core.Storage;

/// <summary>A small text file with what is kept over restarts. Losing it costs little: what cannot be read is not there, and a card that does not take it holds
/// nobody up.</summary>
/// <param name="path">Where it is; its folder is made.</param>
/// <param name="mostBytes">A larger one is not read.</param>
/// <param name="durable">Whether a power cut may not undo it.</param>
internal sealed class StateFile(string path, int mostBytes, bool durable = false)
{
    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Its lines without the empty ones.</summary>
    public string[] Read() =>
        FileAttempt.OrElse<string[]>([], () => PlainFile.ReadSmallText(path, mostBytes).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Replaces it.</summary>
    /// <returns>False if the card does not take it.</returns>
    public bool TryWrite(string text) => FileAttempt.Try(() =>
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text), durable);
    });
}
