namespace AutoCore.Policies.Mqtt;

/// <summary>One entity as Home Assistant is told of it.</summary>
/// <param name="Id">Unique within the device, in lower case: <c>disk_root_used_percent</c>. It never changes, whatever the host is called.</param>
/// <param name="Platform"><c>sensor</c>, <c>binary_sensor</c>, <c>button</c>, <c>image</c> or <c>event</c>.</param>
/// <param name="Name">For people; no two of a device share one, since older versions of Home Assistant make the entity's id of it.</param>
/// <param name="Group">The group or part whose topic carries the value; null: the whole. Of a button or event: the request's verb.</param>
/// <param name="Key">The payload's key.</param>
/// <param name="Template">How Home Assistant reads the value out of the payload; null for a button or an image.</param>
public sealed record HomeAssistantEntity(string Id, string Platform, string Name, string? Group, string Key, string? Template)
{
    /// <summary>What kind of quantity it is, or null.</summary>
    public string? DeviceClass { get; init; }

    /// <summary>How its history is kept; null for what is no measurement.</summary>
    public string? StateClass { get; init; }

    /// <summary>Its unit, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>What a button sends.</summary>
    public string Payload { get; init; } = "{}";

    /// <summary>The words that it can take, or the types of an event; empty if it is neither.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
