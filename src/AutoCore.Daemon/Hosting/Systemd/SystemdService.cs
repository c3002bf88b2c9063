using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Hosting.Systemd;

namespace AutoCore.Daemon.Hosting.Systemd;

/// <summary>
/// Tells systemd what its lifetime does not: <c>WATCHDOG=1</c> while no worker hangs, a <c>STATUS=</c> line for <c>systemctl status</c>.
/// <c>READY=1</c>, once everything that readiness means was done, and <c>STOPPING=1</c> are <see cref="SystemdLifetime"/>'s.
/// </summary>
internal sealed class SystemdService(
    SystemdNotifier notifier, Heartbeats heartbeats, HealthBoard board, IReadOnlyList<GroupDefinition> definitions, TimeProvider time,
    ILogger<SystemdService> log)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan WithoutWatchdog = TimeSpan.FromMinutes(1);
    private string? _hung;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        notifier.Notify(new($"STATUS={Describe()}"));
        log.Write(HostingEvents.Ready);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        notifier.Notify(new("STATUS=stopping"));
        log.Write(HostingEvents.Stopping);
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(notifier.WatchdogInterval / 3 ?? WithoutWatchdog, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Feed();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Feed()
    {
        var hung = heartbeats.FindHung();
        if (hung is null)
            notifier.Notify(new($"WATCHDOG=1\nSTATUS={Describe()}"));
        else if (hung != _hung)
            log.Write(HostingEvents.WorkerHung, new Measure("worker", hung));
        _hung = hung;
    }

    private string Describe()
    {
        var groups = board.Readings.Where(r => !r.IsPart).Select(r => (r.Group, r.Rating, DescribeUntold(r))).ToList();
        return string.Join(", ", ServiceStatus.Describe(groups).Append(DescribeRepeat()).Append(DescribeBroker()).OfType<string>());
    }

    private string DescribeUntold(HealthReading reading) => definitions.FirstOrDefault(d => d.Covers(reading.Group))?.Untold
        ?? $"{reading.Group} {(reading.Measures.Any(m => m.IsKnown) ? "not rated" : "not measured")}";

    /// <summary>That the broker is away, from its first moment on: <c>no broker for 3 min</c>.</summary>
    private string? DescribeBroker()
    {
        var broker = board.Find("mqtt")?.Measures ?? [];
        return broker.FirstOrDefault(m => m.Key == "connected").Number == 0 && broker.FirstOrDefault(m => m.Key == "since_ts").Number is { } since
            ? $"no broker for {Lasting(Math.Floor((time.GetUtcNow().ToUnixTimeSeconds() - since) / 60))}"
            : null;
    }

    /// <summary>What an unfinished errand is about: <c>341 of 345; 4 again in 2 min</c>.</summary>
    private string? DescribeRepeat()
    {
        if (board.Find("cameras") is not { } cameras)
            return null;
        var figures = cameras.Measures.Where(m => m.Number is not null).ToDictionary(m => m.Key, m => m.Number!.Value, StringComparer.Ordinal);
        var missing = figures.GetValueOrDefault("missing");
        if (missing <= 0 || !figures.TryGetValue("repeat_ts", out var at))
            return null;
        var again = Lasting(Math.Ceiling((at - time.GetUtcNow().ToUnixTimeSeconds()) / 60));
        return string.Create(
            CultureInfo.InvariantCulture,
                $"{figures.GetValueOrDefault("stored"):0} of {figures.GetValueOrDefault("total"):0}; {missing:0} again in {again}");
    }

    private static string Lasting(double minutes) => minutes < 1 ? "less than a minute" : string.Create(CultureInfo.InvariantCulture, $"{minutes:0} min");
}
