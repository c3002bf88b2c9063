using AutoCore.Core.Hosting;

namespace AutoCore.Daemon.Storage;

/// <summary>What clean-up needs, whoever registers a step.</summary>
internal static class CleanupRegistration
{
    public static IServiceCollection AddCleanup(this IServiceCollection services) => services
        .AddSingleton(s => new AuditPlace(Path.Combine(s.GetRequiredService<HostingOptions>().DataDirectory, "audit.log")))
        .AddSingleton<AuditLog>()
        .AddSingleton<RootCleanup>()
        .AddSingleton<CleanupRunner>();

    /// <summary>Adds a clean-up step that needs root, which the one-shot unit runs where this process is not root.</summary>
    public static IServiceCollection AddRootStep(this IServiceCollection services, Func<IServiceProvider, ICleanupStep> create) =>
        services.AddSingleton<ICleanupStep>(s => new RootStep(create(s), s.GetRequiredService<RootCleanup>()));
}
