using AutoCore.Core.WalCheckpoint;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>Write-ahead logs kept short.</summary>
internal static class WalCheckpointRegistration
{
    public static IServiceCollection AddWalCheckpoint(this IServiceCollection services, WalCheckpointOptions options) =>
        services.AddSingleton(options).AddHostedService<WalCheckpointService>();
}
