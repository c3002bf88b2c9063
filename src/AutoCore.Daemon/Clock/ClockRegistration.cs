using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Health;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Clock;

/// <summary>The clock's verdict for everyone who deletes by age.</summary>
internal static class ClockRegistration
{
    public static IServiceCollection AddClock(this IServiceCollection services) => services
        .AddSingleton(new ClockSyncProbe())
        .AddSingleton<ClockFile>()
        .AddSingleton(s => new ClockJudge(
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ClockSyncProbe>(), new RtcProbe(), s.GetRequiredService<ClockFile>().Read(),
            TimeSpan.FromDays(s.GetRequiredService<LoadedSettings>().Options.ShortestRetentionDays)))
        .AddSingleton<IDoctorCheck, ClockCheck>()
        .AddHostedService<ClockService>();
}
