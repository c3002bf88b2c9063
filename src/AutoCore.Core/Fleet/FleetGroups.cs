using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Fleet;

/// <summary>The group of the nodes that share the cameras.</summary>
public static class FleetGroups
{
    public static GroupDefinition Fleet { get; } = new("fleet", new("Fleet", "Frota"),
        Gauge("cameras", "cameras that this node captures"), Gauge("nodes", "nodes that are present, with this one"),
        Gauge("missing_nodes", "nodes of the list that are not"),
        Gauge("list_cameras", "cameras of the list"), Flag("connected", "whether the broker is connected", "connectivity"),
        Flag("active", "whether this node takes its share"),
        Text("list_version", "version of the list"), Text("view", "eight hex digits of list and members: nodes that show the same divide the same"),
        Text("problem", "what keeps it from its share"))
    {
        Rated = "`warning` without a broker that tells of the others, or a good list; `critical` when another installation has this node's name",
        Status = ["{problem}", "{cameras:0} of {list_cameras:0} cameras|{cameras:0} cameras", "{nodes:0} nodes", "{?missing_nodes}{missing_nodes:0} missing"],
        Why = new("{problem}|{?missing_nodes}{missing_nodes:0} nodes missing|{!connected}no broker",
            "{problem}|{?missing_nodes}{missing_nodes:0} nós ausentes|{!connected}sem broker"),
        Headline = new("{cameras:0} cameras", "{cameras:0} câmeras"),
        Below = [new("{nodes:0} nodes", "{nodes:0} nós"), new("{?missing_nodes}{missing_nodes:0} missing", "{?missing_nodes}{missing_nodes:0} ausentes")],
    };
}
