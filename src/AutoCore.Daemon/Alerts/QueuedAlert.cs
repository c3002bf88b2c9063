using AutoCore.Policies.Alerts;

namespace AutoCore.Daemon.Alerts;

/// <summary>An entry that waits for a channel, or belongs to a message that is on its way.</summary>
internal sealed class QueuedAlert(long id, string channel, AlertEntry entry, string? message = null)
{
    /// <summary>Its place in the queue, and its row.</summary>
    public long Id => id;

    /// <summary>The channel that it waits for.</summary>
    public string Channel => channel;

    /// <summary>What it tells.</summary>
    public AlertEntry Entry { get; set; } = entry;

    /// <summary>The message that it goes with; null while it waits.</summary>
    public string? Message { get; set; } = message;

    /// <summary>Attempts that failed for its message's own sake.</summary>
    public int Refusals { get; set; }

    /// <summary>How long it has waited since its first attempt, while the daemon ran.</summary>
    public TimeSpan Waited { get; set; }
}
