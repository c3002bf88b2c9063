using System.Globalization;

namespace AutoCore.Benchmarks.Footprint;

/// <summary>A memory control group as systemd gives each unit one: what the kernel charges to it is what the unit's limits are held against.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private readonly string folder;
    private readonly string currentFile;

    private MemoryGroup(string folder, string currentFile)
    {
        this.folder = folder;
        this.currentFile = currentFile;
    }

    /// <summary>What is charged now: memory of its own, the files it read first, the kernel's part.</summary>
    public double CurrentMb => double.Parse(File.ReadAllText(Path.Combine(folder, currentFile)), CultureInfo.InvariantCulture) / 1024 / 1024;

    /// <summary>Makes one, if this user may: version 2 at the top of the hierarchy, else the memory controller of version 1.</summary>
    public static MemoryGroup? TryCreate(string name)
    {
        foreach (var (root, currentFile) in new[] { ("/sys/fs/cgroup", "memory.current"), ("/sys/fs/cgroup/memory", "memory.usage_in_bytes") })
        {
            var path = Path.Combine(root, $"autocore-footprint-{name}-{Environment.ProcessId}");
            try
            {
                var isVersion2 = File.Exists(Path.Combine(root, "cgroup.controllers"));
                if (isVersion2)
                    File.WriteAllText(Path.Combine(root, "cgroup.subtree_control"), "+memory");
                else if (!File.Exists(Path.Combine(root, currentFile)))
                    continue;
                Directory.CreateDirectory(path);
                return new(path, currentFile);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
        return null;
    }

    /// <summary>What runs a program in the group from its first instruction on. Its files are in the cache by then: who reads them first is charged for
    /// them.</summary>
    public string[] Wrap(string[] command) =>
    [
        "/bin/sh", "-c",
        $"cat \"${{1%/*}}\"/* > /dev/null; echo $$ > '{folder}/cgroup.procs' && exec \"$@\"",
        "sh", .. command,
    ];

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Its last process has just ended; an empty group costs nothing.
        }
    }
}
