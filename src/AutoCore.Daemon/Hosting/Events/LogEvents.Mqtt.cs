namespace AutoCore.Daemon.Hosting;

/// <content>Mqtt: from 8000 on.</content>
internal static partial class LogEvents
{
    /// <summary>No broker is configured; everything else works.</summary>
    /// <remarks>Set `Mqtt:Host` if you want topics.</remarks>
    public const int MqttOff = 8000;

    /// <summary>The broker accepted the connection; everything present is published.</summary>
    /// <remarks>Nothing.</remarks>
    public const int MqttConnected = 8001;

    /// <summary>The connection is back after failures.</summary>
    /// <remarks>Nothing.</remarks>
    public const int MqttReconnected = 8002;

    /// <summary>The broker cannot be reached or refuses; tried again with back-off up to a minute. Events wait, bounded.</summary>
    /// <remarks>Act on the remedy in the line: name, port, password, certificate, or the broker itself.</remarks>
    public const int MqttNotConnected = 8003;

    /// <summary>Another client uses this one's client id, most likely the daemon of a cloned card.</summary>
    /// <remarks>Give one of the machines an id of its own, as the line says.</remarks>
    public const int MqttTakenOver = 8004;

    /// <summary>More events than the outbox holds came while the broker was away; the oldest were dropped.</summary>
    /// <remarks>Nothing; the present state is published in full after a reconnect.</remarks>
    public const int MqttEventsDropped = 8006;

    /// <summary>The broker's access rules do not allow a topic.</summary>
    /// <remarks>Allow the user `autocore/&lt;node>/#` and the discovery prefix.</remarks>
    public const int MqttTopicRefused = 8007;

    /// <summary>A request over MQTT was accepted.</summary>
    /// <remarks>Nothing.</remarks>
    public const int MqttRequested = 8008;

    /// <summary>A request over MQTT could not be carried out.</summary>
    /// <remarks>Act on the reason.</remarks>
    public const int MqttRequestFailed = 8009;

    /// <summary>The broker ends the connection over one topic or subscription; it is left out for an hour, all else goes on.</summary>
    /// <remarks>Allow the user what the line names, or raise the broker's largest packet.</remarks>
    public const int MqttSetAside = 8010;

    /// <summary>A message on a followed topic is larger than what is read; the subscriptions by which it came are left out for an hour.</summary>
    /// <remarks>Clear the topic with the command in the line, or follow others.</remarks>
    public const int MqttMessageTooLarge = 8011;

    /// <summary>The broker does not offer everything that is used; it is served with what it allows.</summary>
    /// <remarks>Nothing, or change what the line names at the broker.</remarks>
    public const int MqttBrokerLimits = 8012;

    /// <summary>Live messages came faster than they could be dealt with; the surplus was dropped.</summary>
    /// <remarks>Find out which device floods, or narrow `Telemetry:Topics`.</remarks>
    public const int MqttInboundDropped = 8013;
}
