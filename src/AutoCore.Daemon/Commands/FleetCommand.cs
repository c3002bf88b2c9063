using System.CommandLine;
using AutoCore.Core.Commands;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore fleet …</c>: what concerns all nodes that share a camera list.</summary>
internal static class FleetCommand
{
    public static Command Create(CommandContext context) => new("fleet", "Look after many nodes with one camera list.")
    {
        FleetStatusCommand.Create(context),
        FleetPublishCommand.Create(context),
    };
}
