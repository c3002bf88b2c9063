using System.Collections;

namespace AutoCore.Core.Configuration;

/// <summary>The values that a file and, over it, the environment give; names are compared without case, as the platform does.</summary>
internal sealed class SettingLayers
{
    private readonly Dictionary<string, Setting> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _linked = new(StringComparer.OrdinalIgnoreCase);

    private SettingLayers()
    {
    }

    /// <summary>Every single value, and every section or list that is empty, in the order given.</summary>
    public IEnumerable<Setting> Leaves => _values.Values.Where(s => s.Kind is not (SettingKind.Section or SettingKind.List) || ChildrenOf(s.Path).Count == 0);

    /// <summary>Lays the environment's <c>AutoCore__Section__Key</c> and <c>Logging__…</c> variables over the file's values. An empty variable takes the key's
    /// default again.</summary>
    public static SettingLayers From(IReadOnlyList<Setting> file, IDictionary environment)
    {
        var layers = new SettingLayers();
        layers.Add(file);
        var variables = new List<Setting>();
        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            if (!name.StartsWith("AutoCore__", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Logging__", StringComparison.OrdinalIgnoreCase))
                continue;
            var value = (string?)variable.Value ?? "";
            var path = name.Replace("__", ":", StringComparison.Ordinal);
            variables.Add(new(path, value.Length == 0 ? SettingKind.Null : SettingKind.Text, value, Setting.EnvironmentOrigin, null));
        }
        layers.Add(variables);
        return layers;
    }

    /// <summary>What there is to say about keys that have another name now.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What stands at a path, or null.</summary>
    public Setting? Find(string path) => _values.GetValueOrDefault(path);

    /// <summary>The names under a path, in the order given; those of a list are its indexes.</summary>
    public IReadOnlyList<string> ChildrenOf(string path) => _children.GetValueOrDefault(path) ?? [];

    private void Add(IReadOnlyList<Setting> settings)
    {
        foreach (var setting in RenamedKeys.Apply(settings, Warnings))
            Add(setting);
    }

    private void Add(Setting setting)
    {
        _values[setting.Path] = setting;
        for (var path = setting.Path; path.LastIndexOf(':') is > 0 and var colon && _linked.Add(path); path = path[..colon])
        {
            if (!_children.TryGetValue(path[..colon], out var names))
                _children[path[..colon]] = names = [];
            names.Add(path[(colon + 1)..]);
        }
    }
}
