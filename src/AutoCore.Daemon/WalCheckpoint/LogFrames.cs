using System.Buffers.Binary;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>A place in a write-ahead log: which run of it, from one reset to the next, and how many frames into it.</summary>
/// <param name="Salt">Of the log's head; another one after each reset.</param>
/// <param name="Frames">Frames before it.</param>
internal readonly record struct LogPlace(ulong Salt, long Frames);

/// <summary>
/// Reads what a write-ahead log holds from the log's file alone (sqlite.org/fileformat2.html): SQLite keeps no locks on that one. The file beside it,
/// which knows more, must not be opened:
/// closing it would give up every lock that this process has on it.
/// </summary>
internal static class LogFrames
{
    private const int HeadBytes = 32;
    private const int FrameHeadBytes = 24;

    /// <summary>The log's run as it is now; zero where there is none.</summary>
    public static ulong ReadSalt(DatabaseFile database)
    {
        using var log = Open(database);
        return log is null ? 0 : ReadHead(log).Salt;
    }

    /// <summary>Frames that were added after a place, counted up to <paramref name="most"/>.</summary>
    public static long CountSince(DatabaseFile database, LogPlace place, long most)
    {
        using var log = Open(database);
        if (log is null)
            return 0;
        var (salt, pageBytes) = ReadHead(log);
        var first = salt == place.Salt ? place.Frames : 0;
        Span<byte> head = stackalloc byte[FrameHeadBytes];
        for (long added = 0; added < most; added++)
        {
            // What an earlier run has left behind has another salt.
            if (RandomAccess.Read(log.SafeFileHandle, head, HeadBytes + ((first + added) * (FrameHeadBytes + pageBytes))) < FrameHeadBytes
                || BinaryPrimitives.ReadUInt64BigEndian(head[8..]) != salt)
            {
                return added;
            }
        }
        return most;
    }

    private static FileStream? Open(DatabaseFile database)
    {
        try
        {
            return new(database.WalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static (ulong Salt, uint PageBytes) ReadHead(FileStream log)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        return RandomAccess.Read(log.SafeFileHandle, head, 0) < HeadBytes ? default
            : (BinaryPrimitives.ReadUInt64BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[8..]));
    }
}
