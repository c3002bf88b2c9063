namespace AutoCore.Policies.Fleet;

/// <summary>What a node captures of the fleet's list at present; the fleet posts it, the cameras look into it just before each capture.</summary>
/// <param name="ListVersion">Which list.</param>
/// <param name="Self">The node's number among the owners; -1: it captures nothing of the list.</param>
/// <param name="Owners">The number of each camera's owner, in the order of the list.</param>
public sealed record FleetShare(long ListVersion, int Self, int[] Owners)
{
    /// <summary>Cameras of this node.</summary>
    public int Count { get; } = Self < 0 ? 0 : Owners.Count(o => o == Self);

    /// <summary>Whether this node captures the camera at a place of the list.</summary>
    public bool IsMine(int camera) => Self >= 0 && Owners[camera] == Self;
}

/// <summary>The fleet's list as it lies on the card.</summary>
/// <param name="Version">Which list.</param>
/// <param name="Files">Its parts (<see cref="ListPart"/>), in order.</param>
/// <param name="PasswordKeys">The secrets that its cameras may use on this node.</param>
public sealed record FleetListFiles(long Version, IReadOnlyList<string> Files, IReadOnlyList<string> PasswordKeys);

/// <summary>What other nodes stored of a round, as far as this one had to know.</summary>
/// <param name="Marks">All of them together.</param>
public sealed record StoredElsewhere(RoundMarks Marks);
