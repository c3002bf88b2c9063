using AutoCore.Daemon.Health;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Clock;

/// <summary>The clock's verdict for everyone who deletes by age.</summary>
internal static class ClockRegistration
{
    public static IServiceCollection AddClock(this IServiceCollection services) => services
        .AddSingleton(new ClockSyncProbe())
        .AddSingleton<BelievedTimeFile>()
        .AddSingleton(s => new ClockJudge(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ClockSyncProbe>(), s.GetRequiredService<BelievedTimeFile>().TryRead()))
        .AddSingleton<IDoctorCheck, ClockCheck>()
        .AddHostedService<ClockService>();
}
