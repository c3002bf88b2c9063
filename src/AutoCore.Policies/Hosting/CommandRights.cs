namespace AutoCore.Policies.Hosting;

/// <summary>As whom a command works when root types it.</summary>
public enum CommandRights
{
    /// <summary>As the owner of the data: it writes.</summary>
    Owner,

    /// <summary>As the owner of the data: it only reads, and opens nothing for writing.</summary>
    ReadOnly,

    /// <summary>As whoever types it, since it looks at or acts on what is named on the command line, or the system's; settings of another user make it that
    /// user.</summary>
    Caller,

    /// <summary>As root; settings that another user could have written are refused.</summary>
    Root,
}

/// <summary>Which command works as whom.</summary>
public static class CommandRightsPolicy
{
    /// <summary>Every command that does something, by its verbs.</summary>
    public static IReadOnlyDictionary<string, CommandRights> All { get; } = new Dictionary<string, CommandRights>(StringComparer.Ordinal)
    {
        [""] = CommandRights.Owner,
        ["run"] = CommandRights.Owner,
        ["capture"] = CommandRights.Owner,
        ["cameras reorganize"] = CommandRights.Owner,
        ["cameras accept"] = CommandRights.Owner,
        ["cameras check"] = CommandRights.ReadOnly,
        ["cameras list"] = CommandRights.ReadOnly,
        ["cameras discover"] = CommandRights.Caller,
        ["cleanup"] = CommandRights.Owner,
        ["timelapse"] = CommandRights.ReadOnly,
        ["backup"] = CommandRights.Owner,
        ["backup copy"] = CommandRights.Owner,
        ["backup verify"] = CommandRights.Owner,
        ["backup list"] = CommandRights.ReadOnly,
        ["restore"] = CommandRights.Owner,
        ["alert test"] = CommandRights.Owner,
        ["bench card"] = CommandRights.Owner,
        ["fleet publish"] = CommandRights.ReadOnly,
        ["fleet status"] = CommandRights.ReadOnly,
        ["status"] = CommandRights.ReadOnly,
        ["stats"] = CommandRights.ReadOnly,
        ["estimate"] = CommandRights.ReadOnly,
        ["config"] = CommandRights.ReadOnly,
        ["complete"] = CommandRights.ReadOnly,
        ["doctor"] = CommandRights.Caller,
        ["preflight"] = CommandRights.Caller,
        ["jpeg"] = CommandRights.Caller,
        ["setup"] = CommandRights.Caller,
        ["cameras add"] = CommandRights.Caller,
        ["guard"] = CommandRights.Root,
        ["cleanup-root"] = CommandRights.Root,
    };

    /// <summary>Whether a command gives up root for the owner of the data.</summary>
    public static bool IsForOwner(this CommandRights rights) => rights is CommandRights.Owner or CommandRights.ReadOnly;
}
