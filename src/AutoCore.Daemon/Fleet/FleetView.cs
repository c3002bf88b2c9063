using AutoCore.Core.Fleet;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Fleet;

/// <summary>What this node sees of the others: their retained topics, bounded in number and size; read by the service, written by the connection.</summary>
internal sealed class FleetView(FleetOptions options, HostingOptions hosting, TimeProvider time)
{
    private const int LongestHealth = 32 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FleetNode> _nodes = new(StringComparer.Ordinal);
    private bool _isLooking;
    private bool _isSelfSeen;
    private bool _isSelfKept;
    private int _blindLooks;

    /// <summary>Whether this node's own <c>status</c> was <c>offline</c> when the connection was made: the others took over.</summary>
    public bool WasDeclaredGone { get; private set; }

    /// <summary>What this node's own <c>info</c> said when the connection was made.</summary>
    public IReadOnlyList<long> OwnReturns { get; private set; } = [];

    /// <summary>How many nodes are known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _nodes.Count;
        }
    }

    /// <summary>
    /// Whether looks in a row brought nothing retained, not even of this node itself: who comes later hears of nobody who was there before. So it is where a
    /// broker gives what it keeps to those alone who name the topic, and to no filter with a wildcard.
    /// </summary>
    public bool IsBlind
    {
        get
        {
            lock (_gate)
                return _blindLooks > MembershipPolicy.MissesAllowed;
        }
    }

    /// <summary>A connection ended that had stood long enough to tell who was there.</summary>
    public void EndConnection(IReadOnlySet<string> members)
    {
        lock (_gate)
        {
            foreach (var node in _nodes.Values)
                node.ToldBefore = members.Contains(node.Name) ? node.ToldAt : null;
        }
    }

    /// <summary>How many members there were when the last connection ended, and how many of them are gone or have told of themselves anew.</summary>
    public (int Members, int Renewed) CountRenewed()
    {
        lock (_gate)
        {
            var members = _nodes.Values.Where(n => n.ToldBefore is not null).ToList();
            return (members.Count, members.Count(n => !n.IsOnline || n.ToldAt != n.ToldBefore));
        }
    }

    /// <summary>A connection begins: nothing that was heard before counts, but those who were members get time to come back.</summary>
    public void BeginConnection(IReadOnlySet<string> members)
    {
        lock (_gate)
        {
            (WasDeclaredGone, _isLooking) = (false, false);
            foreach (var name in members)
                Find(name);
            foreach (var node in _nodes.Values)
                (node.IsOnline, node.MissedLooks, node.IsHeld) = (false, 0, members.Contains(node.Name));
        }
    }

    /// <summary>All had time to come back.</summary>
    public void EndRegathering()
    {
        lock (_gate)
        {
            foreach (var node in _nodes.Values)
                node.IsHeld = false;
        }
    }

    /// <summary>What a node's <c>status</c> says; the node's own is only remembered.</summary>
    /// <returns>Whether it says that this node is gone, although it is not.</returns>
    public bool TakeStatus(string name, ReadOnlySpan<byte> payload, bool isRetained)
    {
        var isOnline = payload.SequenceEqual("online"u8);
        lock (_gate)
        {
            if (name == hosting.Node)
            {
                WasDeclaredGone |= isRetained && !isOnline;
                return !isRetained && !isOnline;
            }
            if (payload.IsEmpty)
                _nodes.Remove(name);
            if (payload.IsEmpty || Find(name) is not { } node)
                return false;
            node.IsHeld &= isRetained;
            if (isOnline && !node.IsOnline)
                node.MissedLooks = 0;
            node.IsOnline = isOnline;
        }
        return false;
    }

    /// <summary>What a node's <c>info</c> says.</summary>
    public void TakeInfo(string name, NodeInfo? info, bool isRetained)
    {
        lock (_gate)
        {
            if (name == hosting.Node)
            {
                OwnReturns = isRetained && info is not null ? info.Returns : OwnReturns;
            }
            // Of a node that is forgotten both topics are cleared: neither makes it known again.
            else if ((info is null ? _nodes.GetValueOrDefault(name) : Find(name)) is { } node)
            {
                node.IsActive = info is { IsActive: true } && info.Fleet == options.Name;
                (node.Capacity, node.ToldAt) = info is null ? (node.Capacity, node.ToldAt) : (info.Capacity, info.At);
                node.IsHeld &= isRetained;
            }
        }
    }

    /// <summary>A node's <c>health</c>, of which only the rating is read.</summary>
    public void TakeHealth(string name, ReadOnlyMemory<byte> payload, bool isRetained)
    {
        if (payload.Length is 0 or > LongestHealth)
            return;
        var rating = ReadRating(payload);
        lock (_gate)
        {
            if (name == hosting.Node)
                (_isSelfSeen, _isSelfKept) = (true, _isSelfKept || isRetained);
            else if (Find(name) is { } node)
                (node.IsSeenInLook, node.Rating, node.MissedLooks) = (true, rating, 0);
        }
    }

    /// <summary>Begins to count who has <c>health</c> at the broker.</summary>
    public void BeginLook()
    {
        lock (_gate)
        {
            (_isLooking, _isSelfSeen, _isSelfKept) = (true, false, false);
            foreach (var node in _nodes.Values)
                node.IsSeenInLook = false;
        }
    }

    /// <summary>Ends it. A look that did not even bring this node's own health says something about the broker, not about the nodes.</summary>
    public void EndLook()
    {
        lock (_gate)
        {
            if (_isLooking && _isSelfSeen)
            {
                foreach (var node in _nodes.Values.Where(n => n.IsOnline && !n.IsSeenInLook))
                    node.MissedLooks++;
            }
            if (_isLooking)
                _blindLooks = _isSelfKept ? 0 : _blindLooks + 1;
            _isLooking = false;
        }
    }

    /// <summary>The other nodes that share the cameras, in order of name.</summary>
    public IReadOnlyList<FleetMember> Members()
    {
        lock (_gate)
        {
            return [.. _nodes.Values.Where(n => MembershipPolicy.IsMember(n.Signs)).Select(n => new FleetMember(n.Name, n.Capacity))
                .OrderBy(s => s.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>All other nodes as they stand, in order of name.</summary>
    public IReadOnlyList<NodeState> States()
    {
        lock (_gate)
        {
            return [.. _nodes.Values.Select(n => new NodeState(n.Name, n.IsOnline || n.IsHeld, n.Rating, n.Capacity, n.LastSeen))
                .OrderBy(n => n.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Finds or adds a node, heard of just now; null if its name is none or there are too many.</summary>
    private FleetNode? Find(string name)
    {
        if (!_nodes.TryGetValue(name, out var node))
        {
            if (_nodes.Count >= MembershipPolicy.MostNodes || !FleetManifest.IsName(name))
                return null;
            _nodes[name] = node = new(name);
        }
        node.LastSeen = time.GetUtcNow();
        return node;
    }

    private static Rating ReadRating(ReadOnlyMemory<byte> payload) =>
        JsonBytes.Read(payload, Rating.Unknown, json => RatingNames.FromWord(json.GetProperty("rating").GetString()));
}

/// <summary>How a node stands.</summary>
internal sealed record NodeState(string Name, bool IsOnline, Rating Rating, double Capacity, DateTimeOffset LastSeen);
