using AutoCore.Core.Hosting;
using AutoCore.Core.LogRetention;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Policies.LogRetention;

namespace AutoCore.Daemon.LogRetention;

/// <summary>Prunes the journal and rotated logs on the profile's rhythm (A9); where that is aggressive, caches too.</summary>
internal sealed class LogRetentionService(
    LogRetentionOptions options, HostingOptions hosting, IEnumerable<ICleanupStep> steps, CleanupRunner runner, WorkerContext context)
    : PeriodicWorker("logs", TimeSpan.FromHours(1), context)
{
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";
    private readonly string _lastRunFile = Path.Combine(hosting.DataDirectory, "log-retention");

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var now = Time.GetUtcNow();
        if (Board.FindFact<ClockVerdict>().IsBelieved && LogRetentionPolicy.IsDue(options.Rhythm, ReadLastRun(), now, IsAboveWarning()))
        {
            foreach (var step in LogRetentionPolicy.StepsOf(options.Rhythm).Select(name => steps.First(s => s.Name == name)))
                await runner.RunAsync(step, new CleanupRequest(CleanupReason.Retention, now), _ => Beat(), stoppingToken);
            AtomicFile.Write(_lastRunFile, Encoding.ASCII.GetBytes(now.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture) + "\n"), durable: false);
        }
    }

    private bool IsAboveWarning() => CleanupTarget.FindAll(options.Folders).Any(t => t.ReadUsage().IsAbove(options.WarningPercent));

    private DateTimeOffset? ReadLastRun() => DateTimeOffset.TryParseExact(
        FileAttempt.ReadText(_lastRunFile), Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
