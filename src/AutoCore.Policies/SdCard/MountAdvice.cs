using AutoCore.Policies.Storage;

namespace AutoCore.Policies.SdCard;

/// <summary>Which mount options spare the card (A4): no write for each read, and the journal committed once a minute.</summary>
public static class MountAdvice
{
    private const int CommitSeconds = 60;
    private static readonly string[] Advised = ["noatime", "nodiratime"];

    /// <summary>The advised options that a mount lacks; none for file systems that are not on a card, or do not know them.</summary>
    public static IReadOnlyList<string> MissingOf(MountEntry mount)
    {
        if (mount.FileSystemType is not ("ext4" or "ext3" or "f2fs" or "btrfs" or "vfat"))
            return [];
        List<string> missing = [.. Advised.Except(mount.Options)];
        if (mount.FileSystemType is "ext4" or "ext3" or "btrfs" && !mount.SuperOptions.Any(IsRareCommit))
            missing.Add($"commit={CommitSeconds}");
        return missing;
    }

    /// <summary>The options of the line in <c>/etc/fstab</c> with the missing ones in it, what they replace taken out.</summary>
    /// <param name="present">The line's options.</param>
    /// <param name="missing">What <see cref="MissingOf"/> found.</param>
    public static string LineOptions(IReadOnlyList<string> present, IReadOnlyList<string> missing) =>
        string.Join(',', (present.Count == 0 ? ["defaults"] : present).Where(o => !IsReplaced(o, missing)).Concat(missing));

    private static bool IsReplaced(string option, IReadOnlyList<string> missing) => option switch
    {
        "atime" or "relatime" or "strictatime" => missing.Contains("noatime"),
        "diratime" => missing.Contains("nodiratime"),
        _ => option.StartsWith("commit=", StringComparison.Ordinal) && missing.Any(m => m.StartsWith("commit=", StringComparison.Ordinal)),
    };

    private static bool IsRareCommit(string option) =>
        option.StartsWith("commit=", StringComparison.Ordinal)
        && int.TryParse(option.AsSpan("commit=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= CommitSeconds;
}
