namespace AutoCore.Policies.Fleet;

/// <summary>A node as the division of the cameras knows it.</summary>
/// <param name="Name">Its name in topics.</param>
/// <param name="Capacity">Its weight: a node of 2 takes twice the cameras of a node of 1.</param>
public readonly record struct FleetMember(string Name, double Capacity)
{
    /// <summary>The least capacity.</summary>
    public const double LeastCapacity = 0.01;

    /// <summary>The greatest capacity.</summary>
    public const double GreatestCapacity = 1000;

    /// <summary>Whether a capacity that came from elsewhere can be used.</summary>
    public static bool IsCapacity(double capacity) => capacity is >= LeastCapacity and <= GreatestCapacity;
}
