using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AutoCore.Core.Storage.SafePath;

/// <summary>An entry of a folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, where the file system says so at once.</param>
internal readonly record struct FolderEntry(FileName Name, EntryKind Kind);

/// <summary>What an entry is: the kernel's numbers.</summary>
internal enum EntryKind
{
    Unknown = 0,
    Folder = 4,
    File = 8,
    Link = 10,
}

/// <summary>Listing a folder a buffer at a time, however many names it has, and removing what is below it.</summary>
internal sealed partial class SafeFolder
{
    private const int BufferBytes = 16 * 1024;

    /// <summary>Folders in folders are entered so deep and no deeper: each costs an open descriptor.</summary>
    public const int Deepest = 200;

    /// <summary>The entries, in the folder's own order; only one listing of a folder at a time.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IEnumerable<FolderEntry> Entries()
    {
        var buffer = new byte[BufferBytes];
        _ = PathCalls.Seek(_handle, 0, 0);
        while (true)
        {
            var length = (int)PathCalls.List(_handle, ref buffer[0], (nuint)buffer.Length);
            if (length < 0)
                throw Failure("list", Path);
            if (length == 0)
                yield break;
            for (var at = 0; at < length;)
            {
                // struct linux_dirent64: inode and position, eight bytes each, then its length, its kind, and the name up to a zero.
                var record = buffer.AsSpan(at, BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + 16)));
                at += record.Length;
                var name = record[19..];
                name = name[..name.IndexOf((byte)0)];
                if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
                    continue;
                yield return new(new(name), Enum.IsDefined((EntryKind)record[18]) ? (EntryKind)record[18] : EntryKind.Unknown);
            }
        }
    }

    /// <summary>What a name stands for, as <see cref="Look"/> says; null only if there is none.</summary>
    /// <exception cref="UnauthorizedAccessException">This process may not look at it.</exception>
    /// <exception cref="IOException">The file system fails.</exception>
    public FileFacts? Find(FileName name) =>
        Look(name) is { } facts ? facts : Marshal.GetLastPInvokeError() == PathCalls.NoSuchEntry ? null : throw Failure("statx", PathOf(name));

    /// <summary>Whether a folder in this one lies on the same file system, and is nothing that was mounted there.</summary>
    public bool IsSameFileSystem(FileFacts below) => below.Device == Facts.Device && !below.IsMountPoint;

    /// <summary>Removes a file, a link or a folder with everything below it. What is mounted there is not entered and stays, and so does its folder.</summary>
    /// <exception cref="IOException">Something could not be removed.</exception>
    public void RemoveTree(FileName name) => RemoveTree(name, 0);

    private void RemoveTree(FileName name, int depth)
    {
        if (Look(name) is not { } facts)
            return;
        if (!facts.IsFolder)
        {
            Remove(name);
            return;
        }
        if (depth == Deepest)
            throw new IOException($"{PathOf(name)} lies deeper than {Deepest} folders: it stays; remove it by hand");
        using (var below = OpenFolder(name))
        {
            if (below is null)
                return;
            if (!IsSameFileSystem(below.Facts))
                throw new IOException($"something is mounted at {PathOf(name)}: it stays; unmount it and remove the folder by hand");
            foreach (var entry in below.Entries())
                below.RemoveTree(entry.Name, depth + 1);
        }
        RemoveFolder(name);
    }
}
