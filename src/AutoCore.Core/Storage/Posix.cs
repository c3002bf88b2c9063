using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage;

/// <summary>The few calls of the C library that the platform does not offer, each with arguments that are the same on every architecture.</summary>
internal static partial class Posix
{
    /// <summary>Makes a rename in this folder survive a power cut.</summary>
    /// <exception cref="IOException">The folder could not be opened or synced.</exception>
    public static void SyncFolder(string folder) => SyncFile(folder);

    /// <summary>Puts what was written to a file onto its medium, whoever wrote it.</summary>
    /// <exception cref="IOException">It could not be opened or synced.</exception>
    public static void SyncFile(string path)
    {
        const int readOnly = 0;
        var file = Open(path, readOnly);
        if (file < 0)
            throw Failure("open", path);
        try
        {
            if (FSync(file) != 0)
                throw Failure("fsync", path);
        }
        finally
        {
            _ = Close(file);
        }
    }

    /// <summary>Whether this process may write there; nothing is touched.</summary>
    public static bool MayWrite(string path)
    {
        const int write = 2;
        return Access(path, write) == 0;
    }

    /// <summary>Whether this process may read a file.</summary>
    public static bool MayRead(string path)
    {
        const int read = 4;
        return Access(path, read) == 0;
    }

    /// <summary>Whether this process may see what is in a folder.</summary>
    public static bool MayList(string path)
    {
        const int readAndEnter = 5;
        return Access(path, readAndEnter) == 0;
    }

    /// <summary>Puts everything that was written to a file system onto its medium, with one flush for all of it.</summary>
    /// <param name="path">Any file or folder on it.</param>
    /// <exception cref="IOException">It could not be opened, or something could not be written.</exception>
    public static void SyncFileSystem(string path)
    {
        const int readOnly = 0;
        var file = Open(path, readOnly);
        if (file < 0)
            throw Failure("open", path);
        try
        {
            if (SyncFs(file) != 0)
                throw Failure("syncfs", path);
        }
        finally
        {
            _ = Close(file);
        }
    }

    /// <summary>Whether this process may run a program.</summary>
    public static bool MayRun(string path)
    {
        const int execute = 1;
        return Access(path, execute) == 0;
    }

    /// <summary>
    /// Sets room aside behind a file's end, without making it longer: what is appended later then changes neither the file system's maps of free
    /// blocks nor their copies in its journal. Where the file system cannot, nothing happens.
    /// </summary>
    public static void Reserve(string path, long bytes)
    {
        const int readWrite = 2;
        const int keepSize = 1;
        var file = Open(path, readWrite);
        if (file < 0)
            return;
        _ = Allocate(file, keepSize, 0, bytes);
        _ = Close(file);
    }

    /// <summary>Asks the kernel to forget what it holds of a file in memory, so that the next read comes from the device; what is not synced stays.</summary>
    public static void DropFromCache(SafeFileHandle file)
    {
        const int notNeeded = 4;
        _ = Advise(file, 0, 0, notNeeded);
    }

    /// <summary>The same for a file by its name; one that cannot be opened is left alone.</summary>
    public static void TryDropFromCache(string path) => FileAttempt.Try(() =>
    {
        using var file = File.OpenHandle(path);
        DropFromCache(file);
    });

    /// <summary>Gives a file a second name; false where that cannot be (another file system, one without links, too many names, the name is taken).</summary>
    public static bool TryLink(string existing, string name) => Link(existing, name) == 0;

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new($"{call} {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "posix_fadvise64")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "fallocate64")]
    private static partial int Allocate(int file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(int file);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
