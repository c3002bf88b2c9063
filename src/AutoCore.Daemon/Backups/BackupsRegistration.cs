using AutoCore.Core.Backups;
using AutoCore.Core.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Backups;

/// <summary>Verified backups, restore, and what is done about damage.</summary>
internal static class BackupsRegistration
{
    public static IServiceCollection AddBackups(this IServiceCollection services, BackupsOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DatabaseCopier>()
        .AddSingleton<BackupMaker>()
        .AddSingleton<SourceKinds>()
        .AddSingleton<ConfigurationArchive>()
        .AddSingleton<BackupJob>()
        .AddSingleton<RestoreSteps>()
        .AddSingleton<Restorer>()
        .AddSingleton<DamageRegister>()
        .AddSingleton<IRequestHandler, BackupRequest>()
        .AddSingleton<IDoctorCheck, BackupsCheck>()
        .AddHostedService<DamageService>()
        .AddHostedService<BackupService>();
}
