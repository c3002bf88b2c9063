namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>What a found camera is called until somebody calls it otherwise.</summary>
public static class OnvifNames
{
    /// <summary>The site of those that say nothing of their place.</summary>
    public const string Site = "ONVIF";

    private const string Scope = "onvif://www.onvif.org/";

    /// <summary>Bytes (UTF-8) of each part, so that name, host and number together are a name that lists take.</summary>
    private const int Longest = 40;

    /// <summary>Parts of a place that say nothing: the maker's, not the owner's.</summary>
    private static readonly string[] Vague = ["country", "city"];

    /// <summary>The value of a scope, as in <c>onvif://www.onvif.org/name/Gate</c>; null if there is none.</summary>
    public static string? Find(IReadOnlyList<string> scopes, string kind)
    {
        var start = $"{Scope}{kind}/";
        return scopes.Where(s => s.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Select(s => Uri.UnescapeDataString(s[start.Length..]).Trim('/', ' '))
            .FirstOrDefault(static s => s.Length > 0);
    }

    /// <summary>The site.</summary>
    public static string SiteOf(IReadOnlyList<string> scopes) =>
        Find(scopes, "location") is { } place && !Array.Exists(Vague, v => place.StartsWith($"{v}/", StringComparison.OrdinalIgnoreCase) || place == v)
            ? Plain(place) : Site;

    /// <summary>The name.</summary>
    /// <param name="said">What the device is called by itself, best first; nulls are passed over.</param>
    /// <param name="host">Where it is.</param>
    /// <param name="isFree">Whether nobody of that site is called so.</param>
    /// <param name="channel">Which of its lenses or channels, from 1.</param>
    public static string NameOf(IEnumerable<string?> said, string host, Func<string, bool> isFree, int channel = 1)
    {
        var name = said.OfType<string>().Select(Plain).FirstOrDefault(static n => n.Length > 0) ?? Plain(host);
        if (channel > 1)
            name = string.Create(CultureInfo.InvariantCulture, $"{name}_{channel}");
        if (isFree(name))
            return name;
        // Two of one model are told apart by their address, what is still the same by a number.
        name = $"{name}_{Plain(host)}";
        var free = name;
        for (var number = 2; !isFree(free); number++)
            free = $"{name}_{number}";
        return free;
    }

    /// <summary>What is noted of a camera: as text for spreadsheets, too, which take one that begins with these marks for a formula.</summary>
    /// <param name="said">Its parts; devices have said some of them.</param>
    public static string NoteOf(IEnumerable<string> said)
    {
        var note = string.Join("; ", said);
        return note is ['=' or '+' or '-' or '@', ..] ? $"'{note}" : note;
    }

    /// <summary>Letters, digits and a few marks; what else stands there becomes an underscore.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        var bytes = 0;
        foreach (var c in text)
        {
            var next = char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_';
            if (next == '_' && (plain.Length == 0 || plain[^1] == '_'))
                continue;
            if ((bytes += new Rune(next).Utf8SequenceLength) > Longest)
                break;
            plain.Append(next);
        }
        return plain.ToString().Trim('_', '.', '-');
    }
}
