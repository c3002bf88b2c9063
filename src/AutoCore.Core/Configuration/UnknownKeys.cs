using AutoCore.Policies.Configuration;

namespace AutoCore.Core.Configuration;

/// <summary>Finds the keys that no feature knows: a misspelt setting would otherwise be ignored in silence.</summary>
internal static class UnknownKeys
{
    private const string Root = "AutoCore";

    /// <summary>Notes an error for each unknown key, with the name that was probably meant.</summary>
    public static void Report(SettingLayers layers, SettingReport report)
    {
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var leaf in layers.Leaves)
        {
            var unknown = FirstUnknown(leaf.Path, report);
            if (unknown is null || !reported.Add(unknown))
                continue;
            var parent = unknown.LastIndexOf(':') is > 0 and var colon ? unknown[..(colon + 1)] : "";
            var siblings = report.Used.Where(p => p.StartsWith(parent, StringComparison.OrdinalIgnoreCase) && p.Length > parent.Length && !p[parent.Length..]
                .Contains(':')).Select(p => p[parent.Length..]);
            var meant = NearestName.Find(unknown[parent.Length..], siblings);
            var place = (layers.Find(unknown) ?? leaf).Place;
            var remedy = Belongs(unknown, report) is { } home ? $"it belongs inside {home}"
                : meant is null ? $"remove it, or see the list of keys in {Documentation.PathOf("configuration.md")}" : $"did you mean {meant}?";
            report.Errors.Add($"{place}: unknown key; {remedy}");
        }
    }

    /// <summary>The section that has a key of this name, if it is one: a piece that was pasted a level too high or too low.</summary>
    private static string? Belongs(string unknown, SettingReport report)
    {
        var name = unknown[(unknown.LastIndexOf(':') + 1)..];
        var homes = report.Used.Where(p => p.EndsWith($":{name}", StringComparison.OrdinalIgnoreCase)).Select(p => p[..p.LastIndexOf(':')])
            .Where(p => !p.Equals(unknown, StringComparison.OrdinalIgnoreCase)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return homes.Count == 1 ? homes.Single() : homes.Contains(Root) ? Root : null;
    }

    /// <summary>The shortest unknown prefix of a path, so that an unknown section is reported once.</summary>
    private static string? FirstUnknown(string path, SettingReport report)
    {
        for (var end = path.IndexOf(':'); ; end = path.IndexOf(':', end + 1))
        {
            var prefix = end < 0 ? path : path[..end];
            if (!report.IsUsed(prefix))
                return prefix;
            if (end < 0)
                return null;
        }
    }
}
