using System.Collections;
using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using AutoCore.Core.Commands;
using AutoCore.Daemon.Commands;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary>Manual pages that are made from the code: one for each command, and one for the settings.</summary>
public sealed class ManPageTests
{
    private const string Folder = "deploy/man";
    private const string Footer = "\"AutoCore.Daemon\" \"System administration\"";

    public static TheoryData<string> Verbs => [.. Commands().Select(c => c.Verbs)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Command_HasAPageThatIsUpToDate(string verbs) =>
        GeneratedFile.AssertUpToDate($"{Folder}/{PageOf(verbs)}.8", ComposeCommand(verbs, Commands().Single(c => c.Verbs == verbs).Command));

    [Fact]
    public void NoPage_IsOfACommandThatIsGone() => Assert.Equal(
        Commands().Select(c => $"{PageOf(c.Verbs)}.8").Concat(["autocore.8", "autocore-web.8", "autoctl.8", "appsettings.json.5"]).Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Combine(Folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Settings_HaveAPageThatIsUpToDate() => GeneratedFile.AssertUpToDate($"{Folder}/appsettings.json.5", ComposeSettings());

    /// <summary>Every visible command that does something.</summary>
    private static IEnumerable<(string Verbs, Command Command)> Commands() =>
        Below(CommandLine.Root(new(new Hashtable(), TimeProvider.System)), "").Where(c => c.Verbs.Length > 0 && c.Command is { Action: not null, Hidden: false });

    private static IEnumerable<(string Verbs, Command Command)> Below(Command command, string verbs) =>
        [(verbs, command), .. command.Subcommands.SelectMany(c => Below(c, $"{verbs} {c.Name}".TrimStart()))];

    private static string PageOf(string verbs) => $"autocore-{verbs.Replace(' ', '-')}";

    private static string ComposeCommand(string verbs, Command command)
    {
        var page = new StringBuilder();
        page.Append($".TH \"{PageOf(verbs).ToUpperInvariant()}\" 8 \"\" {Footer}\n.SH NAME\n{Text(PageOf(verbs))} \\- {Text(command.Description!.TrimEnd('.'))}\n");
        page.Append($".SH SYNOPSIS\n.B {Text($"autocore {verbs}")}\n[options]");
        foreach (var argument in command.Arguments)
            page.Append($" {Text(argument.Name)}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}");
        page.Append($"\n.SH DESCRIPTION\n{Text(command.Description!)}\n");
        foreach (var argument in command.Arguments)
            page.Append($".TP\n.I {Text(argument.Name)}\n{Text(argument.Description ?? "")}{(argument is IValueRule rule ? $" Allowed: {Text(rule.Allowed)}." : "")}\n");
        page.Append(".SH OPTIONS\n");
        foreach (var option in command.Options.Where(o => o is not HelpOption && !o.Hidden))
            page.Append(Describe(option));
        page.Append(".PP\n.BR \\-\\-config \", \" \\-\\-verbose \", \" \\-\\-help\nas for every command, see\n.BR autocore (8).\n");
        if (HelpExamples.All.TryGetValue(verbs, out var examples))
        {
            page.Append(".SH EXAMPLES\n");
            foreach (var example in examples)
                page.Append($".nf\n{Text($"autocore {example}")}\n.fi\n");
        }
        page.Append(".SH SEE ALSO\n.BR autocore (8),\n.BR appsettings.json (5)\n");
        return page.ToString();
    }

    private static string Describe(Option option)
    {
        var value = option.HelpName is { } name ? $" \" {Text(name)}\"" : "";
        var allowed = option is IValueRule rule ? $" Allowed: {Text(rule.Allowed)}." : "";
        return $".TP\n.BI {Text(option.Name)}{value}\n{Text(option.Description ?? "")}.{allowed}\n";
    }

    private static string ComposeSettings()
    {
        var page = new StringBuilder($".TH APPSETTINGS.JSON 5 \"\" {Footer}\n.SH NAME\nappsettings.json \\- settings of autocore\\-daemon and autocore\\-web\n");
        page.Append("""
            .SH DESCRIPTION
            .I /etc/autocore/appsettings.json
            is JSON with comments. All keys below stand inside
            .BR AutoCore ,
            but for those of
            .BR Logging .
            A change takes effect with a restart;
            .B autocore config \-\-check
            says every mistake,
            .B autocore config
            every value with its origin. Each key also comes from the environment, as
            .BR AutoCore__Cameras__MaxWorkers=20 .
            Relative paths lie under
            .BR DataDirectory ;
            entries of lists stand under [].
            Where a default follows from the card, it is that of 8 / 16 / 32 / 64 GB.

            """.Replace("\r", "", StringComparison.Ordinal));
        foreach (var section in SettingRegister.All().GroupBy(s => s.Setting.Path[..s.Setting.Path.LastIndexOf(':')]))
        {
            page.Append($".SH \"{Text(section.Key)}\"\n");
            foreach (var (setting, value) in section)
            {
                var allowed = setting.Form.Allowed + (setting.Form.Nullable ? ", or null" : "");
                page.Append($".TP\n.B {Text(setting.Path[(section.Key.Length + 1)..])}\n{Text(setting.Sentence)} Default: {Text(value.Length > 0 ? value : "none, it is required")}. Allowed: {Text(allowed)}.\n");
            }
        }
        page.Append(".SH SEE ALSO\n.BR autocore (8),\n.BR autocore\\-setup (8),\n.BR autocore\\-config (8)\n");
        return page.ToString();
    }

    /// <summary>What roff would take for its own is shown as it stands.</summary>
    private static string Text(string text)
    {
        var plain = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal)
            .Replace("\"", "\\(dq", StringComparison.Ordinal);
        return plain is ['.' or '\'', ..] ? $"\\&{plain}" : plain;
    }
}
