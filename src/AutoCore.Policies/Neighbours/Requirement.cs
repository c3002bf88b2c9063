using System.Text.RegularExpressions;

namespace AutoCore.Policies.Neighbours;

/// <summary>One line of a <c>requirements.txt</c> that can be judged by the names and versions of what is installed.</summary>
/// <param name="Name">The package, in the form in which names are compared (PEP 503).</param>
/// <param name="Conditions">Its version conditions, as <c>&gt;=2.0</c>.</param>
public sealed partial record Requirement(string Name, IReadOnlyList<string> Conditions)
{
    /// <summary>
    /// Reads the lines; continued ones are joined. Options, URLs, paths and requirements that hold only on some machines are left out: what
    /// cannot be judged from here raises no alarm.
    /// </summary>
    public static IReadOnlyList<Requirement> Parse(string text) =>
        [.. text.ReplaceLineEndings("\n").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(ParseLine).OfType<Requirement>()];

    /// <summary>The form in which package names are compared: lower case, one dash for each run of dots, dashes and underscores.</summary>
    public static string Normalize(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    /// <summary>Whether an installed version meets all conditions; one that is no plain release is only compared as text.</summary>
    public bool Allows(string version) => Conditions.All(c => Holds(c, version));

    private static Requirement? ParseLine(string line)
    {
        var comment = line.IndexOf('#');
        var text = (comment >= 0 ? line[..comment] : line).Trim();
        var hash = text.IndexOf(" --", StringComparison.Ordinal);
        var match = Line().Match(hash >= 0 ? text[..hash] : text);
        return match.Success
            ? new(Normalize(match.Groups["name"].Value),
                [.. match.Groups["conditions"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)])
            : null;
    }

    private static bool Holds(string condition, string version)
    {
        var match = Condition().Match(condition);
        if (!match.Success)
            return true;
        var (sign, wanted) = (match.Groups["sign"].Value, match.Groups["version"].Value);
        version = version.Split('+')[0];
        if (sign is "==" or "===" && wanted == version)
            return true;
        var isPrefix = wanted.EndsWith(".*", StringComparison.Ordinal);
        if (Release(version) is not { } have || Release(isPrefix ? wanted[..^2] : wanted) is not { } want)
            return true;
        return sign switch
        {
            "==" or "===" => isPrefix ? StartsWith(have, want) : Compare(have, want) == 0,
            "!=" => isPrefix ? !StartsWith(have, want) : Compare(have, want) != 0,
            ">=" => Compare(have, want) >= 0,
            "<=" => Compare(have, want) <= 0,
            ">" => Compare(have, want) > 0,
            "<" => Compare(have, want) < 0,
            _ => Compare(have, want) >= 0 && StartsWith(have, want[..^1]),
        };
    }

    private static int[]? Release(string version)
    {
        var parts = version.Split('.');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }
        return numbers;
    }

    private static int Compare(int[] a, int[] b)
    {
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var difference = a.ElementAtOrDefault(i).CompareTo(b.ElementAtOrDefault(i));
            if (difference != 0)
                return difference;
        }
        return 0;
    }

    private static bool StartsWith(int[] version, int[] prefix) => prefix.Select((number, i) => version.ElementAtOrDefault(i) == number).All(same => same);

    [GeneratedRegex("[-_.]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(?<conditions>((===|==|~=|!=|<=|>=|<|>)\s*[^,;@\s]+\s*,?\s*)*)$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?<sign>===|==|~=|!=|<=|>=|<|>)\s*(?<version>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Condition();
}
