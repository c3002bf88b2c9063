using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>Reads a group of the machine's own figures; it is rated by its declaration. Registered, it is read at each interval.</summary>
internal interface IGroupProbe
{
    /// <summary>What it reads.</summary>
    GroupDefinition Group { get; }

    /// <summary>Reads it now; what the machine does not say is not known. Nothing: the machine has no such thing.</summary>
    ValueTask<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancellationToken);
}
