using AutoCore.Core.Configuration;

namespace AutoCore.Core.Neighbours;

/// <summary>One service beside the daemon, to be watched.</summary>
internal sealed record NeighbourOptions(string Unit, string? VirtualEnvironment, int? Port)
{
    public static NeighbourOptions Read(SettingReader s) => new(
        s.RequiredText(
        "Unit", "Its systemd unit.",
        new TextRule("the name of a unit, as in autocore-gateway.service", static t => t.EndsWith(".service", StringComparison.Ordinal) && !t.Contains('/'))),
        s.OptionalLocation("VirtualEnvironment", "The folder of its Python environment."),
        s.OptionalNumber("Port", 1, 65_535, "The port it listens on."));
}
