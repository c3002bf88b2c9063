namespace AutoCore.Policies.Storage;

/// <summary>One line of <c>/proc/self/mountinfo</c>.</summary>
/// <param name="Device">The kernel's number of the file system, <c>major:minor</c>: the same for all bind mounts of it.</param>
/// <param name="MountPoint">Where it is mounted.</param>
/// <param name="Options">Options of this mount.</param>
/// <param name="FileSystemType">As <c>ext4</c>.</param>
/// <param name="Source">As <c>/dev/mmcblk0p2</c>.</param>
/// <param name="SuperOptions">Options of the file system itself.</param>
public sealed record MountEntry(
    string Device, string MountPoint, IReadOnlyList<string> Options, string FileSystemType, string Source, IReadOnlyList<string> SuperOptions)
{
    /// <summary>
    /// Whether the file system itself takes no writes. A mount's own <c>ro</c> does not count: a sandbox gives this process such a view of a card
    /// that is well. After an error, newer kernels leave <c>rw</c> and say <c>emergency_ro</c>; older ones remount read-only.
    /// </summary>
    public bool IsReadOnly => SuperOptions.Contains("ro") || HasFailed;

    /// <summary>Whether the kernel itself stopped writing because of an error.</summary>
    public bool HasFailed => SuperOptions.Contains("emergency_ro") || SuperOptions.Contains("shutdown");

    /// <summary>Whether this kind of file system can never be written.</summary>
    public bool IsReadOnlyByNature => FileSystemType is "squashfs" or "iso9660" or "erofs" or "cramfs" or "romfs";

    /// <summary>Who mounted a file system in user space, whose program says what lies there and whose it is; null for any other.</summary>
    public uint? MountedBy => FileSystemType.StartsWith("fuse", StringComparison.Ordinal) && FileSystemType != "fusectl"
        ? uint.TryParse(SuperOptions.FirstOrDefault(o => o.StartsWith("user_id=", StringComparison.Ordinal))?["user_id=".Length..],
            CultureInfo.InvariantCulture, out var user) ? user : 0
        : null;

    /// <summary>Reads a line; null if it is none.</summary>
    public static MountEntry? Parse(string line)
    {
        var fields = line.Split(' ');
        var separator = Array.IndexOf(fields, "-");
        if (separator < 6 || fields.Length < separator + 4)
            return null;
        return new(fields[2], Unescape(fields[4]), fields[5].Split(','), fields[separator + 1], Unescape(fields[separator + 2]), fields[separator + 3]
            .Split(','));
    }

    /// <summary>The kernel writes space, tab, line break and backslash as a backslash and three octal digits.</summary>
    internal static string Unescape(string field)
    {
        if (!field.Contains('\\'))
            return field;
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && TryOctal(field.AsSpan(i + 1, 3)) is { } character)
            {
                text.Append(character);
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }
        return text.ToString();
    }

    private static char? TryOctal(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && digits.IndexOfAnyExceptInRange('0', '7') < 0
            ? (char)((number / 100 * 64) + (number / 10 % 10 * 8) + (number % 10))
            : null;
}
