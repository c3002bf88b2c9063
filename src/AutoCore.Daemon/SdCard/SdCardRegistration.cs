using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.SdCard;

namespace AutoCore.Daemon.SdCard;

/// <summary>The card's wear and errors.</summary>
internal static class SdCardRegistration
{
    public static IServiceCollection AddSdCard(this IServiceCollection services, SdCardOptions options, EffectiveProfile profile) => services
        .AddSingleton(options).AddSingleton(profile)
        .AddSingleton<WearFile>()
        .AddSingleton<Func<CardFigures>>(s => () => CardProbe.Read(s.GetRequiredService<HostingOptions>().DataDirectory))
        .AddSingleton<IDoctorCheck, CardCheck>()
        .AddHostedService<SdCardService>();
}
