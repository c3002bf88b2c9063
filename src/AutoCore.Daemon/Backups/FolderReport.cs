namespace AutoCore.Daemon.Backups;

/// <summary>What was not as it should be while a folder was read.</summary>
internal sealed class FolderReport
{
    private string? _firstUnreadable;
    private string? _firstForeign;
    private long _changed;
    private long _gone;
    private long _special;
    private long _unreadable;
    private long _foreign;

    /// <summary>Whether everything that was there is in the backup.</summary>
    public bool IsWhole => _unreadable == 0 && _foreign == 0;

    /// <summary>All of it in words; null if all was well.</summary>
    public string? Note => string.Join(", ", new[]
    {
        _changed > 0 ? $"{_changed} files changed while they were read" : null,
        _gone > 0 ? $"{_gone} went meanwhile" : null,
        _special > 0 ? $"{_special} sockets and the like were left out" : null,
        _unreadable > 0 ? $"{_unreadable} could not be read (first: {_firstUnreadable}): {FolderKind.LetRead}" : null,
        _foreign > 0
            ? $"{_foreign} were left out, for they have a second name and another owner than their folder (first: {_firstForeign}): "
                + "give them to that owner, or name them in Exclude"
            : null,
    }.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>Counts a file that changed while it was read.</summary>
    public void CountChanged() => _changed++;

    /// <summary>Counts a name that was listed, and is no more.</summary>
    public void CountGone() => _gone++;

    /// <summary>Counts what is neither file, folder nor link.</summary>
    public void CountSpecial() => _special++;

    /// <summary>Counts what is there and is not, or not wholly, in the backup.</summary>
    /// <param name="path">Where it is, for people.</param>
    public void CountUnreadable(string path)
    {
        _unreadable++;
        _firstUnreadable ??= path;
    }

    /// <summary>Counts a file that is left out since its second name may be a way to have root read it for somebody else.</summary>
    /// <param name="path">Where it is, for people.</param>
    public void CountForeign(string path)
    {
        _foreign++;
        _firstForeign ??= path;
    }

    /// <summary>Reads something; what cannot be read is counted.</summary>
    /// <param name="path">Where it is, for people.</param>
    /// <param name="read">Reads it, and writes nothing: what the backup's own place does is no fault of the folder.</param>
    /// <param name="result">What was read.</param>
    public bool TryRead<T>(string path, Func<T> read, out T? result)
    {
        try
        {
            result = read();
            return true;
        }
        // A damaged file system may have names that are none.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            CountUnreadable(path);
            result = default;
            return false;
        }
    }
}
