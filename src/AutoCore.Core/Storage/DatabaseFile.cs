namespace AutoCore.Core.Storage;

/// <summary>A database on disk: its file, and what SQLite keeps beside it.</summary>
/// <param name="Path">The database file.</param>
internal readonly record struct DatabaseFile(string Path)
{
    /// <summary>The write-ahead log.</summary>
    public string WalPath => $"{Path}-wal";

    /// <summary>The index of the write-ahead log that all connections share.</summary>
    public string SharedMemoryPath => $"{Path}-shm";

    /// <summary>What a database without write-ahead log needs to undo an interrupted transaction.</summary>
    public string JournalPath => $"{Path}-journal";

    /// <summary>Where a backup is expanded that is to take the database's place.</summary>
    public string RestoringPath => $"{Path}.restoring";

    /// <summary>Whether the database is there.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Size of the database file in bytes; zero if there is none.</summary>
    public long Bytes => LengthOf(Path);

    /// <summary>Size of the write-ahead log in bytes; zero if there is none.</summary>
    public long WalBytes => LengthOf(WalPath);

    /// <summary>The database file and what lies beside it, as far as they exist.</summary>
    public IEnumerable<string> Parts => new[] { Path, WalPath, SharedMemoryPath, JournalPath }.Where(File.Exists);

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
