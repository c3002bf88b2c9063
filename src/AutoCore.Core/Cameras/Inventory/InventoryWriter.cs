using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Core.Cameras.Inventory;

/// <summary>Adds cameras to a list in a file of its own, in the form that it has; every character that was there stays.</summary>
internal static class InventoryWriter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The list with further cameras; nothing is written.</summary>
    /// <param name="file">The list's name: one that is not there, or is empty, becomes CSV by its ending, and else JSON.</param>
    /// <param name="present">What stands in it.</param>
    /// <param name="entries">The cameras.</param>
    /// <exception cref="IOException">Its form takes no addition; the message names the remedy.</exception>
    public static byte[] Compose(string file, ReadOnlySpan<byte> present, IReadOnlyList<InventoryEntry> entries)
    {
        byte[] mark = present.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.ToArray() : [];
        string text;
        try
        {
            text = Strict.GetString(present[mark.Length..]);
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
}
