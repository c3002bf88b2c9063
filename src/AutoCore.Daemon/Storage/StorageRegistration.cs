using AutoCore.Core.Health;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Storage;

/// <summary>The own database, opened before readiness, and what all features say about SQLite.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseOptions options) => services
        .AddSingleton(options)
        .AddSingleton<OwnDatabase>()
        .AddSingleton<DirtyFlag>()
        .AddSingleton<SqliteHealth>()
        .AddSingleton<IDoctorCheck, SqliteLibraryCheck>().AddSingleton<IDoctorCheck, MemoryMapCheck>()
        .AddHostedService<StorageService>();
}
