using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras;

/// <summary>What is remembered of every host over rounds; used under the lock of the gate that runs.</summary>
internal sealed class HostStates
{
    private readonly Dictionary<string, HostBreaker> _breakers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A host's state.</summary>
    public HostBreaker this[string host]
    {
        get => _breakers.GetValueOrDefault(host);
        set => _breakers[host] = value;
    }

    /// <summary>Excuses every host.</summary>
    public void ExcuseAll()
    {
        foreach (var host in _breakers.Keys.ToList())
            _breakers[host] = _breakers[host].Excused;
    }
}
