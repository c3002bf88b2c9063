namespace AutoCore.Policies.Neighbours;

/// <summary>Who listens on a port; what this user may not see is null.</summary>
/// <param name="UserName">The owner's name or number.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessName">Its name.</param>
/// <param name="Unit">The systemd unit that it belongs to.</param>
public sealed record PortOwner(string UserName, int? ProcessId, string? ProcessName, string? Unit)
{
    /// <summary>In words: the process with its unit, else the user.</summary>
    public override string ToString() =>
        ProcessId is { } id ? $"{ProcessName} (process {id}{(Unit is null ? "" : $" of {Unit}")})" : $"a process of user {UserName}";
}

/// <summary>How a neighbour's port stands.</summary>
/// <param name="IsListening">Whether the neighbour itself listens.</param>
/// <param name="TakenBy">Who else has the port, or null.</param>
public readonly record struct PortVerdict(bool IsListening, string? TakenBy);

/// <summary>Whether a neighbour has its port, or somebody else (A8).</summary>
public static class PortPolicy
{
    /// <summary>Judges by the owners that could be seen. An owner that cannot be seen is taken for the neighbour, unless that does not run.</summary>
    /// <param name="unit">The neighbour's unit.</param>
    /// <param name="isRunning">Whether it runs; null if systemd cannot be asked.</param>
    /// <param name="owners">Who listens on its port.</param>
    public static PortVerdict Evaluate(string unit, bool? isRunning, IReadOnlyList<PortOwner> owners)
    {
        if (owners.Count == 0)
            return new(false, null);
        if (owners.Any(o => o.Unit == unit))
            return new(true, null);
        var stranger = owners.FirstOrDefault(o => o.ProcessId is not null) ?? (isRunning == false ? owners[0] : null);
        return new(stranger is null, stranger?.ToString());
    }
}
