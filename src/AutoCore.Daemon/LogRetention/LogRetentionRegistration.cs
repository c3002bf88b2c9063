using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.LogRetention;

/// <summary>Journal and rotated logs: their clean-up steps, and their own rhythm.</summary>
internal static class LogRetentionRegistration
{
    public static IServiceCollection AddLogRetention(this IServiceCollection services) => services
        .AddRootStep(s => ActivatorUtilities.CreateInstance<JournalStep>(s, "/var/log/journal"))
        .AddRootStep(s => ActivatorUtilities.CreateInstance<RotatedLogsStep>(s))
        .AddSingleton<IDoctorCheck>(s => new JournalCheck(s.GetRequiredService<EffectiveProfile>(), "/"))
        .AddHostedService<LogRetentionService>();
}
