using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Configuration;

/// <summary>Whom root may be when it uses a settings file.</summary>
/// <param name="Keeper">0: root itself; another one: the user that root must become for good before anything that it says is used.</param>
/// <param name="Refusal">Why the file is not used at all, with the remedy; null if it is.</param>
public readonly record struct SettingsFileTrust(uint Keeper, string? Refusal)
{
    /// <summary>Judges a settings file that root was told, or found, to use.</summary>
    /// <param name="file">As it was named.</param>
    /// <param name="steps">The way to it.</param>
    /// <param name="isNamed">Whether the command line names it.</param>
    /// <param name="mayDropPrivileges">Whether the command can do its work as another user.</param>
    /// <param name="madeIn">The folder that it would be made in, if it is not there.</param>
    public static SettingsFileTrust Decide(string file, IReadOnlyList<PathStep> steps, bool isNamed, bool mayDropPrivileges, string? madeIn = null)
    {
        if (PathTrust.FindProblem(steps, keeper: 0, madeIn: madeIn) is not { } problem)
            return steps[^1].Kind is PathKind.File or PathKind.Folder ? new(0, null) : new(0, $"{file}: no regular file: give a settings file with --config");
        var refusal = $"{file}: root takes no settings that another user could have written; {problem}";
        if (!isNamed)
            return new(0, $"{refusal}; or run this in another folder, or name a file of root's with --config");
        var keeper = steps[^1].User;
        if (keeper == 0 || steps[^1].Kind is PathKind.Link or PathKind.Other || PathTrust.FindProblem(steps, keeper, madeIn: madeIn) is not null)
            return new(0, refusal);
        return mayDropPrivileges ? new(keeper, null) : new(0, $"{refusal}; this command needs root and cannot become user {keeper}");
    }
}
