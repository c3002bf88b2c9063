using System.Runtime.InteropServices;
using AutoCore.Core.Storage;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Daemon.Hosting;

/// <summary>
/// A lock that one process holds: on the folder itself, which stays the same whatever somebody removes in it, and on a file in it, which says to
/// people who holds it. Where a file system locks no folders (NFS), the file alone counts, as long as it still has its name.
/// </summary>
internal sealed partial class FolderLock : IDisposable
{
    private const int MostTries = 10;

    private readonly string _folder;
    private readonly SafeFileHandle _locked;

    private FolderLock(string folder, SafeFileHandle locked, FileStream? file) => (_folder, _locked, File) = (folder, locked, file);

    /// <summary>The file, open in this process alone; null for root in another user's folder, where its name may be a link to anywhere.</summary>
    public FileStream? File { get; }

    /// <summary>Whether the folder's name still leads to the folder that is locked: one put in its place is not.</summary>
    public bool IsInPlace
    {
        get
        {
            using var present = Open(_folder);
            return !present.IsInvalid && IsSame(present, _locked);
        }
    }

    /// <summary>Takes it; null if another process holds it.</summary>
    /// <param name="folder">The folder; it exists.</param>
    /// <param name="path">The file; its folder is made.</param>
    /// <exception cref="IOException">Neither can be locked.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write there.</exception>
    public static FolderLock? TryTake(string folder, string path)
    {
        var locked = Open(folder);
        if (locked.IsInvalid)
        {
            locked.Dispose();
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        FolderLock? taken = null;
        try
        {
            const int exclusive = 2;
            const int doNotWait = 4;
            const int wouldBlock = 11;
            if (Flock(locked, exclusive | doNotWait) != 0 && Marshal.GetLastPInvokeError() == wouldBlock)
                return null;
            if (ProcessRights.IsRoot && FileFacts.Read(locked).User != 0)
                return taken = new(folder, locked, file: null);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return TakeFile(path) is { } file ? taken = new(folder, locked, file) : null;
        }
        finally
        {
            if (taken is null)
                locked.Dispose();
        }
    }

    public void Dispose()
    {
        const int unlock = 8;
        File?.Dispose();
        // Closing alone leaves it to a child that was just begun, until that has become another program.
        _ = Flock(_locked, unlock);
        _locked.Dispose();
    }

    /// <summary>A file that was removed between its opening and its locking locks nothing: the one that has its name now is tried.</summary>
    private static FileStream? TakeFile(string path)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            FileStream file;
            try
            {
                file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException e) when (InstanceLock.IsHeldByAnother(e))
            {
                return null;
            }
            using var named = OpenAny(path);
            if (!named.IsInvalid && IsSame(named, file.SafeFileHandle))
                return file;
            file.Dispose();
        }
        throw new IOException($"{path} is removed again and again: it cannot be locked");
    }

    /// <summary>With the dot only a folder can be opened.</summary>
    private static SafeFileHandle Open(string folder) => OpenAny(Path.Combine(folder, "."));

    private static SafeFileHandle OpenAny(string path)
    {
        const int closeOnExec = 0x80000;
        const int doNotWait = 0x800;
        return OpenFile(path, closeOnExec | doNotWait);
    }

    private static bool IsSame(SafeFileHandle one, SafeFileHandle other)
    {
        var (a, b) = (FileFacts.Read(one), FileFacts.Read(other));
        return a.Identity == b.Identity && a.Device == b.Device;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
