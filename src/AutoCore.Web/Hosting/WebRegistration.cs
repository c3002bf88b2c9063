using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Hosting;
using AutoCore.Web.Data;

namespace AutoCore.Web.Hosting;

/// <summary>What all of the program shares: settings, clock, and the sources of what it shows.</summary>
internal static class WebRegistration
{
    public static IServiceCollection AddWeb(this IServiceCollection services, LoadedSettings settings, IDictionary environment, TimeProvider time)
    {
        var options = settings.Options;
        return services
            .AddSingleton(time)
            .AddSingleton(options.Hosting)
            .AddSingleton(options.Web)
            .AddSingleton(options.Cameras)
            .AddSingleton(options.Database)
            .AddSingleton(options.Mqtt)
            .AddSingleton(new RuntimeDirectory(options.Hosting, environment))
            .AddSingleton<RuntimeFiles>()
            .AddSingleton<ReadDatabase>()
            .AddSingleton<PictureStore>()
            .AddSingleton<SiteCatalog>()
            .AddSingleton<StatusSource>()
            .AddSingleton<TelemetrySource>()
            .AddSingleton<EventSource>()
            .AddSingleton<FleetSource>()
            .AddSingleton<OpenRequests>()
            .AddSingleton<FailedLogins>()
            .AddHostedService<IdleExit>();
    }
}
