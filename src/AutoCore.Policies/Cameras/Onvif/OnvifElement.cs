namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>An element of a device's answer. Devices choose their prefixes freely and mix up namespaces: names are compared without them.</summary>
/// <param name="name">Its name without a prefix.</param>
public sealed class OnvifElement(string name)
{
    private readonly List<OnvifElement> _children = [];
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);

    /// <summary>Its name without a prefix.</summary>
    public string Name => name;

    /// <summary>Its text without blanks around it; that of its children is theirs.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>What it holds.</summary>
    public IReadOnlyList<OnvifElement> Children => _children;

    /// <summary>The value of an attribute, or null.</summary>
    public string? Attribute(string attribute) => _attributes.GetValueOrDefault(attribute);

    /// <summary>The first element along a path of names, or null.</summary>
    public OnvifElement? Find(params ReadOnlySpan<string> path)
    {
        OnvifElement? found = this;
        foreach (var step in path)
            found = found?._children.Find(c => c.Name == step);
        return found;
    }

    /// <summary>All elements of a name within it, in their order.</summary>
    public IEnumerable<OnvifElement> All(string wanted)
    {
        var open = new Stack<OnvifElement>(_children.AsEnumerable().Reverse());
        while (open.TryPop(out var next))
        {
            if (next.Name == wanted)
                yield return next;
            foreach (var child in next._children.AsEnumerable().Reverse())
                open.Push(child);
        }
    }

    internal void Add(OnvifElement child) => _children.Add(child);

    internal void SetAttribute(string attribute, string value) => _attributes[attribute] = value;
}
