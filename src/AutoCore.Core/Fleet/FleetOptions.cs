using AutoCore.Core.Configuration;
using AutoCore.Policies.Fleet;

namespace AutoCore.Core.Fleet;

/// <summary>Whether this node shares a camera list with others, and how much of it it takes.</summary>
internal sealed record FleetOptions(bool Enabled, string Name, double Capacity, string? KeyName, IReadOnlyList<string> PasswordKeys)
{
    private const double DefaultCapacity = 1;

    public static FleetOptions Read(SettingReader s, string? broker)
    {
        var options = new FleetOptions(
            s.Flag("Enabled", false, "Whether this node takes its share of a camera list that comes from the broker."),
            s.Text("Name", "main", "The fleet's name, for several fleets at one broker.", TextRule.TopicLevel),
            s.OptionalFraction("Capacity", FleetMember.LeastCapacity, FleetMember.GreatestCapacity,
                "This node's weight; null: 1. A node of 2 takes twice the cameras of a node of 1.") ?? DefaultCapacity,
            s.OptionalText("KeyName", "The name of the secret that signs the list; null: a list without signature is taken, too."),
            s.Texts("PasswordKeys", ["CAMERA_PASSWORD"],
                "The secrets that cameras of the list may use on this node: a list must not send other secrets to its hosts."));
        if (options.Enabled && broker is null)
            s.Warn("Enabled", "without a broker (Mqtt:Host) this node captures the cameras of its own settings only");
        return options;
    }
}
