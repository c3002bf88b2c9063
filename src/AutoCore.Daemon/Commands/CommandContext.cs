using System.Collections;
using System.CommandLine;
using AutoCore.Daemon.Configuration;

namespace AutoCore.Daemon.Commands;

/// <summary>What every command shares: the options that all take, the environment, the clock.</summary>
internal sealed record CommandContext(IDictionary Environment, TimeProvider Time)
{
    /// <summary>Which settings file to read.</summary>
    public Option<string?> Config { get; } = new("--config") { Description = "The settings file (default: ./appsettings.json, else /etc/autocore/appsettings.json)", HelpName = "FILE", Recursive = true };

    /// <summary>Whether to show stack traces.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Show stack traces of failures, and more detail", Recursive = true };

    /// <summary>Reads the settings as the command line names them, good or not.</summary>
    public LoadedSettings Load(ParseResult line) => LoadedSettings.Load(line.GetValue(Config), Environment);

    /// <summary>Reads the settings; mistakes go to standard error, a line each, and the command ends with exit code 78.</summary>
    /// <exception cref="WrongSettings">There are mistakes; they have been printed.</exception>
    public LoadedSettings LoadGood(ParseResult line)
    {
        var settings = Load(line);
        foreach (var error in settings.Report.Errors)
            Console.Error.WriteLine(error);
        return settings.IsGood ? settings : throw new WrongSettings();
    }
}

/// <summary>Ends a command whose settings have mistakes that were already told.</summary>
internal sealed class WrongSettings : Exception;
