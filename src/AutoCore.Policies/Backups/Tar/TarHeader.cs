using System.Text.Unicode;

namespace AutoCore.Policies.Backups.Tar;

/// <summary>
/// A header block of a tar archive, as POSIX.1-1988 (ustar) and GNU tar write it, and what stands before it in pax format: paths that are long or no ASCII,
/// large
/// numbers, extended attributes (SCHILY.xattr), access control lists (SCHILY.acl) and holes (GNU.sparse 1.0), in the keywords that GNU tar and bsdtar read.
/// </summary>
public static class TarHeader
{
    /// <summary>Bytes of a block.</summary>
    public const int Block = 512;

    /// <summary>Records are not read beyond this: attributes of a file take 64 KB on most file systems, and paths 4 KB.</summary>
    public const int LongestRecords = 1024 * 1024;

    private const int LongestName = 100;
    private const long LargestId = 0x1FFFFF;
    private const long LargestSize = 0x1_FFFF_FFFF;
    private static readonly (int At, int Length) NameField = (0, 100), ModeField = (100, 8), UserField = (108, 8), GroupField = (116, 8), SizeField = (124, 12),
        TimeField = (136, 12), SumField = (148, 8), TargetField = (157, 100), PrefixField = (345, 155);

    /// <summary>Bytes filled up to whole blocks.</summary>
    public static long Padded(long bytes) => (bytes + Block - 1) / Block * Block;

