using AutoCore.Core.Health;

namespace AutoCore.Daemon.Clock;

/// <summary>The clock's verdict for everyone who deletes by age.</summary>
internal static class ClockRegistration
{
    /// <param name="services">Where to.</param>
    /// <param name="shortestRetentionDays">The fewest days after which anything is deleted by its age.</param>
    public static IServiceCollection AddClock(this IServiceCollection services, int shortestRetentionDays) => services
        .AddSingleton(new ClockSyncProbe())
        .AddSingleton<ClockFile>()
        .AddSingleton(s => new ClockEvaluator(
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ClockSyncProbe>(), new RtcProbe(), s.GetRequiredService<ClockFile>().Read(),
            TimeSpan.FromDays(shortestRetentionDays)))
        .AddSingleton<IDoctorCheck, ClockCheck>()
        .AddHostedService<ClockService>();
}
