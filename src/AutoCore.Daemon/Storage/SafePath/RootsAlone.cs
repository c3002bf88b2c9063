namespace AutoCore.Daemon.Storage.SafePath;

/// <summary>Whether a file is in root's hands alone: then, and only then, it may be opened by its path as root, for nobody else can exchange it or anything above it.</summary>
internal static class RootsAlone
{
    private const int WritableByOthers = 0x12;
    private const int Sticky = 0x200;

    /// <summary>Why it is not, or null. A file that is not there yet counts by the folder that it would be made in.</summary>
    public static string? FindProblem(string file)
    {
        try
        {
            return FindProblem(Path.GetFullPath(file).Split('/', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return e.Message;
        }
    }

    private static string? FindProblem(string[] names)
    {
        var at = SafeFolder.Open("/");
        try
        {
            for (var i = 0; i < names.Length; i++)
            {
                var name = new FileName(names[i]);
                var isLast = i == names.Length - 1;
                var isThere = at.Look(name) is not null;
                var facts = at.Facts;
                // In a sticky folder of root's nobody else can exchange what is root's; but anybody can make what is not there yet.
                var isWritable = (facts.Mode & WritableByOthers) != 0 && (isLast || !isThere || (facts.Mode & Sticky) == 0);
                if (facts.User != 0 || isWritable)
                    return $"{at.Path} is not in root's hands alone: chown root {at.Path}; chmod go-w {at.Path}";
                if (!isThere)
                    return null;
                if (isLast)
                    return FindProblemOfFile(at, name);
                var below = at.OpenFolder(name);
                if (below is null)
                    return $"{at.PathOf(name)} is a link or no folder";
                at.Dispose();
                at = below;
            }
            return "/ is a folder";
        }
        finally
        {
            at.Dispose();
        }
    }

    private static string? FindProblemOfFile(SafeFolder folder, FileName name) => folder.Look(name) switch
    {
        null => null,
        { IsRegular: false } => $"{folder.PathOf(name)} is a link or no plain file",
        { Links: > 1 } => $"{folder.PathOf(name)} has a second name (hard link)",
        { User: 0 } facts when (facts.Mode & WritableByOthers) == 0 => null,
        _ => $"{folder.PathOf(name)} is not root's alone: chown root {folder.PathOf(name)}; chmod go-w {folder.PathOf(name)}",
    };
}
