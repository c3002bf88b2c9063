using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>Makes backups when they are due, and tells how it stands with them.</summary>
internal sealed class BackupService(BackupJob job, BackupsOptions options, DamageRegister damage, WorkerContext context)
    : PeriodicWorker("backup", LookInterval, context)
{
    private static readonly TimeSpan LookInterval = BackupPolicy.AfterStart;
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(20);

    private readonly BackupFolder _folder = new(options.Root);
    private readonly long _started = context.Time.GetTimestamp();
    private long? _triedAt;
    private bool _failed;

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        if (IsDue())
            await RunJobAsync(stoppingToken);
        Report();
    }

    private bool IsDue() => options.Enabled && BackupPolicy.IsDue(
        Time.GetUtcNow(), Newest()?.At, options.Interval, Time.GetElapsedTime(_started), _triedAt is { } at ? Time.GetElapsedTime(at) : null, _failed);

    private BackupName? Newest() => _folder.VerifiedOf(BackupName.Own) is [var newest, ..] ? newest : null;

    private async Task RunJobAsync(CancellationToken stoppingToken)
    {
        _triedAt = Time.GetTimestamp();
        _failed = true;
        // Checking a large database takes minutes without a word: this loop gives the signs of life meanwhile.
        var running = Task.Run(() => job.RunAsync(static (_, _) => { }, stoppingToken), stoppingToken);
        while (!running.IsCompleted)
        {
            Beat();
            await Task.WhenAny(running, Task.Delay(BetweenBeats, Time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
        var outcomes = await running;
        foreach (var outcome in outcomes)
            damage.Note(outcome.Source, outcome.SourceDamaged ? outcome.Problem : null);
        _failed = outcomes.Any(o => o.Problem is not null);
    }

    private void Report()
    {
        var now = Time.GetUtcNow();
        var own = _folder.VerifiedOf(BackupName.Own);
        var newest = Newest();
        Board.Post(new(Group, BackupPolicy.Rate(options.Enabled, newest is { } n ? now - n.At : null, options.Interval, _failed, damage.Sources.Count > 0), now,
            new("last_verified_ts", newest?.At.ToUnixTimeSeconds()), new("kept", own.Count),
            new("damaged", damage.Sources.Count > 0 ? string.Join(", ", damage.Sources) : null)));
    }
}
