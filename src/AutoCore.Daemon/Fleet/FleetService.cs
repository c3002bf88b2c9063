using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

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

    private readonly FleetParts _parts;
    private readonly ILogger<FleetService> _log;
    private readonly TimeSpan _healthExpiry;
    private FleetList? _list;
    private FleetList? _expected;
    private long _expectedSince;
    private IReadOnlyList<FleetSeat> _members = [];
    private IReadOnlyList<FleetSeat> _candidates = [];
    private int[] _owners = [];
    private int _share = -1;
    private bool _isFirst = true;
    private bool _followsRounds;
    private long? _differsSince;
    private long _candidatesSince;
    private long? _lookBegan;
    private long? _lookEnded;
    private long? _roundHeardAt;
    private string? _namesake;
    private volatile bool _woken;

    public FleetService(FleetParts parts, TimeSpan publishInterval, WorkerContext context, ILogger<FleetService> log)
        : base("fleet", Idle, context)
    {
        (_parts, _log, _healthExpiry) = (parts, log, publishInterval * 3);
        parts.Intake.Arrived += Wake;
        Board.FactLeft += WakeForRound;
    }

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        _woken = false;
        if (_isFirst && _parts.Store.Load() is { } kept)
        {
            Expect(kept);
            Use(kept);
        }
        if (_parts.Transfer.Step((_expected ?? _list)?.Manifest.Version ?? 0) is { } fetched)
            Expect(fetched);
        if (_expected is { } expected && Time.GetElapsedTime(_expectedSince) >= FleetConduct.ListensFor)
            Use(expected);
        var conduct = _parts.Conduct;
        var wasActive = conduct.IsActive;
        var changed = conduct.Decide(_parts.View, _parts.Instance);
        TellOfNamesake(conduct.Namesake);
        Board.Settle(AlertFamily.FleetName, isWrong: conduct.Namesake is not null || !conduct.IsListening);
        if (changed)
            _parts.Intake.TellAgain();
        FollowRounds(conduct);
        Look(conduct);
        if (conduct.Connected > MembershipPolicy.Regathering)
            _parts.View.EndRegathering();
        if (UpdateMembers(conduct, wasActive) || changed || _isFirst)
            Divide();
        SettleNodes(conduct);
        if (_parts.Marks.Exchange())
            _roundHeardAt = Time.GetTimestamp();
        var roundGoesOn = _roundHeardAt is { } heard && Time.GetElapsedTime(heard) < RoundQuietAfter;
        _parts.File.TryWrite(_members, _owners, _share, _list, conduct.IsConnected, _parts.View.States());
        Report(conduct);
        _isFirst = false;
        SetPace(NextPass(conduct, roundGoesOn));
        if (_woken)
            SetPace(AtOnce);
        return Task.CompletedTask;
    }

    protected override Task FinishAsync()
    {
        _parts.Intake.Arrived -= Wake;
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
        _parts.Marks.Use(list);
        Board.PostFact(new FleetListFiles(list.Manifest.Version, list.Files, _parts.Options.PasswordKeys));
    }

    private void Use(FleetList list)
    {
        (_list, _expected) = (list, null);
        Log.ListTaken(_log, list.Manifest.Version, list.Plan.Cameras, list.Manifest.Roster.Count);
        Divide();
    }

    /// <summary>
    /// Takes the members from the view once it stands still. While the broker is away the view is frozen, and this node keeps its share; one that
    /// never saw the broker takes the roster as it is written.
    /// </summary>
    private bool UpdateMembers(FleetConduct conduct, bool wasActive)
    {
        var seen = conduct.IsListening ? _parts.View.Members() : _members.Count > 0 || conduct.IsConnected ? _members : AllOfRoster();
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
        conduct.Members = seen.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        return true;
    }

    /// <summary>Which nodes of the roster are gone at present, whoever told it; while the broker is away nobody knows.</summary>
    private void SettleNodes(FleetConduct conduct)
    {
        if (!conduct.IsListening || _differsSince is not null || _list is not { } list)
            return;
        var known = list.Manifest.Roster.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        Board.Settle(new(AlertFamily.FleetNode, known.Where(n => n != _parts.Node && !_members.Any(m => m.Name == n)).ToHashSet(StringComparer.Ordinal), known));
    }

    private IReadOnlyList<FleetSeat> AllOfRoster() => [.. (_list?.Manifest.Roster ?? []).Where(s => s.Name != _parts.Node).OrderBy(s => s.Name, StringComparer.Ordinal)];

    private void Divide()
    {
        if (_list is not { } list)
            return;
        var isActive = _parts.Conduct.IsActive;
        var all = _members.Concat(isActive ? [new FleetSeat(_parts.Node, _parts.Options.Capacity)] : (FleetSeat[])[]).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        _owners = list.Plan.Assign(all);
        _parts.File.Names = [.. all.Select(s => s.Name)];
        var share = new FleetShare(list.Manifest.Version, all.FindIndex(s => s.Name == _parts.Node), _owners);
        Board.PostFact(share);
        if (share.Count == _share)
            return;
        Log.ShareChanged(_log, share.Count, list.Plan.Cameras, all.Count);
        if (_share >= 0)
            Board.Raise(new("fleet-share-changed", Time.GetUtcNow(), Rating.Ok, $"this node captures {share.Count} of {list.Plan.Cameras} cameras, {all.Count} nodes take part", new("cameras", share.Count), new("nodes", all.Count)));
        _share = share.Count;
    }

    /// <summary>Of all members one tells: a thousand alerts of one lost node help nobody.</summary>
    private void Tell(IReadOnlyList<FleetSeat> before, IReadOnlyList<FleetSeat> after)
    {
        var witnesses = after.Append(new(_parts.Node, 1)).Select(s => s.Name).ToList();
        foreach (var lost in before.Select(s => s.Name).Except(after.Select(s => s.Name), StringComparer.Ordinal))
        {
            Log.NodeLost(_log, lost);
            if (IsWitness(lost, witnesses))
                Board.Raise(new("fleet-node-lost", Time.GetUtcNow(), Rating.Warning, $"the node {lost} is gone: its cameras go to {witnesses.Count} others", new Measure("node", lost)));
        }
        foreach (var back in after.Select(s => s.Name).Except(before.Select(s => s.Name), StringComparer.Ordinal))
        {
            Log.NodeBack(_log, back);
            if (IsWitness(back, witnesses))
                Board.Raise(new("fleet-node-back", Time.GetUtcNow(), Rating.Ok, $"the node {back} is there and takes its cameras", new Measure("node", back)));
        }
    }

    private bool IsWitness(string of, List<string> witnesses) => witnesses.Where(w => w != of).MaxBy(w => FleetHash.Of(FleetHash.Of(of), FleetHash.Of(w))) == _parts.Node;

    private void TellOfNamesake(string? namesake)
    {
        if (namesake == _namesake)
            return;
        _namesake = namesake;
        if (namesake is null)
        {
            Log.NameClear(_log, _parts.Node);
            Board.Raise(new("fleet-name-clear", Time.GetUtcNow(), Rating.Ok, $"no other installation calls itself {_parts.Node} any more"));
            return;
        }
        var captures = !(string.CompareOrdinal(namesake, _parts.Instance) < 0);
        Log.NameConflict(_log, _parts.Node, _parts.Instance, namesake, captures ? "this one captures" : "the other one captures");
        Board.Raise(new("fleet-name-conflict", Time.GetUtcNow(), Rating.Critical, $"two installations call themselves {_parts.Node}: give each a Node of its own", new("instance", _parts.Instance), new("other", namesake)));
    }

    private TimeSpan NextPass(FleetConduct conduct, bool roundGoesOn) =>
        _differsSince is not null ? MembershipPolicy.Settling / 4
        : conduct.IsConnected && !conduct.IsListening ? FleetConduct.ListensFor - conduct.Connected + AtOnce
        : roundGoesOn || _parts.Transfer.IsFetching || _expected is not null || conduct.IsTakingOver ? Busy
        : conduct.ActiveIn is { } wait && wait < Idle ? wait + AtOnce
        : Idle;

    private static partial class Log
    {
        [LoggerMessage(LogEvents.FleetListTaken, LogLevel.Information, "Camera list {ListVersion} of the fleet: {Cameras} cameras, seated at {Nodes} nodes", EventName = "fleet-list-taken")]
        public static partial void ListTaken(ILogger log, long listVersion, int cameras, int nodes);

        [LoggerMessage(LogEvents.FleetShareChanged, LogLevel.Information, "This node captures {Cameras} of the fleet's {Total} cameras; {Nodes} nodes take part", EventName = "fleet-share-changed")]
        public static partial void ShareChanged(ILogger log, int cameras, int total, int nodes);

        [LoggerMessage(LogEvents.FleetNodeLost, LogLevel.Warning, "The node {Node} is gone from the fleet", EventName = "fleet-node-lost")]
        public static partial void NodeLost(ILogger log, string node);

        [LoggerMessage(LogEvents.FleetNodeBack, LogLevel.Information, "The node {Node} takes part in the fleet", EventName = "fleet-node-back")]
        public static partial void NodeBack(ILogger log, string node);

        [LoggerMessage(LogEvents.FleetNameClear, LogLevel.Information, "No other installation calls itself {Node} any more", EventName = "fleet-name-clear")]
        public static partial void NameClear(ILogger log, string node);

        [LoggerMessage(LogEvents.FleetNameConflict, LogLevel.Error, "Two installations call themselves {Node}: this one ({Instance}) and {Other}; {Verdict}; give each a Node of its own", EventName = "fleet-name-conflict")]
        public static partial void NameConflict(ILogger log, string node, string instance, string other, string verdict);
    }
}
