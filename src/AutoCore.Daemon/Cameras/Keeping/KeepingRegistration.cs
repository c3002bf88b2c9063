using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Freshness;
using AutoCore.Daemon.Cameras.Unusual;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>What happens to pictures once they are stored: retention, archive, clean-up steps, and flags for those of no use.</summary>
internal static class KeepingRegistration
{
    public static IServiceCollection AddPictureKeeping(this IServiceCollection services) => services
        .AddSingleton<PictureKeeper>()
        .AddSingleton<ICleanupStep, ExpiredImagesStep>()
        .AddSingleton<ICleanupStep, OldestImagesStep>()
        .AddSingleton<FreshnessFile>()
        .AddSingleton<IPictureObserver, FreshnessMonitor>()
        .AddSingleton<UnusualStore>()
        .AddSingleton<IPictureObserver, UnusualMonitor>()
        .AddHostedService<RetentionService>();
}
