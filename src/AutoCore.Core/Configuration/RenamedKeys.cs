namespace AutoCore.Core.Configuration;

/// <summary>Keys that were called otherwise in an earlier release: the old name goes on to work, with one warning that says the new one.</summary>
internal static class RenamedKeys
{
    private static readonly (string Was, string Is)[] All = [("AutoCore:Alerts:Ways", "AutoCore:Alerts:Channels")];

    /// <summary>The values of one file, or of the environment, under the names of today.</summary>
    public static IReadOnlyList<Setting> Apply(IReadOnlyList<Setting> settings, List<string> warnings)
    {
        foreach (var (was, now) in All)
        {
            if (settings.FirstOrDefault(s => IsUnder(s, was)) is not { } first)
                continue;
            // An empty list gives way: what is there under the old name was meant.
            var both = settings.Any(s => IsUnder(s, now) && s.Path.Length > now.Length) || !settings.Any(s => IsUnder(s, was) && s.Path.Length > was.Length);
            if (!both)
                settings = [.. settings.Where(s => !IsUnder(s, now))];
            warnings.Add(
                $"{(first with { Path = was }).Place} is now {NameOf(now)}; {(both ? $"both are given, and what stands under {NameOf(was)} is not used" : "the old name goes on to work")}");
            settings = [.. settings.Where(s => !both || !IsUnder(s, was)).Select(s => IsUnder(s, was) ? s with { Path = now + s.Path[was.Length..] } : s)];
        }
        return settings;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf(':') + 1)..];

    private static bool IsUnder(Setting setting, string path) =>
        setting.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (setting.Path.Length == path.Length || setting.Path[path.Length] == ':');
}
