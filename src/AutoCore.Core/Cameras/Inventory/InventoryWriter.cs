using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Core.Cameras.Inventory;

/// <summary>Adds cameras to a list in a file of its own, in the form that it has; every character that was there stays, and so do its owner and mode.</summary>
internal static class InventoryWriter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The list with further cameras; nothing is written.</summary>
    /// <param name="file">The list; one that is not there, or is empty, becomes CSV by its name's ending, and else JSON.</param>
    /// <param name="entries">The cameras.</param>
    /// <exception cref="IOException">It cannot be read, or its form takes no addition; the message names the remedy.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static byte[] Compose(string file, IReadOnlyList<InventoryEntry> entries)
    {
        byte[] present = File.Exists(file) ? PlainFile.ReadSmall(file, CameraInventory.MostBytes) : [];
        byte[] mark = present.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.ToArray() : [];
        string text;
        try
        {
            text = Strict.GetString(present.AsSpan(mark.Length));
        }
        catch (DecoderFallbackException e)
        {
            throw new IOException($"{file} is no UTF-8, and nothing is added to it: save it as \"CSV UTF-8\" first", e);
        }
        var isJson = text.AsSpan().TrimStart() is ['[' or '{' or '/', ..]
            || (string.IsNullOrWhiteSpace(text) && !file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase));
        var problem = "";
        var whole = isJson ? InventoryAppend.ToJson(text, entries, out problem) : InventoryAppend.ToCsv(text, entries, out problem);
        if (whole is null)
            throw new IOException($"{file}: {problem}");
        return [.. mark, .. Strict.GetBytes(whole)];
    }

    /// <summary>Replaces a file, with the owner and mode that it has.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="like">Whose owner and mode it gets; null: its own.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static void Replace(string file, byte[] content, string? like = null)
    {
        const UnixFileMode ofNew = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        // A link to the list stays one.
        var target = Posix.FindRealPath(file) ?? file;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var model = like ?? target;
        var isThere = File.Exists(model);
        AtomicFile.Write(target, content, durable: true, isThere ? File.GetUnixFileMode(model) : ofNew,
            isThere && ProcessRights.IsRoot ? FileOwner.Of(model) : null);
    }
}
