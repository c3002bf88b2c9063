using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary><c>docs/operations.md</c>: every event of the register, what it means and what to do.</summary>
public sealed partial class OperationsPageTests
{
    [Fact]
    public void Page_IsUpToDate() => GeneratedFile.AssertUpToDate("docs/operations.md", Compose());

    [Fact]
    public void Events_AllSayWhatTheyMeanAndWhatToDo() => Assert.Equal(Ids().Keys, Guide().Keys);

    private static string Compose()
    {
        var page = new StringBuilder("""
            # Every event

            Made from the code's register by `make docs`. In the journal an event's name is the field `EVENT`, its facts are fields of their own, and its number is stable:
            `journalctl -u autocore-daemon -o json EVENT=camera-failed`. Over MQTT `autocore/<node>/event` carries the same names as `type` where
            an event is of note to a subscriber; when several cameras change in one round, one event for all of them begins with `cameras-`.

            | event | number | level | means | do |
            |---|---|---|---|---|

            """);
        var messages = Messages();
        foreach (var (id, entry) in Guide())
            page.Append($"| `{messages[entry.Name].Event}` | {id} | {Level(messages[entry.Name].Level)} | {entry.Means} | {entry.Do} |\n");
        return page.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    private static string Level(string level) => level switch
    {
        "" => "by the rating",
        "Information" => "info",
        "Critical" or "Error" => $"**{level.ToLowerInvariant()}**",
        _ => level.ToLowerInvariant(),
    };

    /// <summary>Name and level of each event, by its constant in the register.</summary>
    private static Dictionary<string, (string Event, string Level)> Messages() =>
        Directory.GetFiles(Repository.Combine("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Message().Matches(File.ReadAllText(file)))
            .ToDictionary(m => m.Groups["name"].Value, m => (m.Groups["event"].Value, m.Groups["level"].Value));

    private static string Register { get; } =
        string.Join('\n', Directory.GetFiles(Repository.Combine("src/AutoCore.Daemon/Hosting/Events")).Select(File.ReadAllText));

    private static SortedDictionary<int, string> Ids() => new(Id().Matches(Register).ToDictionary(m => int.Parse(m.Groups["id"].Value), m => m.Groups["name"].Value));

    private static SortedDictionary<int, (string Name, string Means, string Do)> Guide() =>
        new(Entry().Matches(Register).ToDictionary(m => int.Parse(m.Groups["id"].Value), m => (m.Groups["name"].Value, Text(m.Groups["means"]), Text(m.Groups["do"]))));

    private static string Text(Group group) => WebUtility.HtmlDecode(group.Value);

    [GeneratedRegex(@"LoggerMessage\((EventId = )?[\w.]*LogEvents\.(?<name>\w+)(, LogLevel\.(?<level>\w+))?.*?EventName = ""(?<event>[^""]+)""", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Message();

    [GeneratedRegex(@"const int (?<name>\w+) = (?<id>\d+);", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();

    [GeneratedRegex(@"/// <summary>(?<means>[^\n]+)</summary>\s+/// <remarks>(?<do>[^\n]+)</remarks>\s+public const int (?<name>\w+) = (?<id>\d+);", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
