using AutoCore.Core.Fleet;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Fleet;

/// <summary>Fetches a newer list from the broker, one part after another, so that it costs the memory of one part; a list that is not good changes
/// nothing.</summary>
internal sealed class FleetListTransfer(
    FleetOptions options, FleetTopics topics, FleetListStore store, IRetainedMessages retained, Secrets secrets, TimeProvider time,
    ILogger<FleetListTransfer> log)
{
    /// <summary>Without an answer for so long the part is asked for again.</summary>
    private static readonly TimeSpan PartWithin = TimeSpan.FromSeconds(10);

    private const int MostTries = 3;

    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte>? _offered;
    private ReadOnlyMemory<byte>? _arrived;
    private string? _awaited;
    private FleetManifest? _fetching;
    private ReadOnlyMemory<byte> _message;
    private int _part;
    private int _tries;
    private long _askedAt;

    /// <summary>Why the newest list that was offered is not taken; null if there is nothing wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether parts are on their way.</summary>
    public bool IsFetching => _fetching is not null;

    /// <summary>Takes in what comes from the broker; the connection's thread.</summary>
    /// <returns>Whether it belongs to a list.</returns>
    public bool TryAccept(string topic, ReadOnlyMemory<byte> payload)
    {
        if (!topic.StartsWith(topics.List, StringComparison.Ordinal))
            return false;
        lock (_gate)
        {
            if (topic == topics.List)
                _offered = payload.Length > FleetManifest.Largest ? ReadOnlyMemory<byte>.Empty : payload;
            else if (topic == _awaited && !payload.IsEmpty && payload.Length <= FleetManifest.LargestPart)
                _arrived = payload;
        }
        return true;
    }

    /// <summary>The connection is a new one: what was asked for will not come.</summary>
    public void Restart()
    {
        lock (_gate)
            (_arrived, _awaited, _fetching) = (null, null, null);
    }

    /// <summary>Goes on as far as possible.</summary>
    /// <param name="present">The version that is in use; 0 without.</param>
    /// <returns>A new list once it is there and good.</returns>
    public FleetList? Step(long present)
    {
        if (Take(ref _offered) is { IsEmpty: false } offered)
            Evaluate(offered, present);
        if (_fetching is not { } manifest)
            return null;
        if (Take(ref _arrived) is { } arrived)
        {
            store.Add(_part++, arrived.Span);
            _tries = 0;
            return Ask(manifest);
        }
        if (time.GetElapsedTime(_askedAt) < PartWithin)
            return null;
        if (++_tries < MostTries)
            return Ask(manifest);
        Refuse(manifest.Version, $"part {_part} of {manifest.Parts} is not at the broker: publish the list again");
        return null;
    }

    private void Evaluate(ReadOnlyMemory<byte> message, long present)
    {
        var key = options.KeyName is { } name ? secrets.Find(name) : default;
        var (manifest, problem) = key.Problem is { } missing ? (null, missing) : FleetManifest.Read(message, key.Value);
        if (manifest is null)
        {
            Refuse(0, problem!);
        }
        else if (manifest.Version < present)
        {
            Refuse(manifest.Version, $"it is older than the list in use ({present}): publish it again from here");
        }
        else if (manifest.Version == present)
        {
            (Problem, _fetching) = (null, null);
        }
        else if (manifest.Version != _fetching?.Version)
        {
            (_fetching, _message, _part, _tries) = (manifest, message, 0, 0);
            store.Begin();
            Ask(manifest);
        }
    }

    /// <summary>Asks for the next part, or judges the whole after the last.</summary>
    private FleetList? Ask(FleetManifest manifest)
    {
        string? before;
        lock (_gate)
            (before, _awaited) = (_awaited, _part < manifest.Parts ? topics.Part(manifest.Version, _part) : null);
        if (before is not null)
            retained.Leave(before);
        _askedAt = time.GetTimestamp();
        if (_part < manifest.Parts)
        {
            retained.Follow(topics.Part(manifest.Version, _part));
            return null;
        }
        var (list, problem) = store.Complete(manifest, _message);
        if (list is null)
        {
            Refuse(manifest.Version, problem!);
            return null;
        }
        (Problem, _fetching) = (null, null);
        return list;
    }

    private void Refuse(long version, string problem)
    {
        _fetching = null;
        if (Problem != problem)
            log.Write(FleetEvents.ListRefused, new("list_version", version), new("reason", problem));
        Problem = problem;
    }

    private ReadOnlyMemory<byte>? Take(ref ReadOnlyMemory<byte>? from)
    {
        lock (_gate)
        {
            var taken = from;
            from = null;
            return taken;
        }
    }
}
