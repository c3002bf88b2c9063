using System.Formats.Tar;
using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// A folder into which an archive is put, by open folders alone: no member leads out of it, nor over a link that an earlier one made. An archive
/// proves no origin: owners, and the bits that let a program act as its owner, are taken from it only on request.
/// </summary>
/// <param name="top">The folder, empty and entered by nobody else.</param>
/// <param name="owner">Whose everything in it becomes.</param>
/// <param name="keepOwners">Whether owners and those bits are as the archive says.</param>
internal sealed class RestoredTree(SafeFolder top, FileOwner owner, bool keepOwners) : IDisposable
{
    private const int StickyAndPermissions = 0x3FF;
    private const int AllBits = 0xFFF;
    private const int OwnersAll = 0x1C0;
    private readonly List<(FileName Name, SafeFolder Folder)> _open = [];

    /// <summary>Makes a folder, or takes the one that a member below it made.</summary>
    public void AddFolder(byte[] path, TarEntry entry)
    {
        var folder = Enter(Split(path));
        if (ProcessRights.IsRoot)
            folder.Give(OwnerOf(entry));
        folder.SetMode((uint)(ModeOf(entry) | OwnersAll));
    }

    /// <summary>Makes a link.</summary>
    public void AddLink(byte[] path, byte[] target, TarEntry entry)
    {
        var names = Split(path);
        var folder = Enter(names[..^1]);
        folder.CreateLink(names[^1], target);
        if (ProcessRights.IsRoot)
            folder.GiveLink(names[^1], OwnerOf(entry));
    }

    /// <summary>Makes a file, to be filled by the caller.</summary>
    public FileStream Create(byte[] path)
    {
        const uint ownerOnly = 0x180;
        var names = Split(path);
        return Enter(names[..^1]).Create(names[^1], ownerOnly);
    }

    /// <summary>Gives a filled file its owner, mode and time; the owner first, for the kernel then takes special bits from the mode.</summary>
    public void Finish(FileStream file, TarEntry entry)
    {
        if (ProcessRights.IsRoot)
            SafeFolder.Give(file.SafeFileHandle, OwnerOf(entry), entry.Name);
        SafeFolder.SetMode(file.SafeFileHandle, (uint)ModeOf(entry));
        file.Flush();
        File.SetLastWriteTimeUtc(file.SafeFileHandle, entry.ModificationTime.UtcDateTime);
    }

    public void Dispose() => Leave(0);

    private FileOwner OwnerOf(TarEntry entry) => keepOwners ? new((uint)entry.Uid, (uint)entry.Gid) : owner;

    private int ModeOf(TarEntry entry) => (int)entry.Mode & (keepOwners ? AllBits : StickyAndPermissions);

    private static FileName[] Split(byte[] path)
    {
        var names = new List<FileName>();
        foreach (var part in path.AsSpan().Split((byte)'/'))
        {
            if (path.AsSpan()[part].Length > 0)
                names.Add(new(path.AsSpan()[part]));
        }
        return names.Count > 0 ? [.. names] : throw new InvalidDataException("it holds an entry without a name");
    }

    /// <summary>Opens the folders down to one, and makes those that are missing; what is open already of the way to the last one is used again.</summary>
    private SafeFolder Enter(FileName[] names)
    {
        if (names.Length > SafeFolder.Deepest)
            throw new InvalidDataException($"it holds a path of more than {SafeFolder.Deepest} folders");
        var same = 0;
        while (same < names.Length && same < _open.Count && _open[same].Name.Equals(names[same]))
            same++;
        Leave(same);
        for (var i = same; i < names.Length; i++)
        {
            var above = i == 0 ? top : _open[i - 1].Folder;
            _open.Add((names[i], Enter(above, names[i])));
        }
        return _open.Count == 0 ? top : _open[^1].Folder;
    }

    private SafeFolder Enter(SafeFolder above, FileName name)
    {
        if (above.Look(name) is not null)
            return above.OpenFolder(name) ?? throw new InvalidDataException($"it holds a path that leads over a link: {name}");
        var made = above.CreateFolder(name);
        // A folder that has no member of its own in the archive.
        if (ProcessRights.IsRoot)
            made.Give(owner);
        return made;
    }

    private void Leave(int from)
    {
        for (var i = _open.Count - 1; i >= from; i--)
            _open[i].Folder.Dispose();
        _open.RemoveRange(from, _open.Count - from);
    }
}
