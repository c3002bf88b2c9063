using System.Runtime.CompilerServices;
using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Policies.Health;

namespace AutoCore.Web.Data;

/// <summary>The daemon's state, as <c>autocore status --json</c> prints it.</summary>
/// <param name="Json">The whole object: <c>ts</c>, <c>rating</c>, <c>node</c>, <c>version</c>, and a property a group, each with <c>ts</c>, <c>rating</c> and
/// its numbers.</param>
/// <param name="Rating">The worst of the groups.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Age">How old it is.</param>
/// <param name="Problem">That the daemon does not run or its state is stale, with the remedy, in English; null if all is well.</param>
internal sealed record StatusSnapshot(JsonElement Json, Rating Rating, DateTimeOffset At, TimeSpan Age, string? Problem)
{
    /// <summary>The groups and parts (<c>disk</c>, <c>disk/root</c>, …) with their ratings and numbers.</summary>
    public IEnumerable<(string Group, Rating Rating, JsonElement Reading)> Groups =>
        from property in Json.EnumerateObject()
        where property.Value.ValueKind == JsonValueKind.Object
        select (property.Name, RatingNames.FromWord(property.Value.Text("rating")), property.Value);
}

/// <summary>What of the daemon's state has changed.</summary>
internal enum StateChange
{
    /// <summary>The status, its time at least.</summary>
    Status,

    /// <summary>A camera: after each round.</summary>
    Cameras,

    /// <summary>Something happened.</summary>
    Events,

    /// <summary>Another node.</summary>
    Fleet,
}

/// <summary>The daemon's state and the news of its changes.</summary>
internal sealed class StatusSource(RuntimeFiles runtime, MqttOptions mqtt, TimeProvider time)
{
    private static readonly (StateChange Change, string File)[] Watched =
        [(StateChange.Status, RuntimeFiles.Status), (StateChange.Cameras, RuntimeFiles.Cameras), (StateChange.Events, RuntimeFiles.Events),
            (StateChange.Fleet, RuntimeFiles.Fleet)];

    /// <summary>Looking is a few system calls; a watch would be lost each time that a restart replaces the folder.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>The newest state; null if no daemon of this configuration has left one.</summary>
    public StatusSnapshot? Read()
    {
        if (runtime.Read(RuntimeFiles.Status) is not { } state)
            return null;
        var now = time.GetUtcNow();
        var at = state.Time("ts") ?? DateTimeOffset.UnixEpoch;
        return new(state, RatingNames.FromWord(state.Text("rating")), at, now - at, StatusReader.DescribeAge(state, mqtt.PublishInterval, now));
    }

    /// <summary>
    /// Tells of changes as they come, those of one look together: the state and what happened at once, and nothing (an empty list) after five
    /// seconds without a change; ends with the token. Work is done only while somebody listens.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<StateChange>> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        var seen = Look();
        var told = time.GetTimestamp();
        yield return [StateChange.Status, StateChange.Events];
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = Look();
            List<StateChange> changed = [.. Watched.Where((_, i) => now[i] is not null && now[i] != seen[i]).Select(w => w.Change)];
            seen = now;
            if (changed.Count == 0 && time.GetElapsedTime(told) < LongestSilence)
                continue;
            told = time.GetTimestamp();
            yield return changed;
        }
    }

    private RuntimeFileVersion?[] Look() => [.. Watched.Select(w => runtime.VersionOf(w.File))];
}
