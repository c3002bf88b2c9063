using AutoCore.Daemon.Alerts;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Clock;
using AutoCore.Daemon.Configuration;
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
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon;

/// <summary>The table of contents: every feature by its one public door.</summary>
internal static class Features
{
    public static IServiceCollection AddFeatures(this IServiceCollection services, AutoCoreOptions options) => services
        // First, and so stopped last: they still tell what the others have to say.
        .AddMqtt()
        .AddAlerts(options.Alerts)
        .AddStorage()
        .AddTelemetry()
        .AddWalCheckpoint()
        .AddBackups()
        .AddSecondPlace(options.SecondPlace)
        .AddCleanup()
        .AddDiskWatchdog()
        .AddLogRetention()
        .AddHealth()
        .AddClock()
        .AddSdCard()
        .AddNeighbours()
        .AddCameras(options.Cameras)
        .AddFleet(options);
}
