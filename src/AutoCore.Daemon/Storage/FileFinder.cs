using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Daemon.Storage;

/// <summary>
/// Finds and deletes files below some folders, and folders that are empty then if so wished, one after the other and without a list of the files, by open
/// folders alone (<see cref="SafeFolder"/>). No
/// component from the top down may be a link; mounts below are not entered; a name that has other hard links is left, since removing it frees nothing.
/// </summary>
/// <param name="folders">Absolute paths. One that is not there is empty.</param>
/// <param name="wish">Which files.</param>
internal sealed class FileFinder(IEnumerable<string> folders, FileWish wish)
{
    private readonly string[] _folders = [.. folders.Distinct(StringComparer.Ordinal)];
    private string? _problem;
    private long _problems;

    /// <summary>What could not be looked at or deleted in the last pass: the first, and how many more; null if all could.</summary>
    public string? Problem => _problems > 1 ? $"{_problem} (and {_problems - 1} more)" : _problem;

    /// <summary>The files, with the bytes that they take on the card.</summary>
    public IEnumerable<CleanupItem> List() => Walk(delete: false);

    /// <summary>Deletes them while it is enumerated; gives what went.</summary>
    public IEnumerable<CleanupItem> Delete() => Walk(delete: true);

    private IEnumerable<CleanupItem> Walk(bool delete)
    {
        (_problem, _problems) = (null, 0);
        var tops = _folders.Select(TryOpen).OfType<SafeFolder>().ToList();
        try
        {
            // A folder that lies below another one of them has its own turn.
            var own = tops.Select(t => (t.Facts.Device, t.Facts.Identity)).ToHashSet();
            foreach (var top in tops)
            {
                foreach (var item in new Walker(this, top, own).Run(delete))
                    yield return item;
            }
        }
        finally
        {
            tops.ForEach(t => t.Dispose());
        }
    }

    private SafeFolder? TryOpen(string folder)
    {
        try
        {
            return SafeFolder.TryOpen(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Note(e);
            return null;
        }
    }

    private void Note(Exception e)
    {
        _problem ??= e.Message;
        _problems++;
    }

    /// <summary>One top folder: the open folders from it down to the present one, and how far each has been read.</summary>
    private sealed class Walker(FileFinder finder, SafeFolder top, HashSet<(ulong, ulong)> tops)
    {
        private readonly Stack<(SafeFolder Folder, IEnumerator<FolderEntry> Entries)> _open = [];
        private readonly List<FileName> _trail = [];
        private readonly FileFacts _top = top.Facts;

        public IEnumerable<CleanupItem> Run(bool delete)
        {
            _open.Push((top, top.Entries().GetEnumerator()));
            try
            {
                while (_open.TryPeek(out var at))
                {
                    if (Next(at.Entries) is not { } entry)
                        Leave(delete);
                    else if (entry.Kind is EntryKind.Folder or EntryKind.Unknown && Enter(at.Folder, entry.Name))
                        continue;
                    else if (entry.Kind is EntryKind.File or EntryKind.Unknown && Take(at.Folder, entry.Name, delete) is { } item)
                        yield return item;
                }
            }
            finally
            {
                while (_open.TryPop(out var left))
                    Close(left.Folder, left.Entries);
            }
        }

        private FolderEntry? Next(IEnumerator<FolderEntry> entries)
        {
            try
            {
                return entries.MoveNext() ? entries.Current : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                finder.Note(e);
                return null;
            }
        }

        private bool Enter(SafeFolder folder, FileName name)
        {
            if (_open.Count > SafeFolder.Deepest)
            {
                finder.Note(new IOException($"{folder.PathOf(name)} lies deeper than {SafeFolder.Deepest} folders and is left"));
                return false;
            }
            try
            {
                if (folder.OpenFolder(name) is not { } below)
                    return false;
                var facts = below.Facts;
                if (!top.IsSameFileSystem(facts) || tops.Contains((facts.Device, facts.Identity)))
                {
                    below.Dispose();
                    return true;
                }
                _open.Push((below, below.Entries().GetEnumerator()));
                _trail.Add(name);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                finder.Note(e);
                return true;
            }
        }

        private void Leave(bool delete)
        {
            var (folder, entries) = _open.Pop();
            Close(folder, entries);
            if (!_open.TryPeek(out var parent))
                return;
            var name = _trail[^1];
            _trail.RemoveAt(_trail.Count - 1);
            if (delete && finder.Wants(name))
                finder.Try(() => parent.Folder.RemoveFolder(name));
        }

        private CleanupItem? Take(SafeFolder folder, FileName name, bool delete)
        {
            if (!finder.Wants(name, _trail) || folder.Look(name) is not { IsRegular: true, Links: 1 } facts || !finder.Wants(facts, _top))
                return null;
            return !delete || finder.Try(() => folder.Remove(name)) ? new(folder.PathOf(name), facts.Allocated) : null;
        }

        private void Close(SafeFolder folder, IEnumerator<FolderEntry> entries)
        {
            entries.Dispose();
            if (folder != top)
                folder.Dispose();
        }
    }

    private bool Wants(FileName folder) => wish.EmptyFolders(folder);

    private bool Wants(FileName name, IReadOnlyList<FileName> trail) => wish.Names(name, trail);

    private bool Wants(FileFacts facts, FileFacts top) => wish.Facts(facts, top);

    private bool Try(Func<bool> remove)
    {
        try
        {
            return remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Note(e);
            return false;
        }
    }
}
