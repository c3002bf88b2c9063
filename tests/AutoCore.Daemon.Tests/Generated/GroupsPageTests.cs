using System.Text;
using AutoCore.Core;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary><c>docs/health.md</c>: every group of the catalogue and what it carries.</summary>
public sealed class GroupsPageTests
{
    [Fact]
    public void Page_IsUpToDate() => GeneratedFile.AssertUpToDate("docs/health.md", Compose());

    private static string Compose()
    {
        var page = new StringBuilder("""
            # Health groups

            Made from the catalogue by `make docs`. Each is a topic `autocore/<node>/health/<group>`, an object of `status.json`, a tile of the page and a line of `autocore status`; beside `ts` and
            `rating` it has the keys below, the headline first, with the unit in the key. What could not be read is left out. A flag is 0 or 1, and in Home Assistant a `binary_sensor`.
            A worker that fails has `failures` and `failure` instead, under the name of its group or its own. The metrics are those of [Prometheus](prometheus.md).

            | group | on the page |
            |---|---|

            """);
        foreach (var g in GroupCatalogue.All)
            page.Append($"| [`{g.Name}`](#{g.Name}) | {g.Label.English} / {g.Label.Portuguese} |\n");
        foreach (var g in GroupCatalogue.All)
            page.Append($"\n{Describe(g)}");
        return page.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    /// <summary>A group's own section.</summary>
    internal static string Describe(GroupDefinition group)
    {
        var section = new StringBuilder($"## {group.Name}\n\n");
        if (group.Rated is { } rated)
            section.Append($"Rated {rated}.\n\n");
        if (group.Part is { } part)
            section.Append($"Its parts are told apart by the label `{part}` in metrics.\n\n");
        section.Append("| key | what it is | kind | metric |\n|---|---|---|---|\n");
        foreach (var key in group.Keys)
        {
            var limit = key.Limit is { } l ? $"; {l.Describe()}" : "";
            section.Append(
                $"| `{key.Name}` | {key.Says}{limit} | {key.Kind.ToString().ToLowerInvariant()} | {(MetricsText.NameOf(group, key) is { } metric ? $"`{metric}`" : "")} |\n");
        }
        return section.ToString();
    }
}
