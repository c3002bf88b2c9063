using AutoCore.Policies.Configuration;

namespace AutoCore.Core.Configuration;

/// <summary>Finds the keys that no feature knows: a misspelt setting would otherwise be ignored in silence.</summary>
internal static class UnknownKeys
{
    private const string Root = "AutoCore";
    private const int MostHomes = 3;

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
            var homes = HomesOf(unknown, report);
            var remedy = IsRoot(unknown) ? $"{Root} stands once, outermost: paste here only what is inside its braces"
                : homes is [var home] ? $"it belongs inside {home}"
                : meant is not null ? $"did you mean {meant}?"
                : homes.Count is > 1 and <= MostHomes ? $"it belongs inside {string.Join(" or ", homes)}"
                : $"remove it, or see the list of keys in {Documentation.PathOf("configuration.md")}";
            report.Errors.Add($"{place}: unknown key; {remedy}");
        }
    }

    /// <summary>The sections that have a key of this name: a piece that was pasted a level too high or too low. The outermost alone, if it is one.</summary>
    private static List<string> HomesOf(string unknown, SettingReport report)
    {
        var name = unknown[(unknown.LastIndexOf(':') + 1)..];
        var homes = report.Used.Where(p => p.EndsWith($":{name}", StringComparison.OrdinalIgnoreCase)).Select(p => p[..p.LastIndexOf(':')])
            .Where(p => !p.Equals(unknown, StringComparison.OrdinalIgnoreCase)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return homes.Contains(Root) ? [Root] : [.. homes.Order(StringComparer.Ordinal)];
    }

    private static bool IsRoot(string unknown) => unknown.EndsWith($":{Root}", StringComparison.OrdinalIgnoreCase);

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
