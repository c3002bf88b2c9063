using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Core.Cameras.Inventory;

/// <summary>Gives cameras of a list what was missing; every other character stays.</summary>
internal static class InventoryCompleter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The list with it; nothing is written.</summary>
    /// <param name="file">The list's file, for messages.</param>
    /// <param name="content">The list.</param>
    /// <param name="entries">The cameras, by site and name, with what they get.</param>
    /// <exception cref="IOException">Its form does not take it; the message names the remedy.</exception>
    public static byte[] Complete(string file, byte[] content, IReadOnlyList<InventoryEntry> entries)
    {
        if (entries.Count == 0)
            return content;
        byte[] mark = content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.ToArray() : [];
        try
        {
            var text = Strict.GetString(content.AsSpan(mark.Length));
            foreach (var entry in entries)
                text = InventoryCompletion.Complete(text, entry, out var problem) ?? throw new IOException($"{file}: {problem}");
            return [.. mark, .. Strict.GetBytes(text)];
        }
        catch (DecoderFallbackException e)
        {
            throw new IOException($"{file} is no UTF-8, and nothing in it is changed: save it as UTF-8 first", e);
        }
    }
}
