using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Storage;

/// <summary>A database of another program: opened only when that cannot lock the program out of it.</summary>
internal static class ForeignDatabase
{
    /// <summary>How long a statement waits for the other program; short, so that what holds a lock here is never held for long.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>Why the database must be left alone, with the remedy, or null.</summary>
    public static string? FindProblem(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            if (FileFacts.Read(path, follow: true) is not { } file || FileFacts.Read(folder, follow: true) is not { } of)
                return $"{path} is not there: check the path, and whether its program has run";
            return ForeignFilePolicy.FindProblem(path, new(
                file.User, file.Group, file.Mode, of.Group, of.HandsDownGroup, ProcessRights.MayWrite(path)
                && ProcessRights.MayWrite(folder), ProcessRights.User, ProcessRights.Group));
        }
        catch (IOException e)
        {
            return $"{e.Message}: check the permissions of {folder} and the folders above it";
        }
    }

    /// <summary>Opens the database.</summary>
    /// <exception cref="ForeignDatabaseRefused">It must be left alone.</exception>
    /// <exception cref="SqliteException">SQLite could not open it.</exception>
    public static SqliteConnection Open(string path)
    {
        if (FindProblem(path) is { } problem)
            throw new ForeignDatabaseRefused(problem);
        var connection = SqliteConnections.OpenSmall(path, BusyTimeout);
        connection.AllowDoubleQuotedText();
        return connection;
    }
}

/// <summary>Why another program's database is left alone; the message has the remedy.</summary>
internal sealed class ForeignDatabaseRefused(string message) : Exception(message);
