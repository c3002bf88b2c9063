using AutoCore.Policies.Fleet;

namespace AutoCore.Daemon.Fleet;

/// <summary>What this node itself does in the fleet: whether it takes its share, since when it is connected, and whether another one bears its name.</summary>
internal sealed class FleetMembership(TimeProvider time)
{
    /// <summary>What is retained has come by then.</summary>
    public static readonly TimeSpan ListensFor = TimeSpan.FromSeconds(2);

    /// <summary>A namesake that was not heard of for so long is gone.</summary>
    private static readonly TimeSpan DuplicateFor = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan AnswersDuplicateEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly long _startedAt = time.GetTimestamp();
    private long? _connectedAt;
    private long? _activeAt;
    private long? _duplicateAt;
    private long? _answeredAt;
    private bool _isEvaluated;
    private bool _wasEverEvaluated;

    /// <summary>Whether this node captures its share.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Its returns of the last hour, Unix seconds.</summary>
    public IReadOnlyList<long> Returns { get; private set; } = [];

    /// <summary>The other members as last decided.</summary>
    public IReadOnlySet<string> Members { get; set; } = new HashSet<string>();

    /// <summary>Another installation of this name, or null.</summary>
    public string? DuplicateNode { get; private set; }

    /// <summary>Whether the broker is there.</summary>
    public bool IsConnected => _connectedAt is not null;

    /// <summary>Whether the broker has been there long enough to tell what it retains.</summary>
    public bool IsListening => _connectedAt is { } at && time.GetElapsedTime(at) >= ListensFor;

    /// <summary>How long the connection stands.</summary>
    public TimeSpan Connected => _connectedAt is { } at ? time.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>Whether this node will take its share within a moment, or took it a moment ago: the time to listen to the rounds of the others.</summary>
    public bool IsTakingOver => _activeAt is { } at && time.GetElapsedTime(at) is var since && since > -ListensFor * 2 && since < ListensFor * 2;

    /// <summary>Whether to listen to the rounds of the others: whoever takes its share must know what they have of it.</summary>
    public bool ListensToRounds => IsConnected && (IsTakingOver || !IsListening);

    public void Connect()
    {
        lock (_gate)
            (_connectedAt, _isEvaluated) = (time.GetTimestamp(), false);
    }

    /// <returns>Whether the connection stood long enough for this node to find its place.</returns>
    public bool Disconnect()
    {
        lock (_gate)
        {
            var stood = _connectedAt is not null && _isEvaluated;
            (_connectedAt, _isEvaluated) = (null, false);
            return stood;
        }
    }

    /// <summary>Another installation told of itself under this name.</summary>
    /// <returns>Whether to answer, so that it learns of this one.</returns>
    public bool MeetDuplicateNode(string instance)
    {
        lock (_gate)
        {
            (DuplicateNode, _duplicateAt) = (instance, time.GetTimestamp());
            if (_answeredAt is { } at && time.GetElapsedTime(at) < AnswersDuplicateEvery)
                return false;
            _answeredAt = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>Decides anew whether this node takes its share.</summary>
    /// <param name="view">What was retained of this node itself.</param>
    /// <param name="instance">This installation.</param>
    /// <returns>Whether that changed.</returns>
    public bool Decide(FleetView view, string instance)
    {
        lock (_gate)
        {
            if (IsListening && !_isEvaluated)
                Evaluate(view);
            if (_activeAt is null && _connectedAt is null && time.GetElapsedTime(_startedAt) >= MembershipPolicy.Alone)
                _activeAt = time.GetTimestamp();
            // Standing aside is for others to capture meanwhile: if all do, or none is there, the cameras would have nobody.
            if (ActiveIn is not null && IsListening && view.Members().Count == 0)
                _activeAt = time.GetTimestamp();
            if (_duplicateAt is { } met && time.GetElapsedTime(met) > DuplicateFor)
                (DuplicateNode, _duplicateAt) = (null, null);
            // Of two with one name one must not capture; both come to the same answer.
            var standsAside = DuplicateNode is { } other && string.CompareOrdinal(other, instance) < 0;
            var isActive = _activeAt is { } at && time.GetElapsedTime(at) >= TimeSpan.Zero && !standsAside;
            var changed = isActive != IsActive;
            IsActive = isActive;
            return changed;
        }
    }

    /// <summary>Time until this node takes its share, if that is known.</summary>
    public TimeSpan? ActiveIn => _activeAt is { } at && time.GetElapsedTime(at) is var since && since < TimeSpan.Zero ? -since : null;

    private void Evaluate(FleetView view)
    {
        _isEvaluated = true;
        var (members, renewed) = view.CountRenewed();
        if (!FlapPolicy.IsReturn(!_wasEverEvaluated, view.WasDeclaredGone, members, renewed))
            return;
        _wasEverEvaluated = true;
        Returns = FlapPolicy.Add(Returns.Count > 0 ? Returns : view.OwnReturns, time.GetUtcNow().ToUnixTimeSeconds());
        var hold = FlapPolicy.Hold(Returns.Count);
        _activeAt = time.GetTimestamp() + (long)(hold.TotalSeconds * time.TimestampFrequency);
    }
}
