namespace AutoCore.Policies.SdCard;

/// <summary>Which profile a card takes (A1).</summary>
public static class SdCardPolicy
{
    /// <summary>
    /// The profile of the card that a file system of this size must be on. Cards are sold in 10^9 bytes and lose up to an eighth to
    /// partitions and file system, so a "16 GB" card shows 14 to 16 GB: a card counts as the largest profile of which seven eighths are there.
    /// </summary>
    /// <param name="fileSystemBytes">The size of the file system that holds the data directory, in bytes.</param>
    public static DetectedProfile Detect(long fileSystemBytes)
    {
        var profiles = SdCardProfile.All;
        for (var i = profiles.Count - 1; i >= 0; i--)
        {
            if (fileSystemBytes >= profiles[i].SizeGb * 1_000_000_000L / 8 * 7)
                return new(profiles[i], TooSmall: false);
        }
        return new(profiles[0], TooSmall: true);
    }

    /// <summary>The profile named by <c>SdCard:Size</c>, or null for any other size.</summary>
    public static SdCardProfile? Find(int sizeGb) => SdCardProfile.All.FirstOrDefault(p => p.SizeGb == sizeGb);
}

/// <summary>The profile that was chosen, and whether the card is smaller than even the smallest one.</summary>
public readonly record struct DetectedProfile(SdCardProfile Profile, bool TooSmall);
