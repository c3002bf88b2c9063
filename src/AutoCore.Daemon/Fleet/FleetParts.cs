using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Fleet;

/// <summary>What the service works with.</summary>
internal sealed record FleetParts(
    FleetOptions Options, FleetTopics Topics, FleetView View, FleetConduct Conduct, FleetIntake Intake, FleetListStore Store, FleetListTransfer Transfer, FleetMarks Marks, FleetFile File,
    IRetainedDesk Desk, HostingOptions Hosting)
{
    /// <summary>This node.</summary>
    public string Node => Hosting.Node;

    /// <summary>This installation, whatever its name.</summary>
    public string Instance => Desk.ClientId;
}
