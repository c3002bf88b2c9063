namespace AutoCore.Policies.Backups;

/// <summary>
/// A second name of somebody else's file may be a way to have root read that person's secret into an archive that others read: which of them root takes.
/// </summary>
public static class SecondNamePolicy
{
    private const int ReadByAll = 0x24;
    private const int WrittenByOthers = 0x12;
    private const uint Root = 0;

    /// <summary>Whether root may read a file into an archive.</summary>
    /// <param name="links">Its names.</param>
    /// <param name="folder">The folder that it was found in.</param>
    public static bool MayTake(OwnedMode file, long links, OwnedMode folder) =>
        links <= 1
        || file.User == folder.User
        // Everybody may read it anyway.
        || ((file.Mode & ReadByAll) == ReadByAll && !file.HasList)
        // Only root can have given it that name. A list's rights stand in the group's.
        || (folder.User == Root && (folder.Mode & WrittenByOthers) == 0);
}

/// <summary>Who may do what with a file or folder.</summary>
/// <param name="User">Its owner.</param>
/// <param name="Mode">Its permissions, of which a list's mask is the group's part.</param>
/// <param name="HasList">Whether it has an access control list, too.</param>
public readonly record struct OwnedMode(uint User, int Mode, bool HasList);
