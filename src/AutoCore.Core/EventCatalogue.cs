using AutoCore.Core.Alerts;
using AutoCore.Core.Backups;
using AutoCore.Core.Cameras;
using AutoCore.Core.Clock;
using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Fleet;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Mqtt;
using AutoCore.Core.SdCard;
using AutoCore.Core.SecondPlace;
using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Core.WalCheckpoint;
using AutoCore.Core.Web;
using AutoCore.Policies.Health;

namespace AutoCore.Core;

/// <summary>Every event of the daemon and of the web program.</summary>
public static class EventCatalogue
{
    private static readonly Lazy<Dictionary<string, EventDefinition>> ByName = new(() => All.ToDictionary(e => e.Name, StringComparer.Ordinal));

    /// <summary>All of them, in order of their numbers.</summary>
    public static IEnumerable<EventDefinition> All =>
    [
        .. HostingEvents.All, .. DiskWatchdogEvents.All, .. CamerasEvents.All, .. PicturesEvents.All, .. HealthEvents.All, .. ClockEvents.All,
        .. SdCardEvents.All, .. StorageEvents.All,
        .. TelemetryEvents.All, .. WalCheckpointEvents.All, .. BackupsEvents.All, .. AlertsEvents.All, .. SecondPlaceEvents.All, .. FleetEvents.All,
        .. MqttEvents.All, .. WebEvents.All,
    ];

    /// <summary>The event of a name, or null: an older or newer program may have told of others.</summary>
    public static EventDefinition? Find(string name) => ByName.Value.GetValueOrDefault(name);
}
