using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Hosting;

/// <summary>Whom a command of root's becomes before it touches the data directory.</summary>
/// <param name="User">The user; 0: it stays root, since the data is root's own.</param>
/// <param name="Group">The folder's group, for a user that the system does not know.</param>
/// <param name="Refusal">Why it does nothing, with the remedy; null if it goes on.</param>
public readonly record struct DataOwnerPolicy(uint User, uint Group, string? Refusal)
{
    /// <summary>
    /// The owner of the data directory. One that does not exist yet belongs to whoever owns the folder that it will be in; in root's own folder it
    /// is the installation's to make, and nothing that root would make there could be written by the daemon.
    /// </summary>
    /// <param name="folder">The data directory.</param>
    /// <param name="steps">The way to it, as far as it exists.</param>
    /// <param name="exists">Whether all of it does.</param>
    /// <param name="daemon">The installed daemon's user, or null.</param>
    /// <param name="writes">Whether the command writes there.</param>
    public static DataOwnerPolicy Decide(string folder, IReadOnlyList<PathStep> steps, bool exists, uint? daemon, bool writes)
    {
        var last = steps[^1];
        if (last.Kind != PathKind.Folder)
            return Refuse($"{folder}: {last.Path} is no folder");
        if (last.User != 0 && last.User == daemon)
            return new(last.User, last.Group, null);
        // A user's own group may write in that user's own folders; what root uses as root is root's alone.
        var way = last.User == 0 ? steps : steps.Take(steps.Count - 1);
        if (PathTrust.FindProblem(way, last.User, alsoGroup: last.User == 0, madeIn: exists ? null : last.Path) is { } problem)
            return Refuse($"{folder}: root does not work in a folder that another user could have put there; {problem}");
        if (last.User != 0 || exists || daemon is not { } user)
            return new(last.User, last.Group, null);
        return writes ? Refuse($"{folder} is not there: install -d -o autocore -g autocore -m 750 {folder}") : new(user, user, null);
    }

    private static DataOwnerPolicy Refuse(string because) => new(0, 0, $"AutoCore:DataDirectory: {because}");
}
