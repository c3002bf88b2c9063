using AutoCore.Core.Health;
using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>Sorts what the board says: what is news goes to every channel that wants it.</summary>
internal sealed class AlertHandler(AlertOutbox outbox, IReadOnlyList<AlertChannel> channels, TimeProvider time)
{
    private volatile bool _hasIncidents = true;

    /// <summary>Whether something is not over; true until the outbox was read.</summary>
    public bool HasIncidents => _hasIncidents;

    /// <summary>Takes an event.</summary>
    public void Take(BoardEvent happened)
    {
        if (happened.IsReportedOtherwise)
            return;
        var role = AlertPolicy.Classify(happened.Definition, happened.Severity, happened.Find);
        switch (role.Kind)
        {
            case AlertKind.Ignored:
                return;
            case AlertKind.Opens:
                Open(role.Key, happened);
                break;
            case AlertKind.Closes when Close(role.Key, happened.Type, happened.Message):
                break;
            default:
                Tell(AlertEntry.Of(happened.Type, happened.At, happened.Severity, happened.Message));
                break;
        }
        _hasIncidents = outbox.Open.Count > 0;
    }

    /// <summary>Takes that a group is well: what an earlier run told of it is over.</summary>
    public void TakeWell(string group)
    {
        Close(HealthEvents.Group.Prefix + group, HealthEvents.RatingChanged.Name, $"{group} is ok");
        _hasIncidents = outbox.Open.Count > 0;
    }

    /// <summary>Takes how it stands with all of a kind: what is no longer so is over, and what only a sum told is open.</summary>
    public void TakeState(AlertState state)
    {
        foreach (var (keys, text) in state.Describe(state.Over(outbox.Open)))
        {
            var peak = keys.Max(key => outbox.Find(key)!.Value.Peak);
            foreach (var key in keys)
                outbox.RemoveIncident(key);
            Tell(AlertEntry.Of("alert-over", time.GetUtcNow(), peak, text, isOver: true) with { Count = keys.Count });
        }
        foreach (var key in state.Untold(outbox.Open).ToList())
            outbox.SetIncident(key, new(state.Severity!.Value, state.Severity.Value, time.GetUtcNow()));
        _hasIncidents = outbox.Open.Count > 0;
    }

    /// <summary>Takes which groups there are, once all have been read: what was told of others is over.</summary>
    public void TakeGroups(IEnumerable<string> groups)
    {
        var there = groups.ToHashSet(StringComparer.Ordinal);
        TakeState(new(HealthEvents.Group, there, there));
    }

    private void Open(string key, BoardEvent happened)
    {
        var (isNews, next) = Incident.Open(outbox.Find(key), happened.Severity, happened.At);
        if (!isNews)
            return;
        outbox.SetIncident(key, next);
        Tell(AlertEntry.Of(happened.Type, happened.At, happened.Severity, happened.Message));
    }

    /// <summary>Ends what a key stands for; false if nothing of it was told.</summary>
    private bool Close(string key, string type, string message)
    {
        if (outbox.Find(key) is not { } incident)
            return false;
        outbox.RemoveIncident(key);
        Tell(AlertEntry.Of(type, time.GetUtcNow(), incident.Peak, message, isOver: true));
        return true;
    }

    private void Tell(AlertEntry entry)
    {
        foreach (var channel in channels.Where(w => w.Wants(entry)))
            outbox.Add(channel.Key, entry);
    }
}
