using System.CommandLine;
using System.CommandLine.Parsing;
using AutoCore.Core.Commands;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary>What is wrong with a command line, in the one line that a user reads: the option, and what is allowed.</summary>
internal static class UsageMistake
{
    /// <summary>The first mistake; null if there is none. An option's own comes before what is missing or left over because of it.</summary>
    /// <param name="line">What was understood.</param>
    /// <param name="args">What was typed.</param>
    public static string? Find(ParseResult line, IEnumerable<string> args)
    {
        var mistake = args.TakeWhile(a => a != "--").Select(a => FindJoined(line, a)).FirstOrDefault(m => m is not null)
            ?? ResultsOf<OptionResult>(line.RootCommandResult).Where(o => !o.Implicit).Select(Find).FirstOrDefault(m => m is not null)
            ?? FindStray(line)
            ?? FindUnknown(line)
            ?? line.Errors.OrderBy(e => e.SymbolResult is OptionResult ? 0 : 1).Select(Describe).FirstOrDefault();
        if (mistake is null)
            return null;
        var text = PlainText.Line(mistake, 400).TrimEnd('.');
        return $"{text}{(text.EndsWith('?') ? "" : ".")} See: {HelpOf(line)}";
    }

    /// <summary>The help of the command that was meant, as far as it was understood.</summary>
    private static string HelpOf(ParseResult line)
    {
        var names = new List<string>();
        for (SymbolResult? at = line.CommandResult; at is CommandResult command && command != line.RootCommandResult; at = at.Parent)
            names.Insert(0, command.Command.Name);
        return $"autocore {string.Concat(names.Select(name => $"{name} "))}--help";
    }

    /// <summary>The name that was probably meant, as the end of a message.</summary>
    private static string Meant(string word, IEnumerable<string> names) =>
        NearestName.Find(word, names) is { } name ? $"; did you mean {name}?" : "";

    private static IEnumerable<T> ResultsOf<T>(CommandResult command) where T : SymbolResult =>
        command.Children.SelectMany(child => child switch { T result => [result], CommandResult below => ResultsOf<T>(below), _ => Array.Empty<T>() });

    private static IEnumerable<Option> KnownTo(ParseResult line) =>
        line.CommandResult.Command.Options.Concat(line.RootCommandResult.Command.Options.Where(o => o.Recursive));

    /// <summary>Of <c>--name=value</c> the parser takes an empty value for none, and a flag's value for a word of its own.</summary>
    private static string? FindJoined(ParseResult line, string word)
    {
        if (!word.StartsWith("--", StringComparison.Ordinal) || word.Split('=', 2) is not [var name, var value] || KnownTo(line)
            .FirstOrDefault(o => o.Name == name) is not { } option)
        {
            return null;
        }
        return option.ValueType == typeof(bool) || value.Length == 0 ? ValueRule.Wrong(name, value, AllowedBy(option)) : null;
    }

    /// <summary>What looks like an option and is none would be taken for a file.</summary>
    private static string? FindStray(ParseResult line)
    {
        var before = line.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).ToList();
        var stray = ResultsOf<ArgumentResult>(line.RootCommandResult)
            .SelectMany(a => a.Argument is ValuesArgument { IsCommand: true } ? a.Tokens.Take(1) : a.Tokens)
            .FirstOrDefault(t => t.Value is ['-', _, ..] && before.Exists(b => ReferenceEquals(b, t)));
        return stray is null
            ? null
            : $"{AddressMask.SecretsOf(stray.Value)}: no such option{Meant(stray.Value, KnownTo(line).Select(o => o.Name))}; allowed: {string.Join(", ", KnownTo(line).Select(o => o.Name).Order(StringComparer.Ordinal))}";
    }

    /// <summary>A word that no command, option or argument takes: probably a name with a slip.</summary>
    private static string? FindUnknown(ParseResult line) => line.Errors.Count == 0 || line.UnmatchedTokens is not [var word, ..] ? null
        : $"Unrecognized command or argument '{AddressMask.SecretsOf(word)}'{Meant(word, [.. line.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name), .. KnownTo(line).Select(o => o.Name)])}";

    private static string? Find(OptionResult given)
    {
        if (given.IdentifierTokenCount > 1 && given.Option is not ValuesOption)
            return $"{given.Option.Name}: given {given.IdentifierTokenCount} times; give it once";
        return given.Tokens.Count < given.Option.Arity.MinimumNumberOfValues
            ? $"{given.Option.Name}: its value is missing; allowed: {AllowedBy(given.Option)}" : null;
    }

    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult option when !error.Message.StartsWith(option.Option.Name, StringComparison.Ordinal) =>
            $"{option.Option.Name}: allowed: {AllowedBy(option.Option)}",
        ArgumentResult argument when argument.Tokens.Count == 0 => $"{argument.Argument.Name}: missing; allowed: {AllowedBy(argument.Argument)}",
        CommandResult { Tokens.Count: 0 } command when command.Command.Subcommands.Count > 0 && command.Command.Action is null =>
            $"{command.Command.Name}: which? Allowed: {string.Join(", ", command.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}",
        _ => error.Message,
    };

    private static string AllowedBy(Symbol symbol) => symbol is IValueRule rule ? rule.Allowed : "no value, it is there or not";
}
