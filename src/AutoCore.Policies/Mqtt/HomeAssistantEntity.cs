namespace AutoCore.Policies.Mqtt;

/// <summary>One entity as Home Assistant is told of it.</summary>
/// <param name="Id">Unique within the device, in lower case: <c>disk_root_used_percent</c>. It never changes, whatever the host is called.</param>
/// <param name="Platform"><c>sensor</c> or <c>binary_sensor</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Group">The group or part whose topic carries the value; null: the whole.</param>
/// <param name="Key">The payload's key.</param>
/// <param name="Template">How Home Assistant reads the value out of the payload.</param>
public sealed record HomeAssistantEntity(string Id, string Platform, string Name, string? Group, string Key, string Template)
{
    /// <summary>What kind of quantity it is, or null.</summary>
    public string? DeviceClass { get; init; }

    /// <summary>How its history is kept; null for what is no measurement.</summary>
    public string? StateClass { get; init; }

    /// <summary>Its unit, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>The words that it can take; empty if it is no word.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
