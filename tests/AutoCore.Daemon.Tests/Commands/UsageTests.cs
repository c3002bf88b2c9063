using System.Collections;
using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Daemon.Commands;
using AutoCore.Policies.Hosting;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>Every option and every command as the program itself has them: a new one is under these tests without being named here.</summary>
public sealed class UsageTests
{
    private static readonly string[] OfThePlatform = ["--help", "--version"];

    /// <summary>The words that make a command complete, so that only what is added to them can be wrong.</summary>
    private static readonly Dictionary<string, string[]> Complete = new(StringComparer.Ordinal)
    {
        ["cameras accept"] = ["A/B"],
        ["cameras add"] = ["http://10.0.0.7/x"],
        ["restore"] = ["x"],
        ["timelapse"] = ["A/B", "x.mp4", "--from", "2026-11-29", "--to", "2026-11-29"],
        ["fleet publish"] = ["x"],
        ["preflight"] = ["--need", "1M"],
        ["guard"] = ["--need", "1M", "--", "true"],
        ["jpeg"] = ["x"],
    };

    public static TheoryData<string> Verbs => [.. Commands().Where(c => c.Command.Action is not null).Select(c => c.Verbs)];

    public static TheoryData<string, string> Options => [.. Commands().Where(c => c.Command.Action is not null)
        .SelectMany(c => OptionsOf(c.Command).Select(o => (c.Verbs, o.Name)))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void EveryCommand_SaysAsWhomRootRunsIt(string verbs) => Assert.Contains(verbs, CommandRightsPolicy.All);

    [Fact]
    public void EveryRight_IsOfACommand() =>
        Assert.Equal(CommandRightsPolicy.All.Keys.Order(), Commands().Where(c => c.Command.Action is not null).Select(c => c.Verbs).Order());

    [Theory]
    [MemberData(nameof(Verbs))]
    public void CompleteCommand_IsGoodUsage(string verbs) => Assert.Null(Find(verbs, []));

    [Theory]
    [MemberData(nameof(Options))]
    public void EveryOption_WrongValue_IsOneLineWithItsNameAndWhatIsAllowed(string verbs, string name)
    {
        var option = OptionsOf(Commands().Single(c => c.Verbs == verbs).Command).Single(o => o.Name == name);
        Assert.True(option is IValueRule || option.ValueType == typeof(bool), $"{name} takes a value and has no rule");
        foreach (var value in WrongValuesOf(option))
        {
            var line = Find(verbs, [$"{name}={value}"]);
            Assert.True(line is not null, $"{verbs} {name}={value} is taken");
            Assert.StartsWith($"{name}: ", line, StringComparison.Ordinal);
            Assert.Contains("allowed: ", line, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line);
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void EveryOption_Twice_IsOneLineWithItsName(string verbs, string name)
    {
        var option = OptionsOf(Commands().Single(c => c.Verbs == verbs).Command).Single(o => o.Name == name);
        string[] given = option.ValueType == typeof(bool) ? [name, name] : [name, GoodValueOf(name), name, GoodValueOf(name)];
        var line = Find(verbs, given);
        if (option is ValuesOption)
            Assert.Null(line);
        else
            Assert.StartsWith($"{name}: given ", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void EveryOption_WithoutItsValue_IsOneLineWithItsName(string verbs, string name)
    {
        var option = OptionsOf(Commands().Single(c => c.Verbs == verbs).Command).Single(o => o.Name == name);
        string[] words = [.. verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries), name];
        var line = UsageMistake.Find(CommandLine.Parse(Root(), words), words);
        if (option.Arity.MinimumNumberOfValues > 0)
            Assert.Matches($"^{name}: its value is missing; allowed: .+", line);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void EveryCommand_UnknownOption_IsOneLineThatNamesIt(string verbs)
    {
        var line = Find(verbs, ["--no-such-option"]);
        Assert.Contains("--no-such-option", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stauts", "did you mean status?", "See: autocore --help")]
    [InlineData("cameras chekc", "did you mean check?", "See: autocore cameras --help")]
    [InlineData("status --jsno", "did you mean --json?", "See: autocore status --help")]
    [InlineData("cameras check --siet x", "did you mean --site?", "See: autocore cameras check --help")]
    public async Task Misspelt_IsAnsweredWithWhatWasMeant_AndTheHelpOfItsCommand(string words, string meant, string help)
    {
        var result = await AutoCoreProcess.RunAsync(words.Split(' '));

        Assert.EndsWith($"{meant} {help}", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cleanup", "--days", "x")]
    [InlineData("cleanup", "--days", "1.5")]
    [InlineData("cleanup", "--days", "")]
    [InlineData("cleanup", "--days", "99999999999999999999")]
    [InlineData("cleanup", "--days", "-1")]
    [InlineData("preflight", "--need", "")]
    [InlineData("status", "--config", "")]
    [InlineData("no-such-command")]
    [InlineData("backup", "list", "@file")]
    [InlineData("cameras")]
    public async Task WrongUsage_TheProgram_EndsWith64AndOneLine(params string[] words)
    {
        var result = await AutoCoreProcess.RunAsync(words);
        Assert.Equal(64, result.ExitCode);
        Assert.Contains(words.First(w => w.StartsWith('-') || words.Length == 1 || w.StartsWith('@')), Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void EveryCommand_HasExamplesThatAreGoodUsage()
    {
        Assert.Equal(Commands().Where(c => !c.Command.Hidden).Select(c => c.Verbs).Order(), HelpExamples.All.Keys.Order());
        Assert.All(HelpExamples.All, command => Assert.All(command.Value, example =>
        {
            Assert.StartsWith(command.Key, example, StringComparison.Ordinal);
            var words = example.Split(' ');
            Assert.Null(UsageMistake.Find(CommandLine.Parse(Root(), words), words));
        }));
    }

    [Fact]
    public async Task Help_EndsWithExamples_AndSaysDefaultsOnce()
    {
        var help = await AutoCoreProcess.RunAsync(["preflight", "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("  autocore preflight --need 500M", help.Output);
        Assert.DoesNotContain(help.Output, line => line.Contains("(default", StringComparison.Ordinal) && line.Contains("[default", StringComparison.Ordinal));
    }

    private static RootCommand Root() => CommandLine.Root(new(new Hashtable(), TimeProvider.System));

    private static string? Find(string verbs, string[] given)
    {
        // What is added stands before the words of a guarded command, to which everything else belongs.
        var verb = verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = Complete.GetValueOrDefault(verbs, []);
        var at = given.Length > 0 ? Array.IndexOf(words, given[0].Split('=')[0]) : -1;
        string[] all = [.. verb, .. given, .. at >= 0 ? [.. words[..at], .. words[(at + 2)..]] : words];
        return UsageMistake.Find(CommandLine.Parse(Root(), all), all);
    }

    private static IEnumerable<(string Verbs, Command Command)> Commands() => Below(Root(), "");

    private static IEnumerable<(string Verbs, Command Command)> Below(Command command, string verbs) =>
        [(verbs, command), .. command.Subcommands.SelectMany(c => Below(c, $"{verbs} {c.Name}".TrimStart()))];

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(Root().Options.Where(o => o.Recursive)).DistinctBy(o => o.Name).Where(o => !OfThePlatform.Contains(o.Name));

    private static string[] WrongValuesOf(Option option) => option.ValueType switch
    {
        var t when t == typeof(bool) => ["maybe", ""],
        var t when t == typeof(DateTime) => ["", "x", "2026-13-01", "tomorrow"],
        var t when t == typeof(int) => ["", "x", "1.5", "-1", "0"],
        var t when t == typeof(int?) => ["", "x", "1.5", "-1", "99999999999999999999", "0x10", " "],
        var t when t == typeof(long) => ["", "x", "-1", "1.5Q", "99999999999999999999T"],
        var t when t == typeof(double) => ["", "x", "-1", "0", "NaN", "1e999"],
        _ => [""],
    };

    private static string GoodValueOf(string name) =>
        name switch
        {
            "--card" => "8",
            "--camera" => "A/B=http://c",
            "--factor" or "--days" or "--fps" => "2",
            "--from" or "--to" => "2026-11-29",
            "--need" => "1M",
            "--write" => "x.csv",
            _ => "x",
        };
}
