namespace AutoCore.Policies.Storage;

/// <summary>What a name on the way to a file is.</summary>
public enum PathKind
{
    Folder,
    File,
    Link,

    /// <summary>A pipe, socket or device.</summary>
    Other,
}

/// <summary>One name on the way from the root to a file, links resolved one by one.</summary>
/// <param name="Path">The name with all before it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="User">Its owner.</param>
/// <param name="Group">Its group.</param>
/// <param name="Mode">Permission bits with the sticky one; an access list that gives a right away shows itself in the group's bits.</param>
/// <param name="MountedBy">Who mounted the file system in user space that it lies on, and so can show any owner there; null for any other file system.</param>
public readonly record struct PathStep(string Path, PathKind Kind, uint User, uint Group, int Mode, uint? MountedBy = null);

/// <summary>Who can change what a path leads to: each folder, each link and the file itself.</summary>
public static class PathTrust
{
    private const int WritableByGroup = 0x10;
    private const int WritableByOthers = 0x2;
    private const int Sticky = 0x200;

    /// <summary>The first name that somebody beside root and the keeper could change, with the remedy; null if there is none.</summary>
    /// <param name="steps">The way from the root on.</param>
    /// <param name="keeper">Who may own names beside root; 0 for nobody.</param>
    /// <param name="alsoGroup">Whether a group's right to write counts.</param>
    /// <param name="madeIn">The folder in which a name is still to be made, if there is one: in a sticky one anybody can make it first.</param>
    public static string? FindProblem(IEnumerable<PathStep> steps, uint keeper, bool alsoGroup = true, string? madeIn = null)
    {
        foreach (var step in steps)
        {
            if (step.MountedBy is { } user && user != 0 && user != keeper)
                return $"{step.Path} lies on a file system that user {user} mounted: move it to one of the system's";
            if (step.User != 0 && step.User != keeper)
                return $"{step.Path} belongs to user {step.User}: {(keeper == 0 ? $"chown root: {step.Path}" : $"move it to a folder of root or of user {keeper}")}";
            if (step.Path == madeIn && IsSticky(step) && IsWritableByOthers(step, alsoGroup))
                return $"everybody can make files in {step.Path}, and what is missing there before root does: choose a folder that only root can write";
            if (step.Kind != PathKind.Link && !IsSticky(step) && IsWritableByOthers(step, alsoGroup))
                return $"{step.Path} can be written by others (mode {Convert.ToString(step.Mode, 8)}): chmod {(alsoGroup ? "go-w" : "o-w")} {step.Path}";
        }
        return null;
    }

    /// <summary>In a sticky folder nobody can rename or remove what belongs to somebody else; what lies in it is judged by itself.</summary>
    private static bool IsSticky(PathStep step) => step.Kind == PathKind.Folder && (step.Mode & Sticky) != 0;

    private static bool IsWritableByOthers(PathStep step, bool alsoGroup) => (step.Mode & (WritableByOthers | (alsoGroup ? WritableByGroup : 0))) != 0;
}
