using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Backups.Tar;

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

    /// <summary>On a folder it hands the group down to what is made there, and gives nobody a right.</summary>
    private const int SetGroup = 0x400;

    private readonly List<(FileName Name, SafeFolder Folder)> _open = [];

    /// <summary>Whether a folder gives what is made in it an access control list, which the archive may not have.</summary>
    private bool _handsDown;

    /// <summary>Attributes that the file system does not take, or that only another user may set.</summary>
    public long AttributesLost { get; private set; }

    /// <summary>Makes a folder, or takes the one that a member below it made.</summary>
    public void AddFolder(TarMember member)
    {
        var folder = Enter(Split(member.Path));
        if (ProcessRights.IsRoot)
            folder.Give(OwnerOf(member));
        if (_handsDown)
        {
            folder.RemoveAttribute(TarAttributes.AccessList);
            folder.RemoveAttribute(TarAttributes.DefaultList);
        }
        folder.SetMode((uint)(ModeOf(member) | (member.Mode & SetGroup) | OwnersAll));
        AttributesLost += member.Attributes.Count(a => !folder.TryWriteAttribute(a.Name, a.Value));
        _handsDown |= member.Attributes.Any(a => a.Name.AsSpan().SequenceEqual(TarAttributes.DefaultList));
    }

    /// <summary>Makes a link.</summary>
    public void AddLink(TarMember member)
    {
        var names = Split(member.Path);
        var folder = Enter(names[..^1]);
        folder.CreateLink(names[^1], member.Target);
        if (ProcessRights.IsRoot)
            folder.GiveLink(names[^1], OwnerOf(member));
    }

    /// <summary>Gives a file or link that an earlier member made a second name.</summary>
    /// <exception cref="InvalidDataException">There is no such file.</exception>
    public void AddHardLink(TarMember member)
    {
        if (!ArchivePath.IsSafe(member.Target))
            throw new InvalidDataException("it holds a second name of a file outside");
        var target = Split(member.Target);
        var names = Split(member.Path);
        var above = Enter(names[..^1]);
        var opened = new List<SafeFolder>();
        try
        {
            var folder = top;
            foreach (var name in target[..^1])
                opened.Add(folder = folder.OpenFolder(name) ?? throw NoSuchFile());
            above.Link(folder.Look(target[^1]) is { IsRegular: true } or { IsLink: true } ? folder : throw NoSuchFile(), target[^1], names[^1]);
        }
        finally
        {
            opened.ForEach(f => f.Dispose());
        }

        static InvalidDataException NoSuchFile() => new("it holds a second name of a file that is not in it");
    }

    /// <summary>Makes a file, to be filled by the caller.</summary>
    public FileStream Create(TarMember member)
    {
        const uint ownerOnly = 0x180;
        var names = Split(member.Path);
        return Enter(names[..^1]).Create(names[^1], ownerOnly);
    }

    /// <summary>
    /// Gives a filled file its length, owner, attributes, mode and time. The owner comes before the mode, for the kernel then takes special bits from it;
    /// users' attributes come before it, too, for a mode may forbid its owner to write them; an access control list comes after it, for a mode would change it.
    /// </summary>
    public void Finish(FileStream file, TarMember member)
    {
        file.Flush();
        if (member.Content.HasHoles)
            file.SetLength(member.Content.Length);
        var handle = file.SafeFileHandle;
        if (ProcessRights.IsRoot)
            SafeFolder.Give(handle, OwnerOf(member), "an open file");
        if (_handsDown)
            ExtendedAttributes.Remove(handle, TarAttributes.AccessList);
        AttributesLost += member.Attributes.Count(a => !TarAttributes.IsList(a.Name) && !ExtendedAttributes.TryWrite(handle, a.Name, a.Value));
        SafeFolder.SetMode(handle, (uint)ModeOf(member));
        AttributesLost += member.Attributes.Count(a => TarAttributes.IsList(a.Name) && !ExtendedAttributes.TryWrite(handle, a.Name, a.Value));
        File.SetLastWriteTimeUtc(handle, member.Modified.UtcDateTime);
    }

    public void Dispose() => Leave(0);

    private FileOwner OwnerOf(TarMember member) => keepOwners ? new(member.User, member.Group) : owner;

    private int ModeOf(TarMember member) => member.Mode & (keepOwners ? AllBits : StickyAndPermissions);

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
