using System.Collections;
using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Commands;

/// <summary>The verbs of the program, and what every one of them promises about exit codes and errors.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan CleanEndWithin = TimeSpan.FromSeconds(10);

    /// <summary>Runs the command that the arguments name; without one, the daemon.</summary>
    public static async Task<int> RunAsync(string[] args, IDictionary environment, TimeProvider time)
    {
        ProcessRights.KeepOthersFromWriting();
        RootRights.CleanEnvironment(environment);
        var context = new CommandContext(environment, time);
        var line = Parse(Root(context), args);
        if (!HelpExamples.AreAskedFor(line) && UsageMistake.Find(line, args) is { } mistake)
            return Terminal.Fail(mistake, ExitCodes.Usage);
        // The daemon's host has signal handlers of its own, and the guard's signals are its command's.
        var hasOwn = line.CommandResult.Command is RootCommand or { Name: RunCommand.Name or GuardCommand.Name };
        return await InvokeAsync(line, line.GetValue(context.Verbose), hasOwn ? null : CleanEndWithin);
    }

    /// <summary>Reads a command line as it stands: <c>@name</c> is a name, and no file whose words are put in its place.</summary>
    public static ParseResult Parse(RootCommand root, IReadOnlyList<string> args) =>
        root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>All commands with their options.</summary>
    public static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand("Keeps a small Raspberry Pi alive: disk watchdog, telemetry, SQLite care, camera capture, backups, health over MQTT.");
        root.Options.Add(context.Config);
        root.Options.Add(context.Verbose);
        root.Subcommands.Add(RunCommand.Create(context));
        root.Subcommands.Add(ConfigCommand.Create(context));
        root.Subcommands.Add(SetupCommand.Create(context));
        root.Subcommands.Add(StatusCommand.Create(context));
        root.Subcommands.Add(CleanupCommand.Create(context));
        root.Subcommands.Add(BackupCommand.Create(context));
        root.Subcommands.Add(RestoreCommand.Create(context));
        root.Subcommands.Add(CleanupRootCommand.Create(context));
        root.Subcommands.Add(PreflightCommand.Create(context));
        root.Subcommands.Add(GuardCommand.Create(context));
        root.Subcommands.Add(CamerasCommand.Create(context));
        root.Subcommands.Add(FleetCommand.Create(context));
        root.Subcommands.Add(StatsCommand.Create(context));
        root.Subcommands.Add(EstimateCommand.Create(context));
        root.Subcommands.Add(DoctorCommand.Create(context));
        root.Subcommands.Add(BenchCommand.Create(context));
        root.Subcommands.Add(CaptureCommand.Create(context));
        root.Subcommands.Add(TimelapseCommand.Create(context));
        root.Subcommands.Add(JpegCommand.Create(context));
        root.Subcommands.Add(AlertCommand.Create(context));
        root.Subcommands.Add(CompleteCommand.Create(context));
        HelpExamples.AddTo(root);
        root.SetAction((line, _) => RunCommand.RunAsync(context, line));
        return root;
    }

#pragma warning disable CA1031 // The edge of the program: what nobody foresaw is still told in one line, and with its trace when asked.
    private static async Task<int> InvokeAsync(ParseResult line, bool verbose, TimeSpan? endWithin)
    {
        try
        {
            return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = endWithin });
        }
        catch (WrongSettings)
        {
            return ExitCodes.Configuration;
        }
        catch (Exception e)
        {
            if (verbose)
                Console.Error.WriteLine(e);
            else
                Terminal.WriteError(e.Message);
            return e is StartFailure failure ? failure.ExitCode : ExitCodes.Failed;
        }
    }
#pragma warning restore CA1031
}
