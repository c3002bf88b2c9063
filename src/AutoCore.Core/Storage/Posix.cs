using System.Runtime.InteropServices;
using AutoCore.Core.Storage.SafePath;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage;

/// <summary>The few calls of the C library that the platform does not offer, each with arguments that are the same on every architecture.</summary>
internal static partial class Posix
{
    private const int ExecuteRight = 1;
    private const int WriteRight = 2;
    private const int ReadRight = 4;

    /// <summary>Makes a rename in this folder survive a power cut.</summary>
    /// <exception cref="IOException">The folder could not be opened or synced.</exception>
    public static void SyncFolder(string folder) => SyncFile(folder);

    /// <summary>Puts what was written to a file onto its medium, whoever wrote it.</summary>
    /// <exception cref="IOException">It could not be opened or synced.</exception>
    public static void SyncFile(string path) => Sync(path, "fsync", PathCalls.Sync);

    /// <summary>Whether this process may write there; nothing is touched.</summary>
    public static bool MayWrite(string path) => Access(path, WriteRight) == 0;

    /// <summary>Whether this process may read a file.</summary>
    public static bool MayRead(string path) => Access(path, ReadRight) == 0;

    /// <summary>Whether this process may see what is in a folder.</summary>
    public static bool MayList(string path) => Access(path, ReadRight | ExecuteRight) == 0;

    /// <summary>Puts everything that was written to a file system onto its medium, with one flush for all of it.</summary>
    /// <param name="path">Any file or folder on it.</param>
    /// <exception cref="IOException">It could not be opened, or something could not be written.</exception>
    public static void SyncFileSystem(string path) => Sync(path, "syncfs", PathCalls.SyncFileSystem);

    /// <summary>Whether this process may run a program.</summary>
    public static bool MayRun(string path) => Access(path, ExecuteRight) == 0;

    /// <summary>
    /// Sets room aside behind a file's end, without making it longer: what is appended later then changes neither the file system's maps of free
    /// blocks nor their copies in its journal. Where the file system cannot, nothing happens.
    /// </summary>
    public static void Reserve(string path, long bytes)
    {
        const int readWrite = 2;
        const int keepSize = 1;
        using var file = Open(path, readWrite);
        if (!file.IsInvalid)
            _ = Allocate(file, keepSize, 0, bytes);
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

    /// <summary>Waits until nobody else has a file locked (<c>flock</c>); one that is gone meanwhile is waited for no more.</summary>
    public static void WaitForLock(string path)
    {
        const int readOnly = 0;
        const int closeOnExec = 0x80000;
        const int exclusive = 2;
        using var file = Open(path, readOnly | closeOnExec);
        if (!file.IsInvalid)
            _ = Flock(file, exclusive);
    }

    private static void Sync(string path, string call, Func<SafeFileHandle, int> sync)
    {
        const int readOnly = 0;
        using var file = Open(path, readOnly);
        if (file.IsInvalid)
            throw Failure("open", path);
        if (sync(file) != 0)
            throw Failure(call, path);
    }

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new($"{call} {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "posix_fadvise64")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "fallocate64")]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
