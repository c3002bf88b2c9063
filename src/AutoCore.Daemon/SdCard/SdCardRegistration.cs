using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.SdCard;

/// <summary>The card's wear and errors.</summary>
internal static class SdCardRegistration
{
    public static IServiceCollection AddSdCard(this IServiceCollection services) => services
        .AddSingleton<WearFile>()
        .AddSingleton<Func<CardFigures>>(s => () => CardProbe.Read(s.GetRequiredService<HostingOptions>().DataDirectory))
        .AddSingleton<IDoctorCheck, CardCheck>()
        .AddHostedService<SdCardService>();
}
