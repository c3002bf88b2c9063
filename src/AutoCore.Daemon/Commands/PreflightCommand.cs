using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore preflight</c>: whether there is room for something big, before it starts.</summary>
internal static class PreflightCommand
{
    public static Command Create(CommandContext context)
    {
        var room = new Room();
        var command = new Command("preflight", "Check that there is room for something big, and say what is missing.") { room.Need, room.At, room.Factor };
        command.SetAction(async (line, cancellationToken) =>
        {
            using var host = Room.Build(context, line, out _);
            return await room.CheckAsync(host, line, Console.Out, cancellationToken) ? ExitCodes.Good : ExitCodes.Failed;
        });
        return command;
    }
}
