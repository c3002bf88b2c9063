using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Storage;

/// <summary>What clean-up needs, whoever registers a step.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<RootCleanup>()
        .AddSingleton<CleanupRunner>();

    /// <summary>Adds a clean-up step that needs root, which the one-shot unit runs where this process is not root.</summary>
    public static IServiceCollection AddRootStep(this IServiceCollection services, Func<IServiceProvider, ICleanupStep> create) =>
        services.AddSingleton<ICleanupStep>(s => new RootStep(create(s), s.GetRequiredService<RootCleanup>()));
}
