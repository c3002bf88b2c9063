using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>A file that is there while the daemon runs and is removed at a clean stop: found at a start, it tells of a crash or a power cut. A card
/// that takes nothing is the survival mode's case; at worst the check is made once too often or once too few.</summary>
internal sealed class DirtyFlag(HostingOptions hosting)
{
    private readonly string _file = Path.Combine(hosting.DataDirectory, "run", "not-stopped");

    /// <summary>Whether databases must be checked because the last stop was not clean; cleared by whoever has checked them.</summary>
    public bool IsCheckDue { get; private set; }

    /// <summary>Notes that the daemon runs.</summary>
    public void Begin()
    {
        IsCheckDue = File.Exists(_file);
        FileAttempt.Try(() => AtomicFile.Write(_file, [], durable: false));
    }

    /// <summary>The databases were checked.</summary>
    public void Checked() => IsCheckDue = false;

    /// <summary>Notes a clean stop; a check that is still due stays due.</summary>
    public void End()
    {
        if (!IsCheckDue)
            FileAttempt.Try(() => File.Delete(_file));
    }
}
