using AutoCore.Core.Health;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Fleet;

/// <summary>What is asked of the broker now and then, and what is told of it all.</summary>
internal sealed partial class FleetService
{
    /// <summary>How long a look waits for what is retained.</summary>
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Looks who has health at the broker. Following it all the time would bring each node every message of every other: a thousand nodes a
    /// million messages each half minute.
    /// </summary>
    private void Look(FleetMembership membership)
    {
        var filter = _topics.All("health");
        if (!membership.IsListening)
        {
            _lookBegan = null;
        }
        else if (_lookBegan is { } began && Time.GetElapsedTime(began) >= LookFor)
        {
            _retained.Leave(filter);
            _view.EndLook();
            (_lookBegan, _lookEnded) = (null, Time.GetTimestamp());
        }
        else if (_lookBegan is null && (_lookEnded is not { } ended || Time.GetElapsedTime(ended) >= MembershipPolicy.LookInterval(_healthExpiry, _view.Count)))
        {
            _view.BeginLook();
            _lookBegan = Time.GetTimestamp();
            _retained.Follow(filter);
        }
    }

    /// <summary>Whoever takes its share, or a new list, must know what the others have of it.</summary>
    private void FollowRounds(FleetMembership membership)
    {
        var follows = membership.ListensToRounds || (membership.IsConnected && _expected is not null);
        if (follows && !_followsRounds)
            _retained.Follow(_topics.Round("+"));
        else if (!follows && _followsRounds && membership.IsConnected)
            _retained.Leave(_topics.Round("+"));
        _followsRounds = follows;
    }

    /// <summary>Whoever takes over cameras must know what the lost one had of them. What is retained comes at once; nothing more is expected.</summary>
    private void AskForRoundsOf(IEnumerable<string> lost)
    {
        foreach (var node in lost)
        {
            _retained.Follow(_topics.Round(node));
            _retained.Leave(_topics.Round(node));
        }
    }

    private void Report(FleetMembership membership)
    {
        var rating = membership.DuplicateNode is not null ? Rating.Critical
            : _list is null || _transfer.Problem is not null || !membership.IsConnected || _view.IsBlind ? Rating.Warning
            : Rating.Ok;
        var present = _members.Select(m => m.Name).Append(_node).ToHashSet(StringComparer.Ordinal);
        var reading = new HealthReading(Group, rating, Time.GetUtcNow(),
            new("cameras", Math.Max(0, _share)), new("nodes", present.Count),
            new("missing_nodes", _list?.Manifest.Roster.Count(s => !present.Contains(s.Name))), new("list_cameras", _list?.Plan.Cameras),
            new("connected", membership.IsConnected), new("active", membership.IsActive),
            new("list_version", _list?.Manifest.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("view", ViewHash()), new("problem", DescribeProblem(membership)));
        // The reading is also what wakes the cameras: no word without news.
        if (Board.Find(Group) is not { } before || before.Rating != reading.Rating || !before.Measures.SequenceEqual(reading.Measures)
            || Time.GetUtcNow() - before.At > _healthExpiry / 3)
        {
            Board.Post(reading);
        }
    }

    /// <summary>Eight hex digits of list and members: nodes that show the same divide the same.</summary>
    private string ViewHash()
    {
        var names = string.Join('\n', _file.Names);
        return FleetHash.Of($"{_list?.Manifest.Version}\n{names}").ToString("x16", System.Globalization.CultureInfo.InvariantCulture)[..8];
    }

    private string? DescribeProblem(FleetMembership membership) =>
        membership.DuplicateNode is { } other ? $"another installation ({other}) has this name: give each a Node of its own"
        : !membership.IsConnected ? "the broker is away: this node keeps its share"
        : _view.IsBlind ? $"the broker hands out nothing retained for {_topics.All("health")}: a node that comes later hears of nobody, and captures everything; "
            + "allow this user to read it, or use a broker that serves wildcards (RabbitMQ does not)"
        : _list is null ? "no camera list yet: autocore fleet publish FILE"
        : _transfer.Problem is { } problem ? $"the newest camera list is not taken: {problem}"
        : null;
}
