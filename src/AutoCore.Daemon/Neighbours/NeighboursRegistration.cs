using AutoCore.Core.Health;
using AutoCore.Core.Neighbours;

namespace AutoCore.Daemon.Neighbours;

/// <summary>The services beside the daemon.</summary>
internal static class NeighboursRegistration
{
    public static IServiceCollection AddNeighbours(this IServiceCollection services, IReadOnlyList<NeighbourOptions> options) => services
        .AddSingleton(options)
        .AddSingleton(new ControlGroups())
        .AddSingleton<PortProbe>()
        .AddSingleton<IDoctorCheck, NeighboursCheck>().AddSingleton<IDoctorCheck, NeighbourSqliteCheck>()
        .AddHostedService<NeighboursService>();
}
