using AutoCore.Core.Backups;
using AutoCore.Core.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Backups;

/// <summary>Makes backups when they are due, and tells how it stands with them.</summary>
internal sealed class BackupService(BackupJob job, BackupsOptions options, DamageRegister damage, WorkerContext context)
    : PeriodicWorker("backup", LookInterval, context)
{
    private static readonly TimeSpan LookInterval = BackupPolicy.AfterStart;

    private readonly BackupFolder _folder = new(options.Root);
    private readonly long _started = context.Time.GetTimestamp();
    private readonly Dictionary<string, LastTry> _tries = new(StringComparer.Ordinal);
    private long? _copiedAt;

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var problem = options.Enabled ? job.FindProblem() : null;
        if (problem is not null)
        {
            Report(problem);
            return;
        }
        if (options.Enabled && job.Sources.Where(IsDue).ToList() is { Count: > 0 } due)
            await RunJobAsync(due, stoppingToken);
        else if (options.Enabled && IsCopyDue())
            await CopyAsync(stoppingToken);
        Report(null);
    }

    private bool IsDue(string source)
    {
        TimeSpan? sinceTry = _tries.TryGetValue(source, out var last) ? Time.GetElapsedTime(last.At) : null;
        return BackupPolicy.IsDue(Time.GetUtcNow(), NewestOf(source)?.At, options.Interval, Time.GetElapsedTime(_started), sinceTry, HasFailed(source));
    }

    /// <summary>A copy waits for its disk, and is tried again as rarely as a backup if it fails on one that is there.</summary>
    private bool IsCopyDue() => Time.GetElapsedTime(_started) >= BackupPolicy.AfterStart && job.CanCopy && job.MissingCopies().Count > 0
        && (_copiedAt is not { } at || Time.GetElapsedTime(at) >= BackupPolicy.AfterFailure);

    private BackupName? NewestOf(string source) => BackupPolicy.Newest(_folder.VerifiedOf(source), Time.GetUtcNow());

    private async Task RunJobAsync(IReadOnlyCollection<string> sources, CancellationToken stoppingToken)
    {
        foreach (var source in sources)
            _tries[source] = new(Time.GetTimestamp(), HasFailed: true);
        _copiedAt = Time.GetTimestamp();
        // Checking a large database takes minutes without a word.
        var outcomes = await BeatWhileAsync(Task.Run(() => job.RunAsync(static (_, _) => { }, stoppingToken, sources), stoppingToken), stoppingToken);
        foreach (var outcome in outcomes)
        {
            if (damage.Note(outcome.Source, outcome.SourceDamaged ? outcome.Problem : null) && !outcome.SourceDamaged)
                Board.Raise(BackupsEvents.Sound, new Measure("source", outcome.Source));
            _tries[outcome.Source] = _tries[outcome.Source] with { HasFailed = outcome.Made is null };
        }
    }

    private async Task CopyAsync(CancellationToken stoppingToken)
    {
        _copiedAt = Time.GetTimestamp();
        await BeatWhileAsync(Task.Run(async () => { await job.CopyMissingAsync(stoppingToken); return true; }, stoppingToken), stoppingToken);
    }

    private void Report(string? problem)
    {
        var now = Time.GetUtcNow();
        var own = _folder.VerifiedOf(BackupName.Own);
        var newest = NewestOf(BackupName.Own);
        var remotes = Board.FindFact<IReadOnlyList<RemoteHealth>>() ?? [];
        var isNew = _tries.Count == 0 && _folder.Verified().Count == 0;
        var ratings = job.Sources.ToDictionary(s => s, s => RateOf(s, now, isNew), StringComparer.Ordinal);
        var missing = options.Enabled ? job.MissingCopies().Count : 0;
        var late = string.Join(", ", ratings.Where(r => r.Value >= Rating.Warning).Select(r => r.Key));
        var partial = string.Join(", ", job.Sources.Where(s => NewestOf(s)?.IsPartial == true));
        Settle(now, missing);
        Board.Post(
            new(Group, remotes.Select(r => r.Rating).Concat(ratings.Values).Append(missing > 0 || problem is not null ? Rating.Warning : Rating.Ok).Max(), now,
            [new("problem", problem), new("last_verified_ts", newest?.At.ToUnixTimeSeconds()), new("kept", own.Count),
            new("damaged", damage.Sources.Count > 0 ? string.Join(", ", damage.Sources) : null),
            new("partial", partial.Length > 0 ? partial : null), new("late", late.Length > 0 ? late : null),
            new("copies_missing", missing > 0 ? missing : null), .. Measure(remotes)]));
    }

    /// <summary>A source whose backup is older than an interval may fail still: only a new one says that it does not.</summary>
    private void Settle(DateTimeOffset now, int missing)
    {
        var known = job.Sources.ToHashSet(StringComparer.Ordinal);
        var bad =
            known.Where(s => options.Enabled
                && (NewestOf(s) is not { } newest || newest.IsPartial || now - newest.At >= options.Interval || damage.Sources.Contains(s) || HasFailed(s)))
            .ToHashSet(StringComparer.Ordinal);
        Board.Settle(new(BackupsEvents.Backup, bad, known));
        Board.Settle(new(BackupsEvents.Database, bad, known));
        Board.Settle(new(BackupsEvents.Copy, missing > 0 ? new HashSet<string> { options.CopyTo! } : [], new HashSet<string>([options.CopyTo ?? ""])));
    }

    private bool HasFailed(string source) => _tries.GetValueOrDefault(source).HasFailed;

    private Rating RateOf(string source, DateTimeOffset now, bool isNew) => BackupPolicy.Rate(
        options.Enabled, NewestOf(source) is { } newest ? now - newest.At
        : null, options.Interval, HasFailed(source), damage.Sources.Contains(source), NewestOf(source)?.IsPartial == true, isNew);

    /// <summary>The second places as one; each has a part of its own beside this group.</summary>
    private static IReadOnlyList<Measure> Measure(IReadOnlyList<RemoteHealth> remotes) => remotes.Count == 0 ? [] :
    [
        new("remote", string.Join(", ", remotes.Select(r => r.Name))),
        new("remote_last_copied_ts", remotes.Min(r => r.LastCopied ?? r.Newest)?.ToUnixTimeSeconds()),
        new("remote_pending", remotes.Sum(r => r.Pending)),
        new("remote_failures", remotes.Sum(r => r.Failures)),
    ];

    /// <summary>The last try of a source in this run, on the monotonic clock.</summary>
    private readonly record struct LastTry(long At, bool HasFailed);
}
