using System.Collections;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Commands;

/// <summary>What root gives up before a command uses what settings say: whoever could have written them decides who it is from then on.</summary>
internal static class RootRights
{
    /// <summary>What is handed on of root's environment to settings that another user wrote: no secret may be among it, since they choose by name.</summary>
    private static readonly string[] Harmless =
        ["PATH", "TERM", "LANG", "TZ", "NO_COLOR", "DOTNET_ROOT", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM", "RUNTIME_DIRECTORY"];

    private static readonly string[] HarmlessPrefixes = ["LC_", "AutoCore__", "Logging__"];

    private static readonly string[] Folders = ["TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME"];

    /// <summary>Takes out of root's environment the folders that another user could change: no program and no file is looked for there.</summary>
    public static void CleanEnvironment(IDictionary environment)
    {
        if (!ProcessRights.IsRoot)
            return;
        if (environment["PATH"] is string path)
            UserChange.Set(environment, "PATH", string.Join(':', path.Split(':').Where(IsTrusted)));
        if (environment["HOME"] is string home && !IsTrusted(home))
            UserChange.Set(environment, "HOME", SystemUser.Find(0)?.Home ?? "/root");
        foreach (var name in Folders.Where(name => environment[name] is string folder && !IsTrusted(folder)))
            UserChange.Set(environment, name, null);
    }

    /// <summary>Reads the settings for a command; root becomes whom the command needs before it uses anything that they say.</summary>
    /// <exception cref="StartFailure">Root must not use them.</exception>
    public static LoadedSettings Load(string? named, CommandRights rights, IDictionary environment)
    {
        if (!ProcessRights.IsRoot)
            return LoadedSettings.Load(named, environment);
        var place = LoadedSettings.FileFor(named);
        if (place is not null)
        {
            var walk = WalkTo(place);
            var trust = SettingsFileTrust.Decide(place, walk.Steps, isNamed: named is not null, mayDropPrivileges: rights != CommandRights.Root, walk.MadeIn);
            if (trust.Refusal is { } refusal)
                throw new StartFailure(ExitCodes.Configuration, refusal);
            if (trust.Keeper != 0)
            {
                Forget(environment);
                UserChange.DropPrivileges(trust.Keeper, walk.Steps[^1].Group, environment);
                return LoadedSettings.Load(named, environment);
            }
            place = walk.Exists ? walk.Path : place;
        }
        return LoadedSettings.Load(named, environment, place,
            rights.IsForOwner() ? hosting => DropToOwner(hosting.DataDirectory, writes: rights == CommandRights.Owner, environment) : null);
    }

    /// <summary>Root becomes the owner of a folder with data; anyone else stays who it is.</summary>
    /// <exception cref="StartFailure">It cannot be told whose it is, or it is somebody's trap.</exception>
    public static void DropToOwner(string folder, bool writes, IDictionary environment)
    {
        if (!ProcessRights.IsRoot)
            return;
        var owner = RequireOwner(folder, writes);
        UserChange.DropPrivileges(owner.User, owner.Group, environment);
    }

    /// <summary>The owner of a folder with data, whom root may act as.</summary>
    /// <exception cref="StartFailure">It cannot be told whose it is, or it is somebody's trap.</exception>
    public static DataOwnerPolicy RequireOwner(string folder, bool writes)
    {
        var walk = WalkTo(folder);
        var owner = DataOwnerPolicy.Decide(folder, walk.Steps, walk.Exists, SystemUser.Find(SystemUser.DaemonName)?.User, writes);
        return owner.Refusal is { } refusal ? throw new StartFailure(ExitCodes.Configuration, refusal) : owner;
    }

    private static PathWalk WalkTo(string path)
    {
        try
        {
            return PathWalk.To(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(ExitCodes.Configuration, $"{e.Message}: check the path", e);
        }
    }

    private static bool IsTrusted(string folder) => folder.StartsWith('/') && PathWalk.FindProblem(folder) is null;

    private static void Forget(IDictionary environment)
    {
        foreach (var name in environment.Keys.Cast<string>().ToList())
        {
            if (!Harmless.Contains(name) && !HarmlessPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
                UserChange.Set(environment, name, null);
        }
    }
}
