using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>What the card does not have yet: of each row and each incident the newest.</summary>
internal sealed class AlertChanges
{
    private readonly Dictionary<long, QueuedAlert?> _alerts = [];
    private readonly Dictionary<string, Incident?> _incidents = new(StringComparer.Ordinal);

    public bool IsEmpty => _alerts.Count == 0 && _incidents.Count == 0;

    /// <summary>Rows to write; null: to delete.</summary>
    public IEnumerable<KeyValuePair<long, QueuedAlert?>> Alerts => _alerts;

    /// <summary>Incidents to write; null: to delete.</summary>
    public IEnumerable<KeyValuePair<string, Incident?>> Incidents => _incidents;

    public void Put(QueuedAlert alert) => _alerts[alert.Id] = alert;

    public void Remove(long id) => _alerts[id] = null;

    public void Set(string key, Incident? incident) => _incidents[key] = incident;

    public void Clear()
    {
        _alerts.Clear();
        _incidents.Clear();
    }
}
