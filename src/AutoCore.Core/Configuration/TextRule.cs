namespace AutoCore.Core.Configuration;

/// <summary>What a text must be beyond not being empty.</summary>
/// <param name="Allowed">The rule in words, for error messages.</param>
/// <param name="Holds">The rule.</param>
internal sealed record TextRule(string Allowed, Func<string, bool> Holds)
{
    /// <summary>How a value is shown to people: without what it may hold of secrets.</summary>
    public Func<string, string> Show { get; init; } = static text => text;

    /// <summary>A path of the file system.</summary>
    public static TextRule Path { get; } = new("a path", static _ => true);

    /// <summary>One level of an MQTT topic: no wildcard, no separator, no control character.</summary>
    public static TextRule TopicLevel { get; } =
        new("a name without / + # and control characters", static t => t.All(c => c is not ('/' or '+' or '#') && !char.IsControl(c)));

    /// <summary>An MQTT topic to publish under.</summary>
    public static TextRule Topic { get; } =
        new("a topic without + # and control characters", static t => t.All(c => c is not ('+' or '#') && !char.IsControl(c)) && t[0] != '/' && t[^1] != '/');
}
