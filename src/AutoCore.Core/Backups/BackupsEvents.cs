using AutoCore.Policies.Health;

namespace AutoCore.Core.Backups;

/// <summary>Events of backups and damaged databases: from 7300 on.</summary>
public static class BackupsEvents
{
    /// <summary>Sources without a new backup.</summary>
    public static Condition Backup { get; } = new("backup", "the backup of", "source");

    /// <summary>Databases that are damaged.</summary>
    public static Condition Database { get; } = new("damage", "the database of", "source");

    /// <summary>A second folder that lacks backups.</summary>
    public static Condition Copy { get; } = new("backup-copy", "the copy in", "folder");

    public static EventDefinition Verified { get; } = new(7300, "backup-verified", Severity.Info, "{file} was made and verified: {content}",
        "A backup was made, restored to a scratch file, checked and counted.")
    { Ends = Backup, More = ["bytes", "rows", "files", "objects", "source", "note"], Portuguese = "{file} foi feito e verificado: {content}" };

    public static EventDefinition Failed { get; } = new(7301, "backup-failed", Severity.Warning, "No backup of {source}: {reason}",
        "No backup of a source could be made; the older ones are kept.", "Act on the reason; `autocore backup` tries again at once.")
    { Opens = Backup, More = ["damaged"], Portuguese = "Nenhum backup de {source}: {reason}" };

    public static EventDefinition CopyFailed { get; } = new(7302, "backup-copy-failed", Severity.Warning, "{file} was not copied to {folder}: {reason}",
        "A backup is good but was not copied to `Backups:CopyTo`.", "Mount that folder or free space there; the next backup copies again.")
    { Opens = Copy, Portuguese = "{file} não foi copiado para {folder}: {reason}" };

    public static EventDefinition Damaged { get; } = new(7303, "database-damaged", Severity.Critical, "{database} is damaged: {problem}; {remedy}",
        "SQLite or a check found damage in a database; nothing is deleted.",
        "`autocore backup list`, then `autocore restore FILE`; or set `Backups:AutoRestore` to have it done.")
    { Opens = Database, More = ["source", "newest_backup"], Renamed = ("problem", "reason"), Portuguese = "{database} está danificado: {problem}; {remedy}" };

    public static EventDefinition SetAside { get; } = new(7304, "database-set-aside", Severity.Critical,
        "The damaged database was set aside as {aside} and replaced by {by}",
        "A damaged database was moved aside, and a backup or an empty one took its place.",
        "Keep the file that was set aside until you have what you need from it (`sqlite3 FILE .recover`).")
    { More = ["restored"], Portuguese = "O banco danificado foi posto de lado como {aside} e substituído por {by}" };

    public static EventDefinition Checked { get; } = new(7305, "database-checked", Severity.Info, "{database} is whole, checked after an unclean stop",
        "After an unclean stop the database was checked and is whole.");

    public static EventDefinition Copied { get; } = new(7306, "backup-copied", Severity.Info, "{file} was copied to {folder}",
        "A backup is in `Backups:CopyTo` again, after copies had failed.")
    { Ends = Copy, Portuguese = "{file} foi copiado para {folder}" };

    public static EventDefinition Sound { get; } = new(7307, "database-sound", Severity.Info, "The database of {source} was read whole again",
        "A database that was damaged was backed up without a fault.")
    { Ends = Database, Portuguese = "O banco de {source} foi lido por inteiro de novo" };

    public static EventDefinition Partial { get; } = new(7308, "backup-partial", Severity.Warning, "{file} is not whole, or not proven as wanted: {content}",
        "A folder's backup lacks what could not be read, or a dump was read whole and could not be restored on trial; it never replaces another one.",
        "Of a folder: let the daemon's user read it (`autoctl grant`), or name it in `Exclude`. Of a dump: act on the reason, or set `Proof` to `read`.")
    { Opens = Backup, More = ["bytes", "rows", "files", "source", "note"], Portuguese = "{file} não está completo, ou não foi provado como se quis: {content}" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Verified, Failed, CopyFailed, Damaged, SetAside, Checked, Copied, Sound, Partial];
}