    /// <summary>The blocks that stand before a member's data; of one with holes, the map is not among them.</summary>
    public static byte[] Compose(TarMember member)
    {
        var records = new PaxRecords();
        var isSparse = member.Content.HasHoles;
        var stored = isSparse ? member.Content.Compose().Length + member.Content.StoredBytes : member.Content.Length;
        byte[] path = member.Kind == TarKind.Folder ? [.. member.Path, (byte)'/'] : member.Path;
        if (!Utf8.IsValid(path) || !Utf8.IsValid(member.Target))
            records.Add("hdrcharset", "BINARY");
        if (isSparse)
        {
            records.Add("GNU.sparse.major", "1");
            records.Add("GNU.sparse.minor", "0");
            records.Add("GNU.sparse.name", path);
            records.Add("GNU.sparse.realsize", Text(member.Content.Length));
        }
        else if (NeedsRecord(path))
        {
            records.Add("path", path);
        }
        if (NeedsRecord(member.Target))
            records.Add("linkpath", member.Target);
        AddNumber(records, "uid", member.User, LargestId);
        AddNumber(records, "gid", member.Group, LargestId);
        AddNumber(records, "size", stored, LargestSize);
        var seconds = decimal.Divide((member.Modified - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        if (seconds < 0 || seconds > LargestSize || seconds != decimal.Truncate(seconds))
            records.Add("mtime", seconds.ToString("0.#######", CultureInfo.InvariantCulture));
        foreach (var attribute in member.Attributes)
            TarAttributes.Add(records, attribute);
        var header = Ustar(TypeOf(member.Kind), isSparse ? [.. "GNUSparseFile.0/"u8, .. path] : path, member, stored);
        if (records.IsEmpty)
            return header;
        var text = records.Compose();
        var all = new byte[Block + Padded(text.Length) + Block];
        Ustar('x', "PaxHeaders/member"u8, new(TarKind.Other, []) { Mode = 0x1A4, Modified = member.Modified }, text.Length).CopyTo(all, 0);
        text.CopyTo(all, Block);
        header.CopyTo(all, all.Length - Block);
        return all;
    }

    /// <summary>A global header: records for no member, which tar programs skip.</summary>
    public static byte[] ComposeGlobal(PaxRecords records)
    {
        var text = records.Compose();
        var all = new byte[Block + Padded(text.Length)];
        Ustar('g', "PaxHeaders/archive"u8, new(TarKind.Other, []) { Mode = 0x1A4 }, text.Length).CopyTo(all, 0);
        text.CopyTo(all, Block);
        return all;
    }

    /// <summary>Reads a block; null if it is one of zeros, which ends an archive.</summary>
    /// <exception cref="InvalidDataException">It is no header.</exception>
    public static TarBlock? Parse(ReadOnlySpan<byte> block)
    {
        if (!block.ContainsAnyExcept((byte)0))
            return null;
        if (Number(block, SumField) is var sum && sum != SumOf(block, signed: false) && sum != SumOf(block, signed: true))
            throw new InvalidDataException("a header of it is damaged: its sum does not match");
        var name = Field(block, NameField);
        // GNU's own format has other fields where POSIX has the prefix.
        var isPosix = block.Slice(257, 6).SequenceEqual("ustar\0"u8);
        if (isPosix && Field(block, PrefixField) is { Length: > 0 } prefix)
            name = [.. prefix, (byte)'/', .. name];
        return new((char)block[156], name, Field(block, TargetField), (int)Number(block, ModeField) & 0xFFF, Number(block, UserField),
            Number(block, GroupField), Number(block, SizeField), Number(block, TimeField));
    }

    private static bool NeedsRecord(byte[] name) => name.Length > LongestName || !Ascii.IsValid(name);

    private static void AddNumber(PaxRecords records, string keyword, long number, long largest)
    {
        if (number > largest)
            records.Add(keyword, Text(number));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static char TypeOf(TarKind kind) => kind switch
    {
        TarKind.Folder => '5',
        TarKind.Link => '2',
        TarKind.HardLink => '1',
        _ => '0',
    };

    private static byte[] Ustar(char type, ReadOnlySpan<byte> path, TarMember member, long size)
    {
        var block = new byte[Block];
        var name = path[..Math.Min(path.Length, LongestName)];
        // A cut name that ends with a slash would be a folder's to programs that read no records.
        (type == '5' ? name : name.TrimEnd((byte)'/')).CopyTo(block);
        Octal(block, ModeField, member.Mode);
        Octal(block, UserField, Math.Min(member.User, LargestId));
        Octal(block, GroupField, Math.Min(member.Group, LargestId));
        Octal(block, SizeField, Math.Min(size, LargestSize));
        Octal(block, TimeField, Math.Clamp(member.Modified.ToUnixTimeSeconds(), 0, LargestSize));
        block[156] = (byte)type;
        member.Target.AsSpan(0, Math.Min(member.Target.Length, LongestName)).CopyTo(block.AsSpan(TargetField.At));
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        Octal(block, (SumField.At, 7), SumOf(block, signed: false));
        block[SumField.At + 7] = (byte)' ';
        return block;
    }

    private static void Octal(byte[] block, (int At, int Length) field, long number)
    {
        for (var at = field.At + field.Length - 2; at >= field.At; at--, number >>= 3)
            block[at] = (byte)('0' + (number & 7));
        block[field.At + field.Length - 1] = 0;
    }

    private static byte[] Field(ReadOnlySpan<byte> block, (int At, int Length) field)
    {
        var bytes = block.Slice(field.At, field.Length);
        return bytes.IndexOf((byte)0) is var end and >= 0 ? bytes[..end].ToArray() : bytes.ToArray();
    }

    /// <summary>Reads a number of a block: octal digits between blanks and zeros; or, with the highest bit set, a number in base 256, as GNU writes large and
    /// negative ones.</summary>
    /// <param name="field">Where the number stands, and its bytes.</param>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static long Number(ReadOnlySpan<byte> block, (int At, int Length) field)
    {
        var bytes = block.Slice(field.At, field.Length);
        if ((bytes[0] & 0x80) != 0)
        {
            var large = bytes[0] == 0xFF ? -1L : bytes[0] & 0x7F;
            foreach (var b in bytes[1..])
                large = (large << 8) | b;
            return large;
        }
        var digits = bytes.Trim(" \0"u8);
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'7'))
            throw new InvalidDataException("a header of it is damaged: a number is none");
        var number = 0L;
        foreach (var digit in digits)
            number = (number << 3) | (uint)(digit - '0');
        return number;
    }

    private static long SumOf(ReadOnlySpan<byte> block, bool signed)
    {
        var sum = 0L;
        for (var i = 0; i < Block; i++)
        {
            var b = i >= SumField.At && i < SumField.At + SumField.Length ? (byte)' ' : block[i];
            sum += signed ? (sbyte)b : b;
        }
        return sum;
    }
}
