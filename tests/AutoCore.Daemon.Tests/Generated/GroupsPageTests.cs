using System.Text;
using AutoCore.Core;

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

            Those with words of their own; `fleet` and `shrinking` are shown by their names and numbers.

            Made from the catalogue by `make docs`. Each is a topic `autocore/<node>/health/<group>`, an object of `status.json`, a tile of the page and a line of `autocore status`; beside `ts` and
            `rating` it has the keys below, the headline first, with the unit in the key. What could not be read is left out. Flags are 0 or 1, and in Home Assistant a `binary_sensor`.
            A worker that fails has `failures` and `failure` instead, under the name of its group or its own.

            | group | on the page | keys | flags |
            |---|---|---|---|

            """);
        foreach (var g in GroupCatalogue.All)
            page.Append($"| `{g.Name}` | {g.Label.English} / {g.Label.Portuguese} | {Names(g.Keys)} | {Names(g.Flags.Select(f => f.Key))} |\n");
        return page.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    private static string Names(IEnumerable<string> keys) => string.Join(' ', keys.Select(k => $"`{k}`"));
}
