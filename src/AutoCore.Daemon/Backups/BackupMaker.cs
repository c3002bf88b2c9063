using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Configuration;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Backups;

/// <summary>A backup that was made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size, compressed.</param>
/// <param name="Count">How much is in it.</param>
/// <param name="Unit">What is counted: <c>rows</c>, or <c>files</c>.</param>
/// <param name="Note">What to know of it, or null: files that changed while they were read.</param>
internal sealed record MadeBackup(BackupName Name, long Bytes, long Count, string Unit = "rows", string? Note = null)
{
    /// <summary>Whether everything that was there is in it.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Its size, what is in it, and what to know of it, in words.</summary>
    public string Describe() => $"{ByteSize.Format(Bytes)}, {Count} {Unit}{(Note is null ? "" : $"; {Note}")}";
}

/// <summary>Why a backup could not be made, with the remedy.</summary>
/// <param name="message">For people.</param>
/// <param name="sourceDamaged">Whether the source is damaged.</param>
internal sealed class BackupFailure(string message, bool sourceDamaged = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the source is damaged.</summary>
    public bool SourceDamaged => sourceDamaged;
}

/// <summary>Makes one backup: copied, compressed, expanded again and checked; only then it takes its name.</summary>
internal sealed class BackupMaker(DatabaseCopier copier, TimeProvider time)
{
    private const long SpareBytes = 16_000_000;

    /// <summary>Makes a backup of a source; the caller holds the folder's lock.</summary>
    /// <exception cref="BackupFailure">It could not be made.</exception>
    public async Task<MadeBackup> MakeAsync(BackupSource source, BackupFolder folder, Action<CopyProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            RequireRoom(source, folder);
            var name = folder.NextName(source.Name, BackupKind.Sqlite, time.GetUtcNow());
            return await MakeAsync(source, name, folder, progress, cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or ForeignDatabaseRefused)
        {
            throw new BackupFailure($"{source.File.Path}: {e.Describe()}", e is SqliteException s && s.IsDamage(), e);
        }
    }

    private async Task<MadeBackup> MakeAsync(BackupSource source, BackupName name, BackupFolder folder, Action<CopyProgress> progress,
        CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder.Incoming, $"{name.Stem}.db");
        var compressed = Path.Combine(folder.Incoming, name.File);
        var expanded = Path.Combine(folder.Incoming, $"{name.Stem}.check.db");
        await copier.CopyAsync(source, copy, progress, cancellationToken);
        var copied = DatabaseCheck.RunFull(copy);
        if (copied.Problem is { } damage)
            throw DamageOf(source, damage, folder);
        var pages = copied.Unproven is null ? null : await Checksum.ComputeAsync(copy, cancellationToken);
        await CompressedFile.CompressAsync(copy, compressed, cancellationToken);
        LargeFile.Remove(copy);
        // Read back from the card, and not from memory: only that proves the backup.
        Posix.TryDropFromCache(compressed);
        var (restored, sum) = await BackupVerifier.ExpandAsync(compressed, expanded, cancellationToken);
        if (restored.Problem is { } problem || !SameRows(copied, restored, out problem))
            throw NotTheSame(source, problem, folder);
        // What cannot be checked whole must at least be, page by page, what was copied.
        if (pages is not null && pages != await Checksum.ComputeAsync(expanded, cancellationToken))
            throw NotTheSame(source, "its pages differ", folder);
        LargeFile.Remove(expanded);
        var bytes = new FileInfo(compressed).Length;
        folder.TakeIn(compressed, name.File, sum);
        var note = copied.Unproven is { } unproven ? $"proof: read; all pages and tables, not what its own program's part orders ({unproven})" : null;
        return new(name, bytes, restored.TotalRows, Note: note);
    }

    private static BackupFailure NotTheSame(BackupSource source, string problem, BackupFolder folder) =>
        new($"the backup of {source.File.Path} is not what was copied: {problem}; the card of {folder.Root} may be failing");

    /// <summary>The copy may have been damaged on its own card: the source is only what its own check finds.</summary>
    private static BackupFailure DamageOf(BackupSource source, string foundInCopy, BackupFolder folder) =>
        DatabaseCheck.FindDamage(source, thorough: true) is { } problem
            ? new($"{source.File.Path} is damaged: {problem}", sourceDamaged: true)
            : new($"the copy of {source.File.Path} is damaged ({foundInCopy}), the database itself is not; the card of {folder.Root} may be failing");

    private static bool SameRows(CheckResult copied, CheckResult restored, out string problem)
    {
        problem = copied.Rows.Where(t => restored.Rows.GetValueOrDefault(t.Key, -1) != t.Value)
            .Select(t => $"table {t.Key} has {restored.Rows.GetValueOrDefault(t.Key, -1)} rows instead of {t.Value}").FirstOrDefault() ?? "";
        return problem.Length == 0;
    }

    /// <summary>The copy and the compressed file stand beside each other, in the worst case at the same size.</summary>
    private static void RequireRoom(BackupSource source, BackupFolder folder)
    {
        if (!source.File.Exists)
            throw new BackupFailure($"{source.File.Path} is not there: check Backups:Sources, and whether its program has run");
        var needed = (source.File.Bytes + source.File.WalBytes) * 2 + SpareBytes;
        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        if (free < needed)
        {
            throw new BackupFailure(
                $"a backup of {source.File.Path} needs {ByteSize.Format(needed)} in {folder.Root}, {ByteSize.Format(free)} are free: make room with autocore cleanup, or set Backups:Root");
        }
    }
}
