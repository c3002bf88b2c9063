using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Gate;

/// <summary>What is remembered of every host over rounds; used under the lock of the gate that runs.</summary>
internal sealed class HostStates
{
    private readonly Dictionary<string, HostBreaker> _breakers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _failures = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A host's state.</summary>
    public HostBreaker this[string host]
    {
        get => _breakers.GetValueOrDefault(host);
        set => _breakers[host] = value;
    }

    /// <summary>Notes how the host failed, for those that are not asked because of it.</summary>
    public void NoteFailure(string host, string failure) => _failures[host] = failure;

    /// <summary>How the host failed last.</summary>
    public string LastFailure(string host) => _failures.GetValueOrDefault(host) ?? "it failed before";

    /// <summary>A round begins.</summary>
    public void BeginRound()
    {
        foreach (var host in _breakers.Keys.ToList())
            _breakers[host] = _breakers[host].OnNextRound;
    }
}
