namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>The fence around the MQTT library: one connection from its first packet to its end. Reconnecting is not its business.</summary>
internal interface IMqttLink
{
    /// <summary>Connects once and carries messages until the connection ends, on a thread of its own; what a network can do ends the task, it never throws.</summary>
    /// <param name="settings">Where to, as whom, and how.</param>
    /// <param name="traffic">What is carried; called on the link's thread.</param>
    /// <param name="finish">Asks for a clean end: the farewell is published, then the connection closed.</param>
    Task<LinkEnd> RunAsync(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish);

    /// <summary>Tells the link's thread that there is something to send; any thread.</summary>
    void Wake();
}

/// <summary>What a connection carries.</summary>
internal interface IMqttTraffic
{
    /// <summary>The broker accepted the connection.</summary>
    void OnConnected();

    /// <summary>The next message to send, or null.</summary>
    MqttMessage? Next();

    /// <summary>The next topic filter to follow or to leave, or null.</summary>
    FilterChange? NextFilter() => null;

    /// <summary>A message came.</summary>
    void OnReceived(InboundMessage message);

    /// <summary>The broker, or the library, would not take a message, or a subscription.</summary>
    void OnRefused(string topic, string reason);

    /// <summary>The connection ended before these were acknowledged, in the order in which they were sent.</summary>
    void OnUndelivered(IReadOnlyList<MqttMessage> messages);
}
