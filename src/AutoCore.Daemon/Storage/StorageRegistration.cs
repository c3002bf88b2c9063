using AutoCore.Daemon.Health;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Storage;

/// <summary>The own database, opened before readiness, and what all features say about SQLite.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton<OwnDatabase>()
        .AddSingleton<StopMark>()
        .AddSingleton<SqliteHealth>()
        .AddSingleton<IDoctorCheck, SqliteLibraryCheck>().AddSingleton<IDoctorCheck, MemoryMapCheck>()
        .AddHostedService<StorageService>();
}
