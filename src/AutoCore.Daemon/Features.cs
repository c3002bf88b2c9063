using AutoCore.Core;
using AutoCore.Daemon.Alerts;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Clock;
using AutoCore.Daemon.DiskWatchdog;
using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.LogRetention;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Neighbours;
using AutoCore.Daemon.SdCard;
using AutoCore.Daemon.SecondPlace;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.WalCheckpoint;

namespace AutoCore.Daemon;

/// <summary>The table of contents: every feature by its one public door.</summary>
internal static class Features
{
    public static IServiceCollection AddFeatures(this IServiceCollection services, AutoCoreOptions options) => services
        .AddSingleton(GroupCatalogue.All)
        // First, and so stopped last: they still tell what the others have to say.
        .AddMqtt(options.Mqtt)
        .AddAlerts(options.Alerts)
        .AddStorage(options.Database)
        .AddTelemetry(options.Telemetry)
        .AddWalCheckpoint(options.WalCheckpoint)
        .AddBackups(options.Backups)
        .AddSecondPlace(options.SecondPlace)
        .AddSingleton(new SafeKeeping(options.Backups.Root, options.Cameras.ArchiveRoot ?? options.Cameras.DefaultArchiveRoot))
        .AddCleanup()
        .AddDiskWatchdog(options.DiskWatchdog)
        .AddLogRetention(options.LogRetention, options.Profile.Profile.SizeGb)
        .AddHealth(options.Health)
        .AddClock(options.ShortestRetentionDays)
        .AddSdCard(options.SdCard, options.Profile)
        .AddNeighbours(options.Neighbours)
        .AddCameras(options.Cameras)
        .AddFleet(options.Fleet, options.Mqtt);
}
