using AutoCore.Policies.Health;

namespace AutoCore.Policies.Neighbours;

/// <summary>How a neighbour stands as a whole.</summary>
public static class NeighbourPolicy
{
    /// <summary>Critical is what keeps it from working: a broken environment, a port that another has. A neighbour that does not run or listen is a
    /// warning.</summary>
    /// <param name="isRunning">Whether it runs; null if unknown.</param>
    /// <param name="venv">Its environment, or null if none is configured.</param>
    /// <param name="port">Its port, or null if none is configured.</param>
    public static Rating Rate(bool? isRunning, VenvVerdict? venv, PortVerdict? port)
    {
        if (venv is { IsWhole: false } || port is { TakenBy: not null })
            return Rating.Critical;
        if (isRunning == false || (isRunning == true && port is { IsListening: false }))
            return Rating.Warning;
        return isRunning is null && port is not { IsListening: true } && venv is not { IsWhole: true } ? Rating.Unknown : Rating.Ok;
    }
}
