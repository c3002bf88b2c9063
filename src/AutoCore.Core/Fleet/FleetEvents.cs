using AutoCore.Policies.Health;

namespace AutoCore.Core.Fleet;

/// <summary>Events of the fleet: from 7600 on.</summary>
public static class FleetEvents
{
    /// <summary>Nodes that are gone.</summary>
    public static Condition Node { get; } = new("fleet-node", "the node", "node");

    /// <summary>A name that two installations bear.</summary>
    public static Condition Name { get; } = new("fleet-name", "the node's name");

    public static EventDefinition ManyNodesLost { get; } = new(7607, "fleet-nodes-lost", Severity.Warning,
        "{nodes} nodes are gone from the fleet; the first ones are reported by name",
        "Many nodes of the fleet are gone at once.", "Look at what they share: the network, the power.")
    { Sums = Node, Portuguese = "{nodes} nós sumiram da frota; os primeiros estão nomeados" };

    public static EventDefinition ManyNodesBack { get; } = new(7608, "fleet-nodes-back", Severity.Info,
        "{nodes} nodes take part in the fleet again; the first ones are reported by name",
        "Many nodes of the fleet take their cameras.")
    { Sums = Node, Portuguese = "{nodes} nós participam da frota de novo; os primeiros estão nomeados" };

    public static EventDefinition ListTaken { get; } = new(7600, "fleet-list-taken", Severity.Info,
        "Camera list {list_version} of the fleet: {cameras} cameras, seated at {nodes} nodes",
        "This node uses a camera list of the fleet: one from the broker, or at the start the one on its card.");

    public static EventDefinition ListRefused { get; } = new(7601, "fleet-list-refused", Severity.Warning,
        "The camera list {list_version} at the broker is not taken: {reason}",
        "The camera list at the broker is broken, unsigned, older or incomplete; the one in use stays.",
        "See the reason; publish it again with `autocore fleet publish`.");

    public static EventDefinition ShareChanged { get; } = new(7602, "fleet-share-changed", Severity.Info,
        "This node captures {cameras} of the fleet's {total} cameras; {nodes} nodes take part",
        "This node captures another number of the fleet's cameras: the list or the nodes that take part changed.")
    { Portuguese = "Este nó captura {cameras} das {total} câmeras da frota; {nodes} nós participam" };

    public static EventDefinition NodeLost { get; } = new(7603, "fleet-node-lost", Severity.Warning,
        "The node {node} is gone from the fleet<: its cameras go to {nodes} others>",
        "A node of the fleet is gone; the others take over its cameras.", "Look at that node.")
    { Opens = Node, Sum = ManyNodesLost, Portuguese = "O nó {node} sumiu da frota: suas câmeras vão para {nodes} outros" };

    public static EventDefinition NodeBack { get; } = new(7604, "fleet-node-back", Severity.Info, "The node {node} takes part in the fleet",
        "A node of the fleet takes its cameras.")
    { Ends = Node, Sum = ManyNodesBack, Portuguese = "O nó {node} participa da frota e retoma suas câmeras" };

    public static EventDefinition NameConflict { get; } = new(7605, "fleet-name-conflict", Severity.Error,
        "Two installations call themselves {node}: this one ({instance}) and {other}; {verdict}; give each a Node of its own",
        "Two installations bear one name; one of them captures, the other stands aside.", "Give each a `Node` of its own.")
    { Opens = Name, Portuguese = "Duas instalações se chamam {node}: esta ({instance}) e {other} ({verdict}); dê a cada uma um Node próprio" };

    public static EventDefinition NameClear { get; } = new(7606, "fleet-name-clear", Severity.Info, "No other installation calls itself {node} any more",
        "No other installation has this node's name any more.")
    { Ends = Name, Portuguese = "Nenhuma outra instalação se chama {node}" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
        [ListTaken, ListRefused, ShareChanged, NodeLost, NodeBack, NameConflict, NameClear, ManyNodesLost, ManyNodesBack];
}
