using AutoCore.Core.Alerts;
using AutoCore.Core.Backups;
using AutoCore.Core.Cameras;
using AutoCore.Core.Configuration;
using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Fleet;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.LogRetention;
using AutoCore.Core.Logging;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Neighbours;
using AutoCore.Core.SdCard;
using AutoCore.Core.SecondPlace;
using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Core.WalCheckpoint;
using AutoCore.Core.Web;
using AutoCore.Policies.Storage;

namespace AutoCore.Core;

/// <summary>All settings: one property a section, in the order of the documentation.</summary>
internal sealed record AutoCoreOptions(
    HostingOptions Hosting, EffectiveProfile Profile, SdCardOptions SdCard, DiskWatchdogOptions DiskWatchdog, DatabaseOptions Database,
    TelemetryOptions Telemetry,
    WalCheckpointOptions WalCheckpoint, CamerasOptions Cameras, BackupsOptions Backups, SecondPlaceOptions SecondPlace, LogRetentionOptions LogRetention,
    MqttOptions Mqtt,
    AlertsOptions Alerts, FleetOptions Fleet, HealthOptions Health, WebOptions Web, IReadOnlyList<NeighbourOptions> Neighbours, LoggingOptions Logging)
{
    /// <summary>The fewest days after which anything is deleted by its age.</summary>
    public int ShortestRetentionDays =>
        Telemetry.Retention.Select(t => t.Days).Append(Telemetry.RetentionDays).Append(Cameras.RetentionDays).Append(LogRetention.Days).Min();

    /// <summary>The daemon's own folders that its service may not write before <c>autoctl grant</c> has opened them.</summary>
    public IEnumerable<string> FoldersElsewhere => SandboxPaths.Elsewhere(Hosting.DataDirectory, Cameras.Root, Cameras.ArchiveRoot, Backups.Root, Backups.CopyTo);

    /// <summary>Reads every section, so that all mistakes are found in one run.</summary>
    /// <param name="root">The settings.</param>
    /// <param name="beforeUse">Called when it is known where the data lies, before any file that the settings name is read.</param>
    public static AutoCoreOptions Read(SettingReader root, Action<HostingOptions>? beforeUse = null)
    {
        root.Report.Use("$schema");
        var atRoot = root.Section("AutoCore");
        var hosting = HostingOptions.Read(atRoot, IdentityFile.Find);
        beforeUse?.Invoke(hosting);
        var s = atRoot.Under(hosting.DataDirectory);
        var sdCard = SdCardOptions.Read(s.Section("SdCard"));
        var profile = EffectiveProfile.Choose(sdCard, s.Section("SdCard"));
        var diskWatchdog = DiskWatchdogOptions.Read(s.Section("DiskWatchdog"));
        var mqtt = MqttOptions.Read(s.Section("Mqtt"));
        var options = new AutoCoreOptions(
            hosting, profile, sdCard, diskWatchdog,
            DatabaseOptions.Read(s.Section("Database"), profile.DatabaseMb, profile.CacheKb, profile.MmapMb),
            TelemetryOptions.Read(s.Section("Telemetry"), profile.TelemetryDays),
            WalCheckpointOptions.Read(s.Section("WalCheckpoint")),
            CamerasOptions.Read(s.Section("Cameras")),
            BackupsOptions.Read(s.Section("Backups"), profile.BackupsKept),
            SecondPlaceOptions.Read(s.Section("SecondPlace")),
            LogRetentionOptions.Read(s.Section("LogRetention"), profile.LogDays, profile.Profile.Cleanup, diskWatchdog.WarningPercent),
            mqtt,
            AlertsOptions.Read(s.Section("Alerts")),
            FleetOptions.Read(s.Section("Fleet"), mqtt.Host),
            HealthOptions.Read(s.Section("Health")),
            WebOptions.Read(s.Section("Web")),
            s.Sections("Neighbours", "Services beside the daemon that are watched.", NeighbourOptions.Read),
            LoggingOptions.Read(root.Section("Logging").Under(hosting.DataDirectory)));
        if (mqtt.PictureCameras.Count > 0)
            mqtt.WarnOfUnknown(s.Section("Mqtt"), [.. options.Cameras.Sources.Select(c => c.Label)]);
        return options;
    }
}
