using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Where a folder is restored to: a new one beside it, which takes its name in one step. The folder above may be somebody else's: names in it are
/// used relative to it as it was opened, and what stands there under the new one's name is never entered.
/// </summary>
internal sealed class FolderPlace : IDisposable
{
    private readonly SafeFolder _above;
    private readonly FileName _name;
    private readonly FileName _besideName;
    private readonly SafeFolder? _present;

    /// <summary>Opens the place, and makes the folder beside it.</summary>
    /// <exception cref="UnsafePath">There is a link on the way, or in its place.</exception>
    public FolderPlace(string path)
    {
        var full = Path.GetFullPath(path).TrimEnd('/');
        _above = SafeFolder.OpenNamed(Path.GetDirectoryName(full)!);
        (_name, _besideName) = (new(Path.GetFileName(full)), new($"{Path.GetFileName(full)}.restoring"));
        try
        {
            _present = _above.OpenFolder(_name);
            if (_present is null && _above.Look(_name) is not null)
                throw new UnsafePath($"{full} is a link or no folder: write the path that it leads to into Backups:Sources");
            var model = (_present ?? _above).Facts;
            Owner = new(model.User, model.Group);
            // What an interrupted restore left is either half of a copy, or what was replaced and saved for an undo before.
            _above.RemoveTree(_besideName);
            Beside = _above.CreateFolder(_besideName);
            // What is restored has the access control lists of the archive, and not those of the folder above.
            Beside.RemoveAttribute(TarAttributes.AccessList);
            Beside.RemoveAttribute(TarAttributes.DefaultList);
        }
        catch
        {
            _present?.Dispose();
            _above.Dispose();
            throw;
        }
    }

    /// <summary>The owner of the present folder; where there is none, of the one above.</summary>
    public FileOwner Owner { get; }

    /// <summary>The new folder, which nobody else may enter yet.</summary>
    public SafeFolder Beside { get; }

    /// <summary>Gives the new folder the present one's owner, permissions and name; the present one's excluded parts move over.</summary>
    public void PutInPlace(IReadOnlyList<string> excluded)
    {
        const uint usual = 0x1E8;
        const int permissions = 0xFFF;
        if (ProcessRights.IsRoot)
            Beside.Give(Owner);
        Beside.SetMode(_present is { } present ? (uint)(present.Facts.Mode & permissions) : usual);
        foreach (var (name, value) in _present?.ReadAttributes(static n => TarAttributes.IsKept(n)) ?? [])
            Beside.TryWriteAttribute(name, value);
        Beside.SyncFileSystem();
        if (_above.Look(_besideName)?.Identity != Beside.Facts.Identity)
            throw new UnsafePath($"{_above.PathOf(_besideName)} was exchanged meanwhile: nothing was restored");
        _above.Rename(_besideName, _above, _name, _present is null ? RenameMode.Keep : RenameMode.Exchange);
        if (_present is not null)
            KeepExcluded(_present, excluded);
        _above.Sync();
    }

    /// <summary>Removes what is left beside it: half of a copy, or what was replaced.</summary>
    public void Dispose()
    {
        try
        {
            _above.RemoveTree(_besideName);
        }
        finally
        {
            Beside.Dispose();
            _present?.Dispose();
            _above.Dispose();
        }
    }

    /// <summary>What is left out of backups is not restored either: it stays what it is.</summary>
    private void KeepExcluded(SafeFolder before, IReadOnlyList<string> excluded)
    {
        foreach (var path in excluded)
        {
            FileName[] names = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(n => new FileName(Encoding.UTF8.GetBytes(n)))];
            Move(before, Beside, names);
        }
    }

    private void Move(SafeFolder from, SafeFolder to, ReadOnlySpan<FileName> names)
    {
        if (names.IsEmpty || from.Look(names[0]) is null)
            return;
        if (names.Length == 1)
        {
            if (to.Look(names[0]) is null)
                from.Rename(names[0], to, names[0], RenameMode.Keep);
            return;
        }
        using var below = from.OpenFolder(names[0]);
        if (below is null)
            return;
        using var target = to.OpenFolder(names[0]) ?? Make(to, names[0]);
        Move(below, target, names[1..]);
    }

    private SafeFolder Make(SafeFolder at, FileName name)
    {
        const uint usual = 0x1ED;
        var made = at.CreateFolder(name);
        if (ProcessRights.IsRoot)
            made.Give(Owner);
        made.SetMode(usual);
        return made;
    }
}
