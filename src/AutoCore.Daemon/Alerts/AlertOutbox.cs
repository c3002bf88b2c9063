using AutoCore.Core.Alerts;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>
/// What waits for each channel, bounded, and what is not over. Memory is the truth while the daemon runs, so that a card that takes nothing holds up no
/// alert; each pass brings the changes onto the card in one transaction, before anything is sent that depends on them.
/// </summary>
internal sealed class AlertOutbox(AlertTables tables, AlertsOptions options)
{
    /// <summary>More at once are no incidents but a broken source.</summary>
    private const int MostIncidents = 2000;

    /// <summary>A channel that fails for days must not wear the card.</summary>
    private static readonly TimeSpan NotedEvery = TimeSpan.FromHours(6);

    private readonly Dictionary<string, List<QueuedAlert>> _queues =
        options.Lanes.ToDictionary(w => w.Key, _ => new List<QueuedAlert>(), StringComparer.Ordinal);
    private readonly Dictionary<string, Incident> _incidents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _onTheWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _gaveUp = new(StringComparer.Ordinal);
    private readonly AlertChanges _changes = new();
    private long _lastId;
    private bool _isLoaded;
    private bool _mustRewrite;

    /// <summary>Entries that went because too many waited.</summary>
    public long Dropped { get; private set; }

    /// <summary>Entries that wait or are on their way.</summary>
    public int Count => _queues.Values.Sum(q => q.Count);

    /// <summary>The keys of what is not over.</summary>
    public IReadOnlyCollection<string> Open => _incidents.Keys;

    /// <summary>What is known of a key, or null.</summary>
    public Incident? Find(string key) => _incidents.TryGetValue(key, out var incident) ? incident : null;

    /// <summary>Notes what began.</summary>
    public void SetIncident(string key, Incident incident)
    {
        if (_incidents.Count >= MostIncidents && !_incidents.ContainsKey(key))
            RemoveIncident(_incidents.MinBy(i => i.Value.ToldAt).Key);
        _incidents[key] = incident;
        _changes.Set(key, incident);
    }

    /// <summary>Notes what is over.</summary>
    public void RemoveIncident(string key)
    {
        _incidents.Remove(key);
        _changes.Set(key, null);
    }

    /// <summary>Why a channel gave something up and has delivered nothing since; null if it did not.</summary>
    public string? GaveUpFor(string channel) => _gaveUp.GetValueOrDefault(channel);

    /// <summary>Notes that a channel gave something up, or with null that it delivers again.</summary>
    public void SetGaveUp(string channel, string? reason)
    {
        if (reason is not null)
            _gaveUp[channel] = reason;
        else if (!_gaveUp.Remove(channel))
            return;
        _changes.SetGaveUp(channel, reason);
    }

    /// <summary>Puts an entry into a channel's queue; a full one drops its oldest, and says so in its place.</summary>
    public void Add(string channel, AlertEntry entry)
    {
        var queue = _queues[channel];
        if (queue.Count >= options.MaxQueued)
            DropOldest(channel, queue);
        var alert = new QueuedAlert(++_lastId, channel, entry);
        queue.Add(alert);
        _changes.Put(alert);
    }

    /// <summary>The entries that wait for a channel.</summary>
    public IReadOnlyList<QueuedAlert> Waiting(string channel) => _queues[channel].FindAll(a => a.Message is null);

    /// <summary>The ids of a channel's messages that were made and are not delivered, oldest first.</summary>
    public IEnumerable<string> Messages(string channel) => _queues[channel].Where(a => a.Message is not null).Select(a => a.Message!).Distinct();

    /// <summary>The entries of a message.</summary>
    public IReadOnlyList<QueuedAlert> Of(string channel, string message) => _queues[channel].FindAll(a => a.Message == message);

