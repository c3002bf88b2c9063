using System.Collections;
using System.Runtime.InteropServices;
using AutoCore.Core.Hosting;

namespace AutoCore.Core.Storage;

/// <summary>
/// Turns a process of root into one of another user for good: every thread, every id (the saved ones as well), every group, every capability.
/// What root writes into the daemon's folders, the daemon could not write again.
/// </summary>
internal static partial class UserChange
{
    /// <summary>The user, and the group, that has nothing.</summary>
    public const uint Nobody = 65534;

    /// <summary>The variables that tell programs who and where their user is; the new user's stand in their place, or nothing does.</summary>
    private static readonly string[] OfTheOldUser =
        ["TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS"];

    /// <summary>Becomes that user; does nothing for anyone but root, and nothing for root itself.</summary>
    /// <param name="user">The user id.</param>
    /// <param name="group">The group of a user that the system does not know.</param>
    /// <param name="environment">What this process was started with.</param>
    /// <exception cref="StartFailure">The kernel refuses, or left something of root.</exception>
    public static void DropPrivileges(uint user, uint group, IDictionary environment)
    {
        if (!ProcessRights.IsRoot || user == 0)
            return;
        var known = SystemUser.Find(user);
        var own = GroupOf(user, group);
        if (TakeGroups(user, own) != 0 || SetGroup(own, own, own) != 0 || SetUser(user, user, user) != 0)
            throw new StartFailure(ExitCodes.Failed, $"cannot act as user {user}: {Marshal.GetLastPInvokeErrorMessage()}; run this as that user");
        Verify(user, own);
        foreach (var name in OfTheOldUser)
            Set(environment, name, null);
        Set(environment, "HOME", known?.Home ?? "/");
        Set(environment, "USER", known?.Name);
        Set(environment, "LOGNAME", known?.Name);
    }

    /// <summary>The group to act with: the user's own and not the folder's, which may be root's.</summary>
    /// <param name="user">The user id.</param>
    /// <param name="group">The group of a user that the system does not know.</param>
    public static uint GroupOf(uint user, uint group) => SystemUser.Find(user)?.Group ?? (group == 0 ? Nobody : group);

    /// <summary>Gives this process all groups of that user: through them the daemon reaches other programs' databases. Zero if the kernel took them.</summary>
    public static int TakeGroups(uint user, uint group) => SystemUser.Find(user) is { } known ? InitGroups(known.Name, group) : SetGroups(1, [group]);

    /// <summary>Sets a variable for this program and for those that it starts.</summary>
    public static void Set(IDictionary environment, string name, string? value)
    {
        if (value is null)
            environment.Remove(name);
        else
            environment[name] = value;
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>The kernel keeps ids by thread, and a process set up strangely keeps capabilities: neither may be left, and the way back must be
    /// closed.</summary>
    private static void Verify(uint user, uint group)
    {
        var isClosed = SetUser(0, 0, 0) != 0 && SetGroup(0, 0, 0) != 0 && SetEffectiveUser(0) != 0;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (!isClosed || !IsOnly(ReadStatus(thread), user, group))
            {
                throw new StartFailure(
                    ExitCodes.Failed, $"acting as user {user} would leave rights of root in this process: nothing is done; run this as that user");
            }
        }
    }

    private static string[] ReadStatus(string thread)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(thread, "status"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || (e is IOException && !Directory.Exists(thread)))
        {
            // It has ended meanwhile.
            return [];
        }
    }

    private static bool IsOnly(string[] status, uint user, uint group) =>
        status.All(line => line.Split((char[])[':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["Uid", .. var ids] => ids.All(id => id == user.ToString(CultureInfo.InvariantCulture)),
        ["Gid", .. var ids] => ids.All(id => id == group.ToString(CultureInfo.InvariantCulture)),
        ["CapPrm" or "CapEff" or "CapAmb", var set] => set.All(c => c == '0'),
        _ => true,
    });

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    internal static partial int SetGroups(nuint count, uint[] groups);

    [LibraryImport("libc", EntryPoint = "initgroups", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int InitGroups(string name, uint group);

    [LibraryImport("libc", EntryPoint = "setresgid", SetLastError = true)]
    internal static partial int SetGroup(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "setresuid", SetLastError = true)]
    internal static partial int SetUser(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "seteuid", SetLastError = true)]
    private static partial int SetEffectiveUser(uint user);
}
