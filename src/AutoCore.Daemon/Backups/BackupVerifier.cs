using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Backups;

/// <summary>Proves a backup: its checksum, and the database in it, expanded and checked.</summary>
internal static class BackupVerifier
{
    /// <summary>Expands a backup and checks it.</summary>
    /// <param name="backup">The compressed database.</param>
    /// <param name="expanded">Where the database goes; removed again if it is damaged.</param>
    /// <returns>What was found, and the sum of the compressed file.</returns>
    public static async Task<(CheckResult Result, string Sum)> ExpandAsync(string backup, string expanded, CancellationToken cancellationToken)
    {
        var (result, sum) = await CheckAsync(backup, expanded, cancellationToken);
        if (result.Problem is not null)
            LargeFile.Remove(expanded);
        return (result, sum);
    }

    private static async Task<(CheckResult Result, string Sum)> CheckAsync(string backup, string expanded, CancellationToken cancellationToken)
    {
        string sum;
        try
        {
            sum = await CompressedFile.ExpandAsync(backup, expanded, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return (CheckResult.Damaged(e.Message), "");
        }
        if (Checksum.TryRead(backup) is { } expected && expected != sum)
            return (CheckResult.Damaged("its checksum does not match"), sum);
        try
        {
            return (DatabaseCheck.RunFull(expanded), sum);
        }
        catch (SqliteException e)
        {
            return (CheckResult.Damaged(e.Message), sum);
        }
    }
}
