using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>Write-ahead logs kept short.</summary>
internal static class WalCheckpointRegistration
{
    public static IServiceCollection AddWalCheckpoint(this IServiceCollection services) => services.AddHostedService<WalCheckpointService>();
}
