using AutoCore.Core.Alerts;
using AutoCore.Core.Health;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Alerts;

/// <summary>Alerts to people; without a channel nothing runs.</summary>
internal static class AlertsRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertsOptions options)
    {
        services.AddSingleton(options).AddSingleton<AlertHttp>().AddSingleton<AlertSenders>().AddSingleton<AlertTables>().AddSingleton<AlertTest>()
            .AddSingleton<IDoctorCheck, AlertsCheck>().AddSingleton<IRestoreStep, AlertRestore>();
        return options.Channels.Count > 0 ? services.AddHostedService<AlertsService>() : services;
    }
}
