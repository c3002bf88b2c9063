using System.Buffers;

namespace AutoCore.Policies.Storage;

/// <summary>Finds the release in a SQLite library's bytes, where it stands as a text of its own that ends with a zero: nothing of the library is run.</summary>
public static class SqliteVersionText
{
    private const int Longest = 12;
    private static readonly SearchValues<byte> OfRelease = SearchValues.Create("0123456789."u8);

    /// <summary>The release, or null if there is none, or more than one text that could be it.</summary>
    public static string? Find(ReadOnlySpan<byte> library)
    {
        string? found = null;
        var start = 0;
        for (int at; (at = library[start..].IndexOf("3."u8)) >= 0; start += at + 1)
        {
            if (Read(library, start + at) is not { } text)
                continue;
            if (found is not null && found != text)
                return null;
            found = text;
        }
        return found;
    }

    /// <summary>A release that begins here; whatever stands before it belongs to no text.</summary>
    private static string? Read(ReadOnlySpan<byte> library, int at)
    {
        if (at == 0 || library[at - 1] is >= 0x20 and < 0x7f)
            return null;
        var rest = library.Slice(at, Math.Min(library.Length - at, Longest));
        var length = rest.IndexOf((byte)0);
        if (length < 0 || rest[..length].ContainsAnyExcept(OfRelease))
            return null;
        var text = Encoding.ASCII.GetString(rest[..length]);
        return text.Count(static c => c == '.') >= 2 && SqliteRelease.HasWalResetBug(text) is not null ? text : null;
    }
}
