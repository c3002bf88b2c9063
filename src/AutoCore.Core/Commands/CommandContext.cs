using System.Collections;
using System.CommandLine;
using System.CommandLine.Parsing;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Commands;

/// <summary>What every command shares: the options that all take, the environment, the clock.</summary>
internal sealed record CommandContext(IDictionary Environment, TimeProvider Time)
{
    /// <summary>Which settings file to read.</summary>
    public Option<string?> Config { get; } =
        new ValueOption<string?>(
        "--config", ValueRule.Path, ValueRule.Text())
        {
            Description = "The settings file (default: ./appsettings.json, else /etc/autocore/appsettings.json)",
            HelpName = "FILE",
            Recursive = true
        };

    /// <summary>Whether to show stack traces.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Show stack traces of failures, and more detail", Recursive = true };

    /// <summary>Reads the settings as the command line names them, good or not. Root becomes whom the command needs (<see cref="CommandRights"/>).</summary>
    /// <param name="line">The command line.</param>
    /// <param name="rights">As whom this run of the command works, if that is not as the command does in general.</param>
    /// <exception cref="StartFailure">Root must not use them.</exception>
    public LoadedSettings Load(ParseResult line, CommandRights? rights = null) =>
        RootRights.Load(line.GetValue(Config), rights ?? CommandRightsPolicy.All[VerbsOf(line.CommandResult)], Environment);

    /// <summary>Reads the settings; mistakes go to standard error, a line each, and the command ends with exit code 78.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="rights">As for <see cref="Load"/>.</param>
    /// <param name="asked">What it asks of the data directory, if that is not as the command's rights say.</param>
    /// <param name="mends">The mistake that the command itself is about to mend, if the settings have it; null: none.</param>
    /// <exception cref="WrongSettings">There are mistakes; they have been printed.</exception>
    /// <exception cref="StartFailure">Root must not use them.</exception>
    public LoadedSettings LoadGood(ParseResult line, CommandRights? rights = null, DataAccess? asked = null, Func<AutoCoreOptions, string?>? mends = null)
    {
        var settings = Load(line, rights);
        var mended = mends?.Invoke(settings.Options);
        var errors = settings.Report.Errors.Where(e => e != mended).ToList();
        errors.ForEach(Terminal.WriteError);
        if (errors.Count > 0)
            throw new WrongSettings();
        var verbs = VerbsOf(line.CommandResult);
        if ((asked ?? AskedOf(verbs, rights ?? CommandRightsPolicy.All[verbs], line)) is { } access)
            DataDirectory.Require(settings.Options.Hosting.DataDirectory, access, TypedOf(line));
        return settings;
    }

    /// <summary>What a command asks of the data directory; null: nothing, or systemd has chosen the user, and the daemon itself says
    /// what is wrong there.</summary>
    private DataAccess? AskedOf(string verbs, CommandRights rights, ParseResult line) => verbs switch
    {
        "" or "run" => Environment["NOTIFY_SOCKET"] is null ? DataAccess.Run : null,
        "fleet publish" => null,
        _ when !rights.IsForOwner() => null,
        _ => rights == CommandRights.ReadOnly || line.Tokens.Any(t => t.Value == "--dry-run") ? DataAccess.Read : DataAccess.Write,
    };

    /// <summary>What was typed, without the program's name, to be typed again: a dry run stays one.</summary>
    public static string TypedOf(ParseResult line) => string.Join(' ', line.Tokens.Select(t => ShellWord.Of(t.Value)));

    /// <summary>The words that name a command, without the program's name.</summary>
    public static string VerbsOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{VerbsOf(parent)} {command.Command.Name}".TrimStart() : "";
}

/// <summary>Ends a command whose settings have mistakes that were already told.</summary>
internal sealed class WrongSettings : Exception;
