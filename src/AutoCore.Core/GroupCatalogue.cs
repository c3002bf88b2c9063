using AutoCore.Core.Alerts;
using AutoCore.Core.Backups;
using AutoCore.Core.Cameras;
using AutoCore.Core.Clock;
using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Fleet;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Neighbours;
using AutoCore.Core.SdCard;
using AutoCore.Core.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Core;

/// <summary>All health groups; one that is not here would be shown by its name and its numbers.</summary>
public static class GroupCatalogue
{
    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<GroupDefinition> All { get; } =
    [
        CamerasGroups.Cameras, DiskWatchdogGroups.Disk, HealthGroups.Memory, HealthGroups.Cpu, StorageGroups.Sqlite, BackupsGroups.Backup, SdCardGroups.Card,
            ClockGroups.Clock,
        HealthGroups.Network,
        HealthGroups.Uptime, HealthGroups.Boot, NeighboursGroups.Neighbours, MqttGroups.Mqtt, AlertsGroups.Alerts,
        FleetGroups.Fleet, CamerasGroups.Shrinking,
    ];

    /// <summary>The definition of a group, or of the group that a part stands under; null if there is none.</summary>
    public static GroupDefinition? Find(string group) => PlaceOf(group) is var place && place < All.Count ? All[place] : null;

    /// <summary>Where a group or part stands on the page: what has no definition comes last.</summary>
    public static int PlaceOf(string group)
    {
        var place = 0;
        while (place < All.Count && !All[place].Covers(group))
            place++;
        return place;
    }
}
