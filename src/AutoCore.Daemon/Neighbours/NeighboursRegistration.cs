using AutoCore.Daemon.Health;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Neighbours;

/// <summary>The services beside the daemon.</summary>
internal static class NeighboursRegistration
{
    public static IServiceCollection AddNeighbours(this IServiceCollection services) => services
        .AddSingleton(new ControlGroups())
        .AddSingleton<PortProbe>()
        .AddSingleton<IDoctorCheck, NeighboursCheck>().AddSingleton<IDoctorCheck, NeighbourSqliteCheck>()
        .AddHostedService<NeighboursService>();
}
