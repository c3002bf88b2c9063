namespace AutoCore.Daemon.Hosting;

/// <content>Backups: from 7300 on.</content>
internal static partial class LogEvents
{
    /// <summary>A backup was made, restored to a scratch file, checked and counted.</summary>
    /// <remarks>Nothing.</remarks>
    public const int BackupVerified = 7300;

    /// <summary>No backup of a source could be made; the older ones are kept.</summary>
    /// <remarks>Act on the reason; `autocore backup` tries again at once.</remarks>
    public const int BackupFailed = 7301;

    /// <summary>A backup is good but was not copied to `Backups:CopyTo`.</summary>
    /// <remarks>Mount that folder or free space there; the next backup copies again.</remarks>
    public const int BackupCopyFailed = 7302;

    /// <summary>SQLite or a check found damage in a database; nothing is deleted.</summary>
    /// <remarks>`autocore backup list`, then `autocore restore FILE`; or set `Backups:AutoRestore` to have it done.</remarks>
    public const int DatabaseDamaged = 7303;

    /// <summary>A damaged database was moved aside, and a backup or an empty one took its place.</summary>
    /// <remarks>Keep the file that was set aside until you have what you need from it (`sqlite3 FILE .recover`).</remarks>
    public const int DatabaseSetAside = 7304;

    /// <summary>After an unclean stop the database was checked and is whole.</summary>
    /// <remarks>Nothing.</remarks>
    public const int DatabaseChecked = 7305;
}
