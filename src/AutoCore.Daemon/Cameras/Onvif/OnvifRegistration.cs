using AutoCore.Daemon.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>Devices that say themselves where their pictures are.</summary>
internal static class OnvifRegistration
{
    public static IServiceCollection AddOnvif(this IServiceCollection services) => services
        .AddSingleton<DiscoverySearch>()
        .AddSingleton<OnvifFinder>()
        .AddSingleton<OnvifMemory>()
        .AddSingleton<IPictureFinder, OnvifCapture>()
        .AddSingleton<OnvifInquiry>();
}
