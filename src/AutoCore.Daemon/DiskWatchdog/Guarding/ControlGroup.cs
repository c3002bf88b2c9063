namespace AutoCore.Daemon.DiskWatchdog.Guarding;

/// <summary>
/// A control group of the command's own: no child escapes it, and the kernel freezes all at once. Version 2 where the machine has it, else the
/// freezer of version 1.
/// </summary>
internal sealed class ControlGroup(string home, bool isVersion2) : IProcessSet
{
    private static readonly string[] Version2Roots = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"];

    private readonly string _folder = Path.Combine(home, $"autocore-guard-{Environment.ProcessId}");

    public bool IsEmpty => Processes().Count == 0;

    /// <summary>Makes a group below the one that this process is in; null where that is not allowed.</summary>
    public static ControlGroup? TryCreate()
    {
        foreach (var (home, isVersion2) in Homes())
        {
            var group = new ControlGroup(home, isVersion2);
            try
            {
                Directory.CreateDirectory(group._folder);
                if (File.Exists(Path.Combine(group._folder, group.FreezeFile)))
                    return group;
                group.Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next kind, or none.
            }
        }
        return null;
    }

    /// <summary>Starts something within the group: a child is born where its parent is.</summary>
    /// <exception cref="IOException">The kernel does not let this process in.</exception>
    public T Within<T>(Func<T> start)
    {
        Enter(_folder);
        try
        {
            return start();
        }
        finally
        {
            Enter(home);
        }
    }

    public void Freeze() => Write(FreezeFile, isVersion2 ? "1" : "FROZEN");

    public void Thaw() => Write(FreezeFile, isVersion2 ? "0" : "THAWED");

    public void Send(int signal)
    {
        foreach (var process in Processes())
            _ = Signals.Send(process, signal);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder);
        }
        catch (IOException)
        {
            // A child that outlives a command that ended well stays in it.
        }
    }

    private string FreezeFile => isVersion2 ? "cgroup.freeze" : "freezer.state";

    /// <summary>Where this process is, by <c>/proc/self/cgroup</c>.</summary>
    private static IEnumerable<(string Folder, bool IsVersion2)> Homes()
    {
        foreach (var line in File.ReadLines("/proc/self/cgroup"))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path])
                continue;
            if (controllers.Length == 0)
            {
                foreach (var root in Version2Roots.Where(r => File.Exists(Path.Combine(r, "cgroup.procs"))))
                    yield return (root + path, true);
            }
            else if (controllers.Split(',').Contains("freezer"))
            {
                yield return ("/sys/fs/cgroup/freezer" + path, false);
            }
        }
    }

    private static void Enter(string folder) =>
        File.WriteAllText(Path.Combine(folder, "cgroup.procs"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private List<int> Processes() => [.. File.ReadLines(Path.Combine(_folder, "cgroup.procs")).Select(int.Parse)];

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
