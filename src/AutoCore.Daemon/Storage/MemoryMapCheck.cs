using AutoCore.Core.Health;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>Names the risk of a memory map, where the settings or a drop-in profile ask for one.</summary>
internal sealed class MemoryMapCheck(DatabaseOptions options) : DoctorCheck
{
    public override string Subject => "memory map";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) =>
        options.MmapSizeMb == 0 ? [] : [Finding.Warning(Subject,
            $"the database is mapped into memory, {options.MmapSizeMb} MB: a read error of the card then ends the daemon (SIGBUS), where it would otherwise go on in survival mode",
            "Set AutoCore:Database:MmapSizeMb to null, and remove MMAP_SIZE_MB from the profile file if there is one")];
}
