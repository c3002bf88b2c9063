using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>The fence around the MQTT library: one connection from its first packet to its end. Reconnecting is not its business.</summary>
internal interface IMqttLink
{
    /// <summary>Connects once and carries messages until the connection ends; what a network can do ends the task, it never throws.</summary>
    /// <param name="settings">Where to, as whom, and how.</param>
    /// <param name="traffic">What is carried; called by one at a time.</param>
    /// <param name="finish">Asks for a clean end: the farewell is published, then the connection closed.</param>
    Task<LinkEnd> RunAsync(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish);

    /// <summary>Tells the link that there is something to send; any thread.</summary>
    void Wake();
}

/// <summary>What a connection carries.</summary>
internal interface IMqttTraffic
{
    /// <summary>What the broker allows, before <see cref="OnConnected"/>.</summary>
    void OnLimits(BrokerLimits limits)
    {
    }

    /// <summary>The broker accepted the connection.</summary>
    void OnConnected();

    /// <summary>The next message to send, or null.</summary>
    /// <param name="unanswered">Requests that the broker has not answered yet.</param>
    MqttMessage? Next(int unanswered);

    /// <summary>The next topic filter to follow or to leave, or null.</summary>
    /// <param name="unanswered">As for <see cref="Next"/>.</param>
    FilterChange? NextFilter(int unanswered) => null;

    /// <summary>A message came.</summary>
    void OnReceived(InboundMessage message);

    /// <summary>Live messages came faster than they were dealt with, and these many were dropped.</summary>
    void OnDropped(long messages)
    {
    }

    /// <summary>The broker, or the library, would not take a message, or a subscription.</summary>
    void OnRefused(string topic, string reason);

    /// <summary>The connection ended before these were acknowledged, in the order in which they were sent.</summary>
    void OnUndelivered(IReadOnlyList<MqttMessage> messages);
}
