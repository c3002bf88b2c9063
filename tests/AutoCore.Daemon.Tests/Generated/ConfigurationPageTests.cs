using System.Text;
using AutoCore.Core.Configuration;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary><c>docs/configuration.md</c>: every key with its default, its range and its sentence.</summary>
public sealed class ConfigurationPageTests
{
    [Fact]
    public void Page_IsUpToDate() => GeneratedFile.AssertUpToDate("docs/configuration.md", Compose());

    private static string Compose()
    {
        var page = new StringBuilder("""
            # Every setting

            Made from the code by `make docs`. Where a default follows from the card's profile, the four values are those of 8 / 16 / 32 / 64 GB.
            Relative paths lie under `DataDirectory`; entries of lists stand under `[]`; an empty environment variable takes the default again.

            """);
        foreach (var section in SettingRegister.All().GroupBy(s => s.Setting.Path[..s.Setting.Path.LastIndexOf(':')]))
        {
            page.Append($"\n## {section.Key}\n\n| key | default | allowed | for |\n|---|---|---|---|\n");
            foreach (var (setting, value) in section)
                page.Append(Row(setting, value, section.Key.Length + 1));
        }
        return page.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    private static string Row(SettingDescription setting, string value, int nameFrom)
    {
        var allowed = setting.Form.Allowed + (setting.Form.Nullable ? ", or null" : "");
        return $"| `{setting.Path[nameFrom..]}` | {(value.Length > 0 ? $"`{value}`" : "none: required")} | {allowed} | {setting.Sentence} |\n";
    }
}
