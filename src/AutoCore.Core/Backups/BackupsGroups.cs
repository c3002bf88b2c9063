using AutoCore.Policies.Health;

namespace AutoCore.Core.Backups;

/// <summary>The group of the backups; each second place is a part of it.</summary>
public static class BackupsGroups
{
    public static GroupDefinition Backup { get; } = new("backup", "Backup",
        "problem", "last_verified_ts", "kept", "damaged", "partial", "late", "copies_missing", "remote", "remote_last_copied_ts", "remote_pending",
        "remote_failures")
    {
        Status = ["verified {last_verified_ts:age}", "{kept:0} kept"],
        Headline = "{last_verified_ts:age}",
        Below = [new("{kept:0} kept", "{kept:0} guardados")],
    };
}
