using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.DiskWatchdog.Guarding;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore guard</c>: runs a command only if there is room, and stops it before the file system is critical.</summary>
internal static class GuardCommand
{
    public const string Name = "guard";

    public static Command Create(CommandContext context)
    {
        var room = new Room();
        var words = new ValuesArgument("COMMAND", "a command, behind --") { IsCommand = true, Description = "The command with its arguments, behind --" };
        var command = new Command(Name, "Run a command, and stop it before it fills the card.") { room.Need, room.At, room.Factor, words };
        command.SetAction((line, cancellationToken) => RunAsync(context, room, line, line.GetRequiredValue(words), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Room room, ParseResult line, string[] words, CancellationToken cancellationToken)
    {
        using var host = Room.Build(context, line, out var settings);
        if (!await room.CheckAsync(host, line, TextWriter.Null, cancellationToken))
            return ExitCodes.Failed;
        if (FindProgram(words[0], out var problem) is not { } program)
        {
            Terminal.WriteError(problem.Message);
            return problem.ExitCode;
        }
        var folder = FileSystems.ResolveNearest(Path.GetFullPath(line.GetValue(room.At)!));
        var outcome = await new GuardedCommand(folder, settings.Options.DiskWatchdog.Levels, context.Time).RunAsync([program, .. words[1..]], cancellationToken);
        if (outcome.StoppedAt is not { } usage)
            return outcome.ExitCode;
        await Console.Error.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture,
                $"{folder}: {words[0]} was stopped at {usage.UsedPercent:0.0} % before it filled the file system; remove what it left there"));
        await Room.AdviseAsync(host, folder, cancellationToken);
        return ExitCodes.Failed;
    }

    /// <summary>The command's path; null, with the words and the exit code that a shell has for it, if it cannot be run.</summary>
    private static string? FindProgram(string word, out (string Message, int ExitCode) problem)
    {
        const int notExecutable = 126, notFound = 127;
        problem = default;
        if (ExternalCommand.Find(word) is not { } found)
        {
            problem = ($"{word}: there is no such program{(Directory.Exists(word) ? ", but a folder" : "")}", notFound);
            return null;
        }
        var path = Path.GetFullPath(found);
        if (!Posix.MayRun(path))
        {
            problem = ($"{path} may not be run: chmod +x it, or name its interpreter", notExecutable);
            return null;
        }
        return path;
    }
}
