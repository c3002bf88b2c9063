using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>
/// Remembers over connections what was unanswered when they broke, and what is left out for it; see <see cref="SetAsidePolicy"/>. Not safe for
/// several threads at once.
/// </summary>
internal sealed class SuspectRequests(MqttOptions options, TimeProvider time)
{
    private readonly Dictionary<Key, Record> _records = [];

    /// <summary>Whether it was unanswered at a break, and goes last and alone.</summary>
    public bool IsSuspect(string name, bool isFilter) => _records.TryGetValue(KeyOf(name, isFilter), out var record) && !IsAside(record);

    /// <summary>Whether it is left out for now.</summary>
    public bool IsSetAside(string name, bool isFilter) => _records.TryGetValue(KeyOf(name, isFilter), out var record) && IsAside(record);

    /// <summary>The broker answered it.</summary>
    public void Clear(string name, bool isFilter) => _records.Remove(KeyOf(name, isFilter));

    /// <summary>Leaves it out from now on.</summary>
    public void SetAside(string name, bool isFilter) => _records[KeyOf(name, isFilter)] = new(1, time.GetTimestamp());

    /// <summary>A connection broke.</summary>
    /// <returns>What is left out from now on because of it, or null.</returns>
    public LinkRequest? NoteBreak(LinkEnd end)
    {
        if (end.Unanswered is [var only] && SetAsidePolicy.IsCause(BreaksOf(only), end.Unanswered.Count, end.Answered))
        {
            SetAside(only.Name, only.IsFilter);
            return only;
        }
        if (_records.Count >= SetAsidePolicy.MostSuspects)
            Forget();
        foreach (var key in end.Unanswered.Select(r => KeyOf(r.Name, r.IsFilter)).Distinct())
            _records[key] = new(_records.GetValueOrDefault(key).Breaks + 1, null);
        return null;
    }

    private int BreaksOf(LinkRequest request) => _records.GetValueOrDefault(KeyOf(request.Name, request.IsFilter)).Breaks;

    private bool IsAside(Record record) => record.SetAsideAt is { } at && !SetAsidePolicy.IsOver(time.GetElapsedTime(at));

    private void Forget()
    {
        foreach (var key in _records.Where(r => !IsAside(r.Value)).Select(r => r.Key).ToList())
            _records.Remove(key);
    }

    /// <summary>Discovery is one thing, in however many topics: a broker that refuses one of them refuses them all.</summary>
    private Key KeyOf(string name, bool isFilter)
    {
        var prefix = options.HomeAssistant.Prefix;
        return new(!isFilter && name.StartsWith($"{prefix}/", StringComparison.Ordinal) ? prefix : name, isFilter);
    }

    private readonly record struct Key(string Name, bool IsFilter);

    private readonly record struct Record(int Breaks, long? SetAsideAt);
}
