namespace AutoCore.Policies.Storage;

/// <summary>Who owns a database of another program and the folder that it lies in, and who we are.</summary>
/// <param name="Owner">The file's user id.</param>
/// <param name="Group">The file's group id.</param>
/// <param name="Mode">The file's permission bits.</param>
/// <param name="FolderGroup">The folder's group id.</param>
/// <param name="FolderHandsDownGroup">Whether new files take the folder's group (setgid).</param>
/// <param name="CanWrite">Whether we may write the file and make files beside it.</param>
/// <param name="User">Our effective user id.</param>
/// <param name="UserGroup">Our effective group id.</param>
public readonly record struct ForeignFileFacts(uint Owner, uint Group, int Mode, uint FolderGroup, bool FolderHandsDownGroup, bool CanWrite, uint User,
    uint UserGroup);

/// <summary>
/// Whether a database of another program may be opened (B2). SQLite makes <c>-wal</c> and <c>-shm</c> beside it with the file's mode but the
/// opener's user and group: made by us in a wrong group, they would lock the other program out of its own database.
/// </summary>
public static class ForeignFilePolicy
{
    private const int GroupReadWrite = 0b000_110_000;
    private const int AllReadWrite = 0b000_000_110;

    /// <summary>What is wrong and how it is mended, or null if the database may be opened.</summary>
    /// <param name="path">The database, for the remedy.</param>
    /// <param name="facts">Owners and modes.</param>
    public static string? FindProblem(string path, ForeignFileFacts facts)
    {
        var folder = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";
        if (!facts.CanWrite)
            return $"this user may not write {path} and its folder: add it to the group (usermod -aG $(stat -c %G {path}) autocore), then chmod g+rw {path} && chmod g+rwxs {folder}";
        // SQLite itself hands files that root makes to the database's owner.
        if (facts.User == 0 || facts.User == facts.Owner || (facts.Mode & AllReadWrite) == AllReadWrite)
            return null;
        if ((facts.Mode & GroupReadWrite) != GroupReadWrite)
            return $"files that SQLite makes beside {path} would not be writable for its owner: chmod g+rw {path} && chmod g+s {folder}";
        var groupOfNewFiles = facts.FolderHandsDownGroup ? facts.FolderGroup : facts.UserGroup;
        return groupOfNewFiles == facts.Group
            ? null
            : $"files that SQLite makes beside {path} would belong to another group than the database: chgrp $(stat -c %G {path}) {folder} && chmod g+s {folder}";
    }
}
