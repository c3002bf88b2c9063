using System.CommandLine;
using AutoCore.Core.Commands;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras …</c>: what concerns all cameras and their pictures.</summary>
internal static class CamerasCommand
{
    public static Command Create(CommandContext context) => new("cameras", "Look after cameras and their pictures.")
    {
        CameraAddCommand.Create(context),
        CameraListCommand.Create(context),
        CameraCheckCommand.Create(context),
        ReorganizeCommand.Create(context),
        DiscoverCommand.Create(context),
        AcceptCommand.Create(context),
    };
}
