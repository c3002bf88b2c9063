namespace AutoCore.Policies.Mqtt;

/// <summary>One entity as Home Assistant is told of it.</summary>
/// <param name="Id">Unique within the device, in lower case: <c>disk_root_used_percent</c>. It never changes, whatever the host is called.</param>
/// <param name="Platform"><c>sensor</c>, <c>binary_sensor</c>, <c>button</c>, <c>image</c> or <c>event</c>.</param>
/// <param name="Name">For people; no two of a device share one, since older versions of Home Assistant make the entity's id of it.</param>
/// <param name="Group">The group or part whose topic carries the value; null: the whole. Of a button or event: the request's verb.</param>
/// <param name="Key">The payload's key.</param>
/// <param name="Template">How Home Assistant reads the value out of the payload; null for a button or an image.</param>
/// <param name="DeviceClass">What kind of quantity it is, or null.</param>
/// <param name="StateClass">How its history is kept; null for what is no measurement.</param>
/// <param name="Unit">Its unit, or null.</param>
/// <param name="Payload">What a button sends.</param>
public sealed record HomeAssistantEntity(
    string Id, string Platform, string Name, string? Group, string Key, string? Template, string? DeviceClass = null, string? StateClass = null,
    string? Unit = null, string Payload = "{}")
{
    /// <summary>The words that it can take, or the types of an event; empty if it is neither.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
