using AutoCore.Policies.Storage;

namespace AutoCore.Core.Storage;

/// <summary>
/// The way from the root to a file, name by name, each link resolved here and by nobody else. Read from the top: below a folder that only root can
/// change, only root can change what comes next, so that a way found good stays good.
/// </summary>
/// <param name="Steps">Every folder and link on it, the file itself last, as far as they exist.</param>
/// <param name="Path">Where it ends, without links.</param>
/// <param name="Exists">Whether the file is there.</param>
internal sealed record PathWalk(IReadOnlyList<PathStep> Steps, string Path, bool Exists)
{
    private const int MostLinks = 40;

    /// <summary>The folder that the next missing name would be made in; null if nothing is missing.</summary>
    public string? MadeIn => Exists ? null : Path;

    /// <summary>Walks.</summary>
    /// <exception cref="IOException">A name on it cannot be looked at, or its links lead in a circle.</exception>
    public static PathWalk To(string path)
    {
        var mounts = FileSystems.ReadMounts();
        var steps = new List<PathStep>();
        var todo = new Stack<string>();
        Push(todo, System.IO.Path.Combine(Environment.CurrentDirectory, path));
        var present = "/";
        Add(steps, present, FileFacts.Read(present)!.Value, mounts);
        for (var links = 0; todo.TryPop(out var name);)
        {
            if (name == "..")
            {
                present = System.IO.Path.GetDirectoryName(present) ?? "/";
                continue;
            }
            var next = System.IO.Path.Combine(present, name);
            if (FileFacts.Read(next) is not { } facts)
                return new(steps, present, Exists: false);
            Add(steps, next, facts, mounts);
            if (!facts.IsLink)
            {
                present = next;
                continue;
            }
            if (++links > MostLinks)
                throw new IOException($"{path}: its symbolic links lead in a circle");
            var target = new FileInfo(next).LinkTarget ?? throw new IOException($"{next}: the link cannot be read");
            if (target.StartsWith('/'))
                present = "/";
            Push(todo, target);
        }
        return new(steps, present, Exists: true);
    }

    /// <summary>Why somebody beside root could change what a path leads to, with the remedy; null if nobody can.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="isWritten">Whether it is written: there and then it may have to be made again.</param>
    public static string? FindProblem(string path, bool isWritten = false)
    {
        try
        {
            var walk = To(path);
            if (isWritten && walk.Exists && walk.Steps[^1].Kind != PathKind.File)
                return $"{path} is no plain file";
            return PathTrust.FindProblem(walk.Steps, keeper: 0, madeIn: walk.MadeIn ?? (isWritten ? System.IO.Path.GetDirectoryName(walk.Path) : null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static void Push(Stack<string> todo, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(n => n != ".").Reverse())
            todo.Push(name);
    }

    private static void Add(List<PathStep> steps, string path, FileFacts facts, MountTable mounts)
    {
        var kind = facts switch
        { { IsFolder: true } => PathKind.Folder, { IsRegular: true } => PathKind.File, { IsLink: true } => PathKind.Link,
            _ => PathKind.Other
        };
        steps.Add(new(path, kind, facts.User, facts.Group, facts.Mode) { MountedBy = mounts.FindFor(path)?.MountedBy });
    }
}
