using System.CommandLine;
using AutoCore.Core.Commands;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore run</c>: the daemon.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create(CommandContext context)
    {
        var command = new Command(Name, "Run the daemon (the default).");
        command.SetAction((line, _) => RunAsync(context, line));
        return command;
    }

    public static Task<int> RunAsync(CommandContext context, ParseResult line) =>
        DaemonHost.RunAsync(context.LoadGood(line), context.Environment, context.Time, line.GetValue(context.Verbose));
}
