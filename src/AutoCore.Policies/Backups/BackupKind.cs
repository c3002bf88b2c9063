namespace AutoCore.Policies.Backups;

/// <summary>What a backup is made of.</summary>
public enum BackupKind
{
    /// <summary>A SQLite database.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, in <c>pg_dump</c>'s custom format.</summary>
    Postgres,

    /// <summary>A folder with all that lies in it, as a tar.</summary>
    Folder,
}
