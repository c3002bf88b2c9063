using AutoCore.Core.Health;
using AutoCore.Core.SecondPlace;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Copies to the second places what waits, one file of one remote at a time; a remote that fails holds up no other.</summary>
internal sealed class SecondPlaceService(
    SecondPlaceOptions options, RemoteCopier copier, LocalStore store, SecondPlaceLock gate, WorkerContext context)
    : PeriodicWorker("second-place", LookInterval, context)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(5);

    private readonly long _started = context.Time.GetTimestamp();
    private readonly RemoteState[] _states = [.. options.Remotes.Select(r => new RemoteState(r, context.Time))];

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var fingerprint = store.Fingerprint();
        foreach (var state in Time.GetElapsedTime(_started) < SecondPlacePolicy.AfterStart ? [] : _states.Where(s => s.IsDue(fingerprint)))
        {
            using var held = gate.TryTake();
            if (held is null)
                break;
            var pass = await BeatWhileAsync(
                Task.Run(() => copier.RunAsync(state.Remote, atAnyHour: false, static (_, _, _) => { }, stoppingToken), stoppingToken), stoppingToken);
            var failuresBefore = state.Failures;
            state.Note(pass, fingerprint);
            Tell(state, pass, failuresBefore);
        }
        Report();
        Board.Settle(
            new(SecondPlaceEvents.Remote, _states.Where(s => s.Failures > 0 || !s.IsTried).Select(s => s.Remote.Name)
                .ToHashSet(StringComparer.Ordinal), _states.Select(s => s.Remote.Name).ToHashSet(StringComparer.Ordinal)));
    }

    private void Report()
    {
        var now = Time.GetUtcNow();
        var remotes = _states.Select(s => s.Read()).ToList();
        foreach (var remote in remotes)
        {
            Board.Post(new($"{RemoteHealth.Group}/{remote.Name}", remote.Rating, now,
                new("pending", remote.Pending), new("last_copied_ts", remote.LastCopied?.ToUnixTimeSeconds()),
                new("newest_ts", remote.Newest?.ToUnixTimeSeconds()), new("failures", remote.Failures)));
        }
        Board.PostFact<IReadOnlyList<RemoteHealth>>(remotes);
    }

    private void Tell(RemoteState state, RemotePass pass, int failuresBefore)
    {
        var name = state.Remote.Name;
        if (pass.Problem is { } problem && BackoffPolicy.ShouldReport(state.Failures))
        {
            Board.Raise(SecondPlaceEvents.Failed,
                new("remote", name), new("reason", problem), new("failures", state.Failures), new("pending", pass.Waiting),
                new("pause", SecondPlacePolicy.PauseAfter(state.Failures)));
        }
        else if (pass.Problem is null && failuresBefore > 0)
        {
            Board.Raise(SecondPlaceEvents.Recovered, new("remote", name), new("failures", failuresBefore));
        }
    }
}
