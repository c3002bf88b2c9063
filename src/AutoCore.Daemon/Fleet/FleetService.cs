using AutoCore.Core.Fleet;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Fleet;

/// <summary>Decides which cameras of the shared list this node captures, whenever the list or the view of the other nodes changes.</summary>
internal sealed partial class FleetService : PeriodicWorker
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestSettling = MembershipPolicy.Settling * 3;

    /// <summary>A round of which nothing was heard for so long is over.</summary>
    private static readonly TimeSpan RoundQuietAfter = TimeSpan.FromSeconds(30);

    private readonly FleetOptions _options;
    private readonly FleetTopics _topics;
    private readonly FleetView _view;
    private readonly FleetMembership _membership;
    private readonly FleetSubscriber _subscriber;
    private readonly FleetListStore _store;
    private readonly FleetListTransfer _transfer;
    private readonly FleetMarks _marks;
    private readonly FleetFile _file;
    private readonly IRetainedMessages _retained;
    private readonly string _node;
    private readonly ILogger<FleetService> _log;
    private readonly TimeSpan _healthExpiry;
    private FleetList? _list;
    private FleetList? _expected;
    private long _expectedSince;
    private IReadOnlyList<FleetMember> _members = [];
    private IReadOnlyList<FleetMember> _candidates = [];
    private int[] _owners = [];
    private int _share = -1;
    private bool _isFirst = true;
    private bool _followsRounds;
    private long? _differsSince;
    private long _candidatesSince;
    private long? _lookBegan;
    private long? _lookEnded;
    private long? _roundHeardAt;
    private readonly HashSet<string> _summed = new(StringComparer.Ordinal);
    private string? _duplicate;
    private volatile bool _woken;

    public FleetService(
        FleetOptions options, MqttOptions mqtt, FleetTopics topics, FleetView view, FleetMembership membership, FleetSubscriber subscriber,
        FleetListStore store,
        FleetListTransfer transfer, FleetMarks marks, FleetFile file, IRetainedMessages retained, HostingOptions hosting, WorkerContext context,
        ILogger<FleetService> log)
        : base("fleet", Idle, context)
    {
        (_options, _topics, _view, _membership, _subscriber, _store) = (options, topics, view, membership, subscriber, store);
        (_transfer, _marks, _file, _retained, _node, _log, _healthExpiry) = (transfer, marks, file, retained, hosting.Node, log, mqtt.PublishInterval * 3);
        subscriber.Arrived += Wake;
        Board.FactLeft += WakeForRound;
    }

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        _woken = false;
        if (_isFirst && _store.Load() is { } kept)
        {
            Expect(kept);
            Use(kept);
        }
        if (_transfer.Step((_expected ?? _list)?.Manifest.Version ?? 0) is { } fetched)
            Expect(fetched);
        if (_expected is { } expected && Time.GetElapsedTime(_expectedSince) >= FleetMembership.ListensFor)
            Use(expected);
        var membership = _membership;
        var wasActive = membership.IsActive;
        var changed = membership.Decide(_view, _retained.ClientId);
        ReportDuplicateNode(membership.DuplicateNode);
        Board.Settle(FleetEvents.Name, isWrong: membership.DuplicateNode is not null || !membership.IsListening);
        if (changed)
            _subscriber.TellAgain();
        FollowRounds(membership);
        Look(membership);
        if (membership.Connected > MembershipPolicy.Regathering)
            _view.EndRegathering();
        if (UpdateMembers(membership, wasActive) || changed || _isFirst)
            Divide();
        SettleNodes(membership);
        if (_marks.Exchange())
            _roundHeardAt = Time.GetTimestamp();
        var roundGoesOn = _roundHeardAt is { } heard && Time.GetElapsedTime(heard) < RoundQuietAfter;
        _file.TryWrite(_members, _owners, _share, _list, membership.IsConnected, _view.States());
        Report(membership);
        _isFirst = false;
        SetPace(NextPass(membership, roundGoesOn));
        if (_woken)
            SetPace(AtOnce);
        return Task.CompletedTask;
    }

    protected override Task FinishAsync()
    {
        _subscriber.Arrived -= Wake;
        Board.FactLeft -= WakeForRound;
        return Task.CompletedTask;
    }

    /// <summary>A round begins: what it stores is to be told from its first picture on.</summary>
    private void WakeForRound(Type fact)
    {
        if (fact == typeof(RoundMarks))
            Wake();
    }

    private void Wake()
    {
        _woken = true;
        SetPace(AtOnce);
    }

    /// <summary>
    /// A list that just came is divided a moment later: until then this node listens to what others have stored by it already, since nodes that take it one
    /// after another, or still find each other, would capture the same cameras.
    /// </summary>
    private void Expect(FleetList list)
    {
        (_expected, _expectedSince) = (list, Time.GetTimestamp());
        _marks.Use(list);
        Board.PostFact(new FleetListFiles(list.Manifest.Version, list.Files, _options.PasswordKeys));
    }

    private void Use(FleetList list)
    {
        (_list, _expected) = (list, null);
        _log.Write(FleetEvents.ListTaken,
            new("list_version", list.Manifest.Version), new("cameras", list.Plan.Cameras), new("nodes", list.Manifest.Roster.Count));
        Divide();
    }

    /// <summary>
    /// Takes the members from the view once it stands still. While the broker is away the view is frozen, and this node keeps its share; one that
    /// never saw the broker takes the roster as it is written.
    /// </summary>
    private bool UpdateMembers(FleetMembership membership, bool wasActive)
    {
        var seen = membership.IsListening ? _view.Members() : _members.Count > 0 || membership.IsConnected ? _members : AllOfRoster();
        if (!seen.SequenceEqual(_candidates))
            (_candidates, _candidatesSince) = (seen, Time.GetTimestamp());
        if (seen.SequenceEqual(_members))
        {
            _differsSince = null;
            return false;
        }
        if (_differsSince is null)
            AskForRoundsOf(_members.Select(m => m.Name).Except(seen.Select(m => m.Name), StringComparer.Ordinal));
        _differsSince ??= Time.GetTimestamp();
        // Who captures nothing yet need not wait: it would begin with an old view.
        if (wasActive && Time.GetElapsedTime(_candidatesSince) < MembershipPolicy.Settling && Time.GetElapsedTime(_differsSince.Value) < LongestSettling)
            return false;
        if (wasActive)
            Tell(_members, seen);
        (_members, _differsSince) = (seen, null);
        membership.Members = seen.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        return true;
    }

    /// <summary>Which nodes of the roster are gone at present, whoever told it; while the broker is away nobody knows.</summary>
    private void SettleNodes(FleetMembership membership)
    {
        if (!membership.IsListening || _differsSince is not null || _list is not { } list)
            return;
        var known = list.Manifest.Roster.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var gone = known.Where(n => n != _node && !_members.Any(m => m.Name == n)).ToHashSet(StringComparer.Ordinal);
        _summed.IntersectWith(gone);
        Board.Settle(new(FleetEvents.Node, gone, known, Rating.Warning) { Summed = _summed });
    }

    private IReadOnlyList<FleetMember> AllOfRoster() =>
        [.. (_list?.Manifest.Roster ?? []).Where(s => s.Name != _node).OrderBy(s => s.Name, StringComparer.Ordinal)];

    private void Divide()
    {
        if (_list is not { } list)
            return;
        var isActive = _membership.IsActive;
        var all = _members.Concat(isActive ? [new FleetMember(_node, _options.Capacity)] : (FleetMember[])[]).OrderBy(s => s.Name, StringComparer.Ordinal)
            .ToList();
        _owners = list.Plan.Assign(all);
        _file.Names = [.. all.Select(s => s.Name)];
        var share = new FleetShare(list.Manifest.Version, all.FindIndex(s => s.Name == _node), _owners);
        Board.PostFact(share);
        if (share.Count == _share)
            return;
        Measure[] facts = [new("cameras", share.Count), new("total", list.Plan.Cameras), new("nodes", all.Count)];
        if (_share >= 0)
            Board.Raise(FleetEvents.ShareChanged, facts);
        else
            _log.Write(FleetEvents.ShareChanged, facts);
        _share = share.Count;
    }

    /// <summary>Of all members one tells: a thousand alerts of one lost node help nobody.</summary>
    private void Tell(IReadOnlyList<FleetMember> before, IReadOnlyList<FleetMember> after)
    {
        var witnesses = after.Append(new(_node, 1)).Select(s => s.Name).ToList();
        Tell(FleetEvents.NodeLost, before.Select(s => s.Name).Except(after.Select(s => s.Name), StringComparer.Ordinal), witnesses);
        Tell(FleetEvents.NodeBack, after.Select(s => s.Name).Except(before.Select(s => s.Name), StringComparer.Ordinal), witnesses);
    }

    private void Tell(EventDefinition definition, IEnumerable<string> nodes, List<string> witnesses)
    {
        var mine = nodes.ToLookup(n => IsWitness(n, witnesses));
        Board.RaiseEach(definition, [.. mine[true]], Describe);
        if (definition == FleetEvents.NodeLost)
            _summed.UnionWith(mine[true].Skip(EventDefinition.MostOneByOne));
        foreach (var node in mine[false])
            _log.Write(definition, Describe(node));

        Measure[] Describe(string node) => [new("node", node), new("nodes", definition == FleetEvents.NodeLost ? witnesses.Count : (double?)null)];
    }

    private bool IsWitness(string of, List<string> witnesses) =>
        witnesses.Where(w => w != of).MaxBy(w => FleetHash.Of(FleetHash.Of(of), FleetHash.Of(w))) == _node;

    private void ReportDuplicateNode(string? duplicate)
    {
        if (duplicate == _duplicate)
            return;
        _duplicate = duplicate;
        if (duplicate is null)
        {
            Board.Raise(FleetEvents.NameClear, new Measure("node", _node));
            return;
        }
        var verdict = string.CompareOrdinal(duplicate, _retained.ClientId) < 0 ? "the other one captures" : "this one captures";
        Board.Raise(FleetEvents.NameConflict, new("node", _node), new("instance", _retained.ClientId), new("other", duplicate), new("verdict", verdict));
    }

    private TimeSpan NextPass(FleetMembership membership, bool roundGoesOn) =>
        _differsSince is not null ? MembershipPolicy.Settling / 4
        : membership.IsConnected && !membership.IsListening ? FleetMembership.ListensFor - membership.Connected + AtOnce
        : roundGoesOn || _transfer.IsFetching || _expected is not null || membership.IsTakingOver ? Busy
        : membership.ActiveIn is { } wait && wait < Idle ? wait + AtOnce
        : Idle;
}