    /// <summary>Notes that a message's attempt failed.</summary>
    /// <param name="message">Its id.</param>
    /// <param name="isRefusal">Whether it failed for its own sake.</param>
    /// <param name="waited">How long it has waited since the last note.</param>
    public void NoteFailure(string channel, string message, bool isRefusal, TimeSpan waited)
    {
        foreach (var alert in Of(channel, message))
        {
            var noted = (int)(alert.Waited / NotedEvery);
            alert.Refusals += isRefusal ? 1 : 0;
            alert.Waited += waited;
            if (isRefusal || (int)(alert.Waited / NotedEvery) > noted)
                _changes.Put(alert);
        }
    }

    /// <summary>What must stay as it is, since it is on its way; null: nothing of that channel.</summary>
    public void Hold(string channel, string? message) => _onTheWay[channel] = message;

    /// <summary>Puts entries into one message.</summary>
    public void Assign(IEnumerable<QueuedAlert> alerts, string message)
    {
        foreach (var alert in alerts)
        {
            alert.Message = message;
            _changes.Put(alert);
        }
    }

    /// <summary>Forgets entries: they were delivered, or given up.</summary>
    public void Remove(string channel, IReadOnlyCollection<QueuedAlert> alerts)
    {
        foreach (var alert in alerts)
            _changes.Remove(alert.Id);
        _queues[channel].RemoveAll(alerts.Contains);
    }

    /// <summary>Brings the changes onto the card, and takes from it what an earlier run left there.</summary>
    /// <returns>Why the card took nothing; null if all is well.</returns>
    public string? Save()
    {
        if (!_isLoaded)
        {
            if (tables.TryLoad(out var problem) is not { } left)
                return problem;
            Merge(left);
        }
        if (!_mustRewrite && _changes.IsEmpty)
            return null;
        var failed = _mustRewrite ? tables.Rewrite(_queues.Values.SelectMany(q => q), _incidents, _gaveUp) : tables.Apply(_changes);
        // After a failure nobody knows what the card took: the next time it takes everything.
        _mustRewrite = failed is not null;
        _changes.Clear();
        return failed;
    }

    /// <summary>What an earlier run left comes before what this one has met; ids that both gave are given anew.</summary>
    private void Merge(AlertsLeft left)
    {
        _isLoaded = true;
        var mine = _queues.Values.SelectMany(q => q).OrderBy(a => a.Id).ToList();
        _lastId = left.Alerts.Count > 0 ? left.Alerts.Max(a => a.Id) : 0;
        foreach (var queue in _queues.Values)
            queue.Clear();
        foreach (var alert in left.Alerts)
        {
            if (_queues.TryGetValue(alert.Channel, out var queue))
                queue.Add(alert);
            else
                MoveToRecipients(alert);
        }
        foreach (var alert in mine)
            _queues[alert.Channel].Add(new(++_lastId, alert.Channel, alert.Entry, alert.Message) { Refusals = alert.Refusals, Waited = alert.Waited });
        foreach (var (key, incident) in left.Incidents)
            _incidents.TryAdd(key, incident);
        foreach (var (channel, reason) in left.GaveUp.Where(g => _queues.ContainsKey(g.Key)))
            _gaveUp.TryAdd(channel, reason);
        _mustRewrite |= mine.Count > 0 || !_changes.IsEmpty;
    }

    /// <summary>Mail that an earlier release left was for all recipients; what was for a channel that there is no longer goes.</summary>
    private void MoveToRecipients(QueuedAlert alert)
    {
        _mustRewrite = true;
        foreach (var lane in options.Lanes.Where(lane => lane.Name == alert.Channel))
            _queues[lane.Key].Add(new(++_lastId, lane.Key, alert.Entry));
    }

    private void DropOldest(string channel, List<QueuedAlert> queue)
    {
        var held = _onTheWay.GetValueOrDefault(channel);
        var waiting = queue.FindAll(a => a.Message is null || a.Message != held);
        if (waiting.Count < 2)
            return;
        Dropped++;
        if (waiting[0].Entry.IsDropped)
        {
            _changes.Remove(waiting[1].Id);
            queue.Remove(waiting[1]);
        }
        waiting[0].Entry = AlertEntry.Dropped(waiting[0].Entry);
        _changes.Put(waiting[0]);
    }
}
