using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>What the card does not have yet: of each row and each incident the newest.</summary>
internal sealed class AlertChanges
{
    private readonly Dictionary<long, QueuedAlert?> _alerts = [];
    private readonly Dictionary<string, Incident?> _incidents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _gaveUp = new(StringComparer.Ordinal);

    public bool IsEmpty => _alerts.Count == 0 && _incidents.Count == 0 && _gaveUp.Count == 0;

    /// <summary>Rows to write; null: to delete.</summary>
    public IEnumerable<KeyValuePair<long, QueuedAlert?>> Alerts => _alerts;

    /// <summary>Incidents to write; null: to delete.</summary>
    public IEnumerable<KeyValuePair<string, Incident?>> Incidents => _incidents;

    /// <summary>Channels that gave something up, with the reason; null: to delete.</summary>
    public IEnumerable<KeyValuePair<string, string?>> GaveUp => _gaveUp;

    public void Put(QueuedAlert alert) => _alerts[alert.Id] = alert;

    public void Remove(long id) => _alerts[id] = null;

    public void Set(string key, Incident? incident) => _incidents[key] = incident;

    public void SetGaveUp(string channel, string? reason) => _gaveUp[channel] = reason;

    public void Clear()
    {
        _gaveUp.Clear();
        _alerts.Clear();
        _incidents.Clear();
    }
}
