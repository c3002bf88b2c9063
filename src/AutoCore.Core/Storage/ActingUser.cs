using System.Runtime.InteropServices;

namespace AutoCore.Core.Storage;

/// <summary>
/// While it is in use, a process of root's acts as another user, with that user's groups: what it opens or makes by a path it can open and make
/// only where that user may, wherever links lead. Root is kept aside to be taken again; a program that is started meanwhile does not inherit it.
/// It counts for the whole process: for a command that does one thing after another.
/// </summary>
internal sealed partial class ActingUser : IDisposable
{
    private readonly FileOwner _before;
    private readonly uint[] _groupsBefore;

    private ActingUser(FileOwner before, uint[] groups) => (_before, _groupsBefore) = (before, groups);

    /// <summary>Acts as an owner; null, and nothing happens, for anyone but root, and for root's own.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static ActingUser? As(FileOwner owner)
    {
        if (!ProcessRights.IsRoot || owner.User == 0)
            return null;
        var before = new ActingUser(new(0, ProcessRights.Group), Groups());
        var group = UserChange.GroupOf(owner.User, owner.Group);
        Check(UserChange.TakeGroups(owner.User, group));
        SwitchTo(owner with { Group = group });
        return before;
    }

    /// <summary>Acts as the owner of a folder, or of the nearest one above it that is there.</summary>
    public static ActingUser? AsOwnerOf(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (FileOwner.Of(at) is { } owner)
                return As(owner);
        }
        return null;
    }

    /// <summary>Acts as whoever could have put there what a path leads to; null, and nothing happens, if only root could.</summary>
    public static ActingUser? AsAuthorOf(string path)
    {
        if (!ProcessRights.IsRoot || PathWalk.FindProblem(path) is null)
            return null;
        var author = PathWalk.To(path).Steps.FirstOrDefault(step => step.User != 0);
        return As(author.User == 0 ? new(UserChange.Nobody, UserChange.Nobody) : new(author.User, author.Group));
    }

    /// <summary>Within <see cref="As"/>, root again for what only root can do, by open descriptors alone; null, and nothing happens, where there is no root to
    /// return to.</summary>
    public static ActingUser? AsRoot()
    {
        if (!HasRootAside)
            return null;
        var before = new ActingUser(new(ProcessRights.User, ProcessRights.Group), Groups());
        SwitchTo(new(0, 0));
        return before;
    }

    /// <summary>Whether this is a process of root's that acts as another user just now.</summary>
    public static bool HasRootAside
    {
        get
        {
            _ = GetUsers(out _, out var effective, out var saved);
            return saved == 0 && effective != 0;
        }
    }

    public void Dispose()
    {
        // As root first: nobody else may change groups.
        SwitchTo(new(0, 0));
        Check(UserChange.SetGroups((nuint)_groupsBefore.Length, _groupsBefore));
        SwitchTo(_before);
    }

    private static void SwitchTo(FileOwner owner)
    {
        if (owner.User == 0)
            Check(UserChange.SetUser(0, 0, 0));
        Check(UserChange.SetGroup(owner.Group, owner.Group, 0));
        if (owner.User != 0)
            Check(UserChange.SetUser(owner.User, owner.User, 0));
    }

    private static uint[] Groups()
    {
        var groups = new uint[Math.Max(0, GetGroups(0, []))];
        return GetGroups(groups.Length, groups) == groups.Length ? groups : [];
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new IOException($"this process cannot act as another user: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "getresuid")]
    private static partial int GetUsers(out uint real, out uint effective, out uint saved);

    [LibraryImport("libc", EntryPoint = "getgroups", SetLastError = true)]
    private static partial int GetGroups(int count, [Out] uint[] groups);
}
