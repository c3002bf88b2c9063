using System.Runtime.InteropServices;
using AutoCore.Policies.Hosting;
using Microsoft.Win32.SafeHandles;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>A path on which something is a link, or no plain file or folder: it is not taken.</summary>
internal sealed class UnsafePath(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>
/// An open folder: the one way in which root walks, opens, makes and deletes what others can write. It was reached without a link, and everything
/// in it is reached by a single name relative to the open descriptor, never by a path: whoever renames folders or puts links in their place
/// meanwhile leads nothing elsewhere.
/// </summary>
internal sealed partial class SafeFolder : IDisposable
{
    private const int FolderFlags = OpenFlags.CloseOnExec | OpenFlags.NoTerminal | OpenFlags.NonBlocking;
    private const int NoFollow = 0x100;
    private const int LongestShown = 4096;
    private readonly SafeFileHandle _handle;
    private readonly bool _atOnce;

    private SafeFolder(SafeFileHandle handle, string path, bool atOnce) => (_handle, Path, _atOnce) = (handle, path, atOnce);

    /// <summary>Where it was when it was opened, for people.</summary>
    public string Path { get; }

    /// <summary>What the open folder is.</summary>
    public FileFacts Facts => FileFacts.Of(_handle) ?? throw Failure("statx", Path);

    /// <summary>Opens a folder by its absolute path; no component may be a link.</summary>
    /// <param name="atOnce">Whether the kernel may walk it in one call; where it has none, or refuses it, each component is opened by itself.</param>
    /// <exception cref="UnsafePath">There is a link on the way, or it is no folder.</exception>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not enter it.</exception>
    public static SafeFolder Open(string path, bool atOnce = true) => TryOpen(path, atOnce)
        ?? throw new DirectoryNotFoundException($"{SafeText.Of(path, LongestShown)} is not there");

    /// <summary>The same; null if it is not there.</summary>
    public static SafeFolder? TryOpen(string path, bool atOnce = true)
    {
        var full = System.IO.Path.GetFullPath(path);
        var shown = SafeText.Of(full, LongestShown);
        FileName[] names = [.. full.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(name => new FileName(name))];
        var rootFlags = OpenFlags.Here.Directory | FolderFlags | (names.Length > 0 ? OpenFlags.PathOnly : 0);
        var root = Own(PathCalls.OpenRoot(PathCalls.WorkingDirectory, in "/\0"u8[0], rootFlags, 0)) ?? throw Failure("open", "/");
        if (names.Length == 0)
            return new(root, "/", atOnce);
        using (root)
        {
            var below = Encoding.UTF8.GetBytes($"{full.TrimStart('/')}\0");
            if (atOnce && Own(PathCalls.OpenBeneath(root, below, OpenFlags.Here.Directory | OpenFlags.Here.NoFollow | FolderFlags, 0)) is { } handle)
                return new(handle, shown, atOnce);
            return Step(root, names) is { } reached ? new(reached, shown, atOnce) : null;
        }
    }

    /// <summary>
    /// The same for a folder that the settings name. Only root must not be led: anybody else is led only where it may go by itself, and keeps its
    /// data over a link if it likes.
    /// </summary>
    public static SafeFolder OpenNamed(string path) => Open(ProcessRights.IsRoot ? path : Posix.FindRealPath(path) ?? path);

    /// <summary>Opens a folder in this one; null if there is none of that name, or it is a link or something else.</summary>
    /// <exception cref="UnauthorizedAccessException">This process may not enter it.</exception>
    public SafeFolder? OpenFolder(FileName name)
    {
        var flags = OpenFlags.Here.Directory | FolderFlags;
        return OpenEntry(name, flags, 0) is { } handle ? new(handle, PathOf(name), _atOnce) : IsOther() ? null : throw Failure("open", PathOf(name));
    }

    /// <summary>
    /// Opens a plain file to be read; null if there is none of that name, or it is a link or something else: neither a pipe nor a device is ever
    /// waited for.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">This process may not read it.</exception>
    public SafeFileHandle? OpenFile(FileName name)
    {
        // Looked at first, for opening a device may already do something; and again afterwards, for it may have been exchanged.
        if (Look(name) is not { IsRegular: true })
            return null;
        var file = OpenEntry(name, OpenFlags.CloseOnExec | OpenFlags.NoTerminal | OpenFlags.NonBlocking | OpenFlags.Here.LargeFile, 0);
        if (file is null)
            return IsOther() ? null : throw Failure("open", PathOf(name));
        if (FileFacts.Of(file) is { IsRegular: true })
            return file;
        file.Dispose();
        return null;
    }

    /// <summary>Opens a file to be read, wherever links lead: for what is in it nobody is waited for.</summary>
    /// <exception cref="UnauthorizedAccessException">This process may not read it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenAnywhere(string path)
    {
        var flags = OpenFlags.CloseOnExec | OpenFlags.NoTerminal | OpenFlags.NonBlocking | OpenFlags.Here.LargeFile;
        return Own(PathCalls.OpenRoot(PathCalls.WorkingDirectory, in Encoding.UTF8.GetBytes($"{path}\0")[0], flags, 0)) ?? throw Failure("open", path);
    }

    /// <summary>Makes a file that was not there before, with exactly this mode.</summary>
    /// <exception cref="IOException">There is something of that name, a link to nowhere included; or it cannot be made.</exception>
    public FileStream Create(FileName name, uint mode, int bufferBytes = 0)
    {
        const int anew = OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.CloseOnExec | OpenFlags.NoTerminal;
        var file = OpenEntry(name, anew | OpenFlags.Here.LargeFile, 0x180) ?? throw Failure("create", PathOf(name));
        SetMode(file, mode);
        return new(file, FileAccess.ReadWrite, bufferBytes);
    }

    /// <summary>Makes a folder that was not there before, and opens it. Nobody but this user may enter it.</summary>
    public SafeFolder CreateFolder(FileName name)
    {
        const uint ownerOnly = 0x1C0;
        Check(PathCalls.MakeFolder(_handle, in name.Terminated[0], ownerOnly), "mkdir", PathOf(name));
        return OpenFolder(name) is { } made && made.Facts.User == ProcessRights.User ? made
            : throw new UnsafePath($"{PathOf(name)} was exchanged while it was made");
    }

    /// <summary>Makes a link, wherever it leads: it is only stored.</summary>
    public void CreateLink(FileName name, ReadOnlySpan<byte> target)
    {
        byte[] terminated = [.. target, 0];
        Check(PathCalls.MakeLink(in terminated[0], _handle, in name.Terminated[0]), "symlink", PathOf(name));
    }

    /// <summary>Where a link leads; null if it is none.</summary>
    public byte[]? ReadLink(FileName name)
    {
        var target = new byte[4096];
        return PathCalls.ReadLink(_handle, in name.Terminated[0], ref target[0], (nuint)target.Length) is > 0 and var length ? target[..(int)length] : null;
    }

    /// <summary>What a name stands for, a link itself included; null if there is none.</summary>
    public FileFacts? Look(FileName name) => FileFacts.Of(_handle, name.Terminated, NoFollow);

    /// <summary>Removes a name that is no folder; false if there is none.</summary>
    public bool Remove(FileName name)
    {
        if (PathCalls.Remove(_handle, in name.Terminated[0], 0) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == PathCalls.NoSuchEntry ? false : throw Failure("unlink", PathOf(name));
    }

    /// <summary>Removes an empty folder; false if it is not empty, or not there.</summary>
    public bool RemoveFolder(FileName name)
    {
        const int folder = 0x200;
        if (PathCalls.Remove(_handle, in name.Terminated[0], folder) == 0)
            return true;
        return Marshal.GetLastPInvokeError() is PathCalls.NotEmpty or PathCalls.Exists or PathCalls.NoSuchEntry or PathCalls.NotAFolder ? false
            : throw Failure("rmdir", PathOf(name));
    }

    /// <summary>Gives a name in this folder another one, here or elsewhere.</summary>
    /// <param name="name">The present name.</param>
    /// <param name="folder">The folder of the new one.</param>
    /// <param name="way">What becomes of the one that has it.</param>
    public void Rename(FileName name, SafeFolder folder, FileName newName, RenameMode way) =>
        Check(PathCalls.Rename(_handle, in name.Terminated[0], folder._handle, in newName.Terminated[0], (uint)way), "rename", PathOf(name));

    /// <summary>Makes names in this folder survive a power cut.</summary>
    public void Sync() => Check(PathCalls.Sync(_handle), "fsync", Path);

    /// <summary>Brings all that was written to its file system onto the medium.</summary>
    public void SyncFileSystem() => Check(PathCalls.SyncFileSystem(_handle), "syncfs", Path);

    /// <summary>A name in it, for people.</summary>
    public string PathOf(FileName name) => Path == "/" ? $"/{name}" : $"{Path}/{name}";

    public void Dispose() => _handle.Dispose();

    /// <summary>Component by component: each one opened in the one before, none followed.</summary>
    private static SafeFileHandle? Step(SafeFileHandle root, ReadOnlySpan<FileName> names)
    {
        var at = root;
        var shown = "";
        for (var i = 0; i < names.Length; i++)
        {
            shown = $"{shown}/{names[i]}";
            // On the way only searching is needed, as everywhere; the folder itself is to be read.
            var flags = OpenFlags.Here.Directory | OpenFlags.Here.NoFollow | FolderFlags | (i < names.Length - 1 ? OpenFlags.PathOnly : 0);
            var next = Own(PathCalls.Open(at, in names[i].Terminated[0], flags, 0));
            var error = Marshal.GetLastPInvokeError();
            var facts = next is null ? FileFacts.Of(at, names[i].Terminated, NoFollow) : null;
            if (at != root)
                at.Dispose();
            if (next is null)
            {
                return error switch
                {
                    PathCalls.NoSuchEntry => null,
                    PathCalls.NotAFolder or PathCalls.TooManyLinks when facts is { IsLink: true } =>
                        throw new UnsafePath($"{shown} is a link: write the path that it leads to instead (readlink -f {shown})"),
                    PathCalls.NotAFolder or PathCalls.TooManyLinks => throw new UnsafePath($"{shown} is no folder"),
                    _ => throw Failure("open", shown, error),
                };
            }
            at = next;
        }
        return at;
    }

    private SafeFileHandle? OpenEntry(FileName name, int flags, uint mode)
    {
        flags |= OpenFlags.Here.NoFollow;
        if (_atOnce && Own(PathCalls.OpenBeneath(_handle, name.Terminated, flags, mode)) is { } handle)
            return handle;
        return Own(PathCalls.Open(_handle, in name.Terminated[0], flags, mode));
    }

    /// <summary>Whether the last call failed since there is nothing of that name, or something of another kind.</summary>
    private static bool IsOther()
    {
        const int noSuchDevice = 6;
        return Marshal.GetLastPInvokeError() is PathCalls.NoSuchEntry or PathCalls.NotAFolder or PathCalls.TooManyLinks or PathCalls.IsAFolder or noSuchDevice;
    }

    private static SafeFileHandle? Own(int descriptor) => descriptor >= 0 ? new(descriptor, ownsHandle: true) : null;

    private static void Check(int result, string call, string path)
    {
        if (result != 0)
            throw Failure(call, path);
    }

    private static Exception Failure(string call, string path) => Failure(call, path, Marshal.GetLastPInvokeError());

    private static Exception Failure(string call, string path, int error)
    {
        var message = $"{call} {path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error is PathCalls.NoAccess or PathCalls.NotPermitted ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }
}
