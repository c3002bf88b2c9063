using System.Text;
using AutoCore.Core;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary><c>docs/operations.md</c>: every event of the catalogue, what it means, what to do, what it carries.</summary>
public sealed class OperationsPageTests
{
    [Fact]
    public void Page_IsUpToDate() => GeneratedFile.AssertUpToDate("docs/operations.md", Compose());

    private static string Compose()
    {
        var page = new StringBuilder($"""
            # Every event

            Made from the catalogue by `make docs`. In the journal an event's name is the field `EVENT`, its facts are fields of their own in capitals, and its number is stable:
            `journalctl -u autocore-daemon -o json EVENT=camera-failed`. Over MQTT `autocore/<node>/event` carries those marked with * under the same names as `type`, with
            the same facts. Of one kind at most {EventDefinition.MostOneByOne} are reported one by one in one round; with more, one more event with their number (`cameras-…`, `fleet-nodes-…`) stands for all.

            | event | number | level | begins or ends | means | do | facts |
            |---|---|---|---|---|---|---|

            """);
        foreach (var e in EventCatalogue.All.OrderBy(e => e.Id))
        {
            page.Append(
                $"| `{e.Name}`{(e.Portuguese is null ? "" : " *")} | {e.Id} | {Level(e.Severity)} | {Side(e)} | {e.Means} | {e.Remedy} | {string.Join(' ', e.Facts.Select(f => $"`{f}`"))} |\n");
        }
        return page.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    private static string Side(EventDefinition e) => (e.Opens, e.Ends) switch
    {
        ({ } opened, { } ended) when opened == ended => $"`{opened.Prefix}`, by the rating",
        ({ } opened, null) => $"begins `{opened.Prefix}`",
        (null, { } ended) => $"ends `{ended.Prefix}`",
        _ => "",
    };

    private static string Level(Severity? level) => level switch
    {
        null => "by the rating",
        >= Severity.Error => $"**{level.ToString()!.ToLowerInvariant()}**",
        _ => level.ToString()!.ToLowerInvariant(),
    };
}
