using AutoCore.Core.Health;
using AutoCore.Core.LogRetention;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.LogRetention;

/// <summary>Journal and rotated logs: their clean-up steps, and their own rhythm.</summary>
internal static class LogRetentionRegistration
{
    /// <param name="services">Where to.</param>
    /// <param name="options">The section.</param>
    /// <param name="cardGb">The size that the card's profile is made for, in GB.</param>
    public static IServiceCollection AddLogRetention(this IServiceCollection services, LogRetentionOptions options, int cardGb) => services
        .AddSingleton(options)
        .AddRootStep(s => ActivatorUtilities.CreateInstance<JournalStep>(s, "/var/log/journal"))
        .AddRootStep(s => ActivatorUtilities.CreateInstance<RotatedLogsStep>(s))
        .AddSingleton<IDoctorCheck>(new JournalCheck(cardGb, "/"))
        .AddHostedService<LogRetentionService>();
}
