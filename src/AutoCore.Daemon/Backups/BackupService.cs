using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>Makes backups when they are due, and tells how it stands with them.</summary>
internal sealed class BackupService(BackupJob job, BackupsOptions options, DamageRegister damage, WorkerContext context)
    : PeriodicWorker("backup", LookInterval, context)
{
    private static readonly TimeSpan LookInterval = BackupPolicy.AfterStart;

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
        // Checking a large database takes minutes without a word.
        var outcomes = await BeatWhileAsync(Task.Run(() => job.RunAsync(static (_, _) => { }, stoppingToken), stoppingToken), stoppingToken);
        foreach (var outcome in outcomes)
            damage.Note(outcome.Source, outcome.SourceDamaged ? outcome.Problem : null);
        _failed = outcomes.Any(o => o.Problem is not null);
    }

    private void Report()
    {
        var now = Time.GetUtcNow();
        var own = _folder.VerifiedOf(BackupName.Own);
        var newest = Newest();
        var remotes = Board.FindFact<IReadOnlyList<RemoteHealth>>() ?? [];
        var rating = BackupPolicy.Rate(options.Enabled, newest is { } n ? now - n.At : null, options.Interval, _failed, damage.Sources.Count > 0);
        Board.Post(new(Group, remotes.Select(r => r.Rating).Append(rating).Max(), now,
            [new("last_verified_ts", newest?.At.ToUnixTimeSeconds()), new("kept", own.Count),
            new("damaged", damage.Sources.Count > 0 ? string.Join(", ", damage.Sources) : null), .. Measure(remotes)]));
    }

    /// <summary>The second places as one; each has a part of its own beside this group.</summary>
    private static IReadOnlyList<Measure> Measure(IReadOnlyList<RemoteHealth> remotes) => remotes.Count == 0 ? [] :
    [
        new("remote", string.Join(", ", remotes.Select(r => r.Name))),
        new("remote_last_copied_ts", remotes.Min(r => r.LastCopied ?? r.Newest)?.ToUnixTimeSeconds()),
        new("remote_pending", remotes.Sum(r => r.Pending)),
        new("remote_failures", remotes.Sum(r => r.Failures)),
    ];
}
