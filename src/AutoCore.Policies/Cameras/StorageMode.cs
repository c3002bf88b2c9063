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
