using AutoCore.Core.Health;
using AutoCore.Core.SecondPlace;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Copies of backups and archives at remotes. Without a remote nothing of it is made but for a command that asks.</summary>
internal static class SecondPlaceRegistration
{
    public static IServiceCollection AddSecondPlace(this IServiceCollection services, SecondPlaceOptions options)
    {
        services.AddSingleton(options).AddSingleton<LocalStore>()
            .AddSingleton(static p => new RcloneSurroundings(p.GetRequiredService<Secrets>(), Environment.GetEnvironmentVariables()))
            .AddSingleton<RcloneClient>().AddSingleton<RemoteCopier>().AddSingleton<RemoteFetcher>()
            .AddSingleton<SecondPlaceLock>().AddSingleton<IDoctorCheck, SecondPlaceCheck>();
        return options.Remotes.Count == 0 ? services : services.AddHostedService<SecondPlaceService>();
    }
}
