namespace AutoCore.Policies.Cameras;

/// <summary>How pictures are kept (C5).</summary>
public enum StorageMode
{
    /// <summary>One picture a camera, always overwritten.</summary>
    Snapshot,

    /// <summary>Month and day folders, and <c>latest</c>.</summary>
    Organized,

    /// <summary>Flat in the site's folder, with the time in the name.</summary>
    Timestamped,
}

/// <summary>The word of each mode, as settings and messages spell it.</summary>
public static class StorageModeNames
{
    /// <summary>The lower-case word.</summary>
    public static string ToWord(this StorageMode mode) => mode switch
    {
        StorageMode.Snapshot => "snapshot",
        StorageMode.Organized => "organized",
        _ => "timestamped",
    };
}
