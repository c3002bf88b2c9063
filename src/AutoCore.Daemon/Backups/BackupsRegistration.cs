using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Backups;

/// <summary>Verified backups, restore, and what is done about damage.</summary>
internal static class BackupsRegistration
{
    public static IServiceCollection AddBackups(this IServiceCollection services) => services
        .AddSingleton<DatabaseCopier>()
        .AddSingleton<BackupMaker>()
        .AddSingleton<ConfigurationArchive>()
        .AddSingleton<BackupJob>()
        .AddSingleton<Restorer>()
        .AddSingleton<DamageRegister>()
        .AddHostedService<DamageService>()
        .AddHostedService<BackupService>();
}
