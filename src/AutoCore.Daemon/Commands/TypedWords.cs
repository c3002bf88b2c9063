using System.CommandLine;
using AutoCore.Core.Commands;

namespace AutoCore.Daemon.Commands;

/// <summary>An unfinished command line, as far as it was typed.</summary>
/// <param name="Command">The command that it has come to.</param>
/// <param name="Arguments">How many words of it are neither commands nor options.</param>
/// <param name="Given">The options given so far, each with its value.</param>
/// <param name="Pending">The option whose value is being typed, or null.</param>
/// <param name="Before">What of the last word is not the name itself: <c>--site=</c> in <c>--site=Sh</c>.</param>
/// <param name="Last">What is being typed.</param>
/// <param name="IsForeign">Whether it is a word of another program's command line.</param>
internal sealed record TypedWords(
    Command Command, int Arguments, IReadOnlyList<(Option Option, string Value)> Given, Option? Pending, string Before, string Last, bool IsForeign)
{
    /// <summary>The words that name the command, without the program's name.</summary>
    public string Verbs => VerbsOf(Command);

    /// <summary>The argument whose turn it is, or null.</summary>
    public Argument? Argument => Command.Arguments.ElementAtOrDefault(Arguments) ?? Command.Arguments.LastOrDefault(a => a.Arity.MaximumNumberOfValues > 1);

    /// <summary>The options that may still be given.</summary>
    public IEnumerable<Option> OptionsLeft => KnownTo(Command).Where(o => !o.Hidden && (o is ValuesOption || !Given.Any(g => g.Option == o)));

    /// <summary>The value of an option that was given, or null.</summary>
    public string? ValueOf(string name) => Given.Where(g => g.Option.Name == name).Select(g => g.Value).FirstOrDefault();

    /// <summary>Reads the words after the program's name.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="words">The words; the last one is being typed, and empty at a new one's beginning.</param>
    public static TypedWords Read(Command root, IReadOnlyList<string> words)
    {
        var (command, arguments, given) = (root, 0, new List<(Option, string)>());
        Option? pending = null;
        foreach (var word in words.SkipLast(1))
        {
            if (pending is not null)
            {
                given.Add((pending, word));
                pending = null;
            }
            else if (word == "--" || (arguments > 0 && command.Arguments is [.., ValuesArgument { IsCommand: true }]))
            {
                return new(command, arguments, given, null, "", words[^1], IsForeign: true);
            }
            else if (word.StartsWith('-'))
            {
                var (option, value) = Split(command, word);
                if (option is not null && (value is not null || option.ValueType == typeof(bool)))
                    given.Add((option, value ?? ""));
                else
                    pending = option;
            }
            else if (arguments == 0 && command.Subcommands.FirstOrDefault(c => c.Name == word) is { } below)
            {
                command = below;
            }
            else
            {
                arguments++;
            }
        }
        var last = words is [.., var typing] ? typing : "";
        if (pending is null && Split(command, last) is (Option joined, string part))
            return new(command, arguments, given, joined, last[..^part.Length], part, IsForeign: false);
        return new(command, arguments, given, pending, "", last, IsForeign: command.Arguments is [.., ValuesArgument { IsCommand: true }] && arguments > 0);
    }

    private static string VerbsOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } above ? $"{VerbsOf(above)} {command.Name}".TrimStart() : "";

    private static IEnumerable<Option> KnownTo(Command command)
    {
        var root = command;
        while (root.Parents.OfType<Command>().FirstOrDefault() is { } above)
            root = above;
        return command.Options.Concat(root.Options.Where(o => o.Recursive)).DistinctBy(o => o.Name);
    }

    private static (Option? Option, string? Value) Split(Command command, string word) =>
        word.Split('=', 2) is [['-', ..] name, .. var rest] && KnownTo(command).FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name)) is { } option
            ? (option, rest is [var value] ? value : null) : (null, null);
}
