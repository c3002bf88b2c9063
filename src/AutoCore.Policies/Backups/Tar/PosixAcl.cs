using System.Buffers.Binary;

namespace AutoCore.Policies.Backups.Tar;

/// <summary>An access control list of POSIX.1e: the kernel's bytes, and the text that tar programs exchange (<c>user:1000:r-x</c> a line, or between
/// commas).</summary>
public static class PosixAcl
{
    private const int Version = 2;
    private const int EntryBytes = 8;
    private const uint NoId = 0xFFFFFFFF;
    private static readonly (ushort Tag, string Word, bool IsNamed)[] Tags =
        [(0x01, "user", false), (0x02, "user", true), (0x04, "group", false), (0x08, "group", true), (0x10, "mask", false), (0x20, "other", false)];

    /// <summary>The text of a list; null if it is none.</summary>
    public static string? ToText(ReadOnlySpan<byte> list)
    {
        if (list.Length < sizeof(int) + EntryBytes || BinaryPrimitives.ReadInt32LittleEndian(list) != Version)
            return null;
        var text = new StringBuilder();
        for (var entry = list[sizeof(int)..]; entry.Length >= EntryBytes; entry = entry[EntryBytes..])
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(entry);
            var rights = BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);
            if (Array.Find(Tags, t => t.Tag == tag) is not { Word: { } word } known)
                return null;
            var id = known.IsNamed ? BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]).ToString(CultureInfo.InvariantCulture) : "";
            text.Append(CultureInfo.InvariantCulture, $"{word}:{id}:{Letter(rights, 4, 'r')}{Letter(rights, 2, 'w')}{Letter(rights, 1, 'x')}\n");
        }
        return text.ToString();
    }

    /// <summary>The list that a text says; null if it is none, or names a user or group that this machine does not have.</summary>
    /// <param name="text">The text; a fourth field is the id of a name, as star writes it.</param>
    /// <param name="idOf">The id of a user (true) or group of this machine, or null.</param>
    public static byte[]? FromText(string text, Func<string, bool, uint?> idOf)
    {
        var entries = new List<(ushort Tag, uint Id, ushort Rights)>();
        foreach (var line in text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = line.Split('#')[0].Trim().Split(':');
            if (fields.Length < 3 || Rights(fields[2]) is not { } rights)
                return null;
            if (Array.Find(Tags, t => t.Word == fields[0] && t.IsNamed == (fields[1].Length > 0)) is not { Word: { } word } tag)
                return null;
            if (!tag.IsNamed)
                entries.Add((tag.Tag, NoId, rights));
            else if ((Id(fields.ElementAtOrDefault(3)) ?? Id(fields[1]) ?? idOf(fields[1], word == "user")) is { } id)
                entries.Add((tag.Tag, id, rights));
            else
                return null;
        }
        var list = new byte[sizeof(int) + (entries.Count * EntryBytes)];
        BinaryPrimitives.WriteInt32LittleEndian(list, Version);
        var at = list.AsSpan(sizeof(int));
        // The kernel wants them in this order.
        foreach (var (tag, id, rights) in entries.OrderBy(e => e.Tag).ThenBy(e => e.Id))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(at[2..], rights);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], id);
            at = at[EntryBytes..];
        }
        return entries.Count > 0 ? list : null;
    }

    private static char Letter(int rights, int bit, char letter) => (rights & bit) != 0 ? letter : '-';

    private static ushort? Rights(string letters)
    {
        var rights = 0;
        foreach (var letter in letters)
        {
            if (letter is not ('r' or 'w' or 'x' or '-'))
                return null;
            rights |= letter switch { 'r' => 4, 'w' => 2, 'x' => 1, _ => 0 };
        }
        return (ushort)rights;
    }

    private static uint? Id(string? text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
