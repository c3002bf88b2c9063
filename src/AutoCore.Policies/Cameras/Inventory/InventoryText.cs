namespace AutoCore.Policies.Cameras.Inventory;

/// <summary>The text of a list as spreadsheets save it: UTF-8 or UTF-16 with a byte-order mark, UTF-8 without one, or else Windows-1252.</summary>
public static class InventoryText
{
    /// <summary>What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9F (WHATWG Encoding, index windows-1252).</summary>
    private const string From80 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="isGuessed">Whether it has no mark and is no UTF-8, so that Windows-1252 is meant.</param>
    public static string Decode(ReadOnlySpan<byte> content, out bool isGuessed)
    {
        isGuessed = false;
        switch (content)
        {
            case [0xEF, 0xBB, 0xBF, .. var utf8]:
                return Encoding.UTF8.GetString(utf8);
            case [0xFF, 0xFE, .. var little]:
                return Encoding.Unicode.GetString(little);
            case [0xFE, 0xFF, .. var big]:
                return Encoding.BigEndianUnicode.GetString(big);
            // Without a mark: no text begins with a letter and a zero.
            case [not 0, 0, not 0, 0, ..]:
                return Encoding.Unicode.GetString(content);
            case [0, not 0, 0, not 0, ..]:
                return Encoding.BigEndianUnicode.GetString(content);
        }
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            isGuessed = true;
            return DecodeWestern(content.ToArray());
        }
    }

    /// <summary>Bytes of Windows-1252 as text.</summary>
    internal static string DecodeWestern(byte[] content) => string.Create(content.Length, content, static (text, bytes) =>
    {
        for (var i = 0; i < bytes.Length; i++)
            text[i] = bytes[i] is >= 0x80 and < 0xA0 ? From80[bytes[i] - 0x80] : (char)bytes[i];
    });

    /// <summary>The byte of a character in Windows-1252, or null.</summary>
    internal static int? FindWestern(int character) =>
        character is < 0x80 or (>= 0xA0 and <= 0xFF) ? character
        : character <= char.MaxValue && From80.IndexOf((char)character, StringComparison.Ordinal) is >= 0 and var at ? at + 0x80 : null;
}
