using AutoCore.Policies.Health;

namespace AutoCore.Core.Mqtt;

/// <summary>Events of the broker: from 8000 on.</summary>
public static class MqttEvents
{
    public static EventDefinition Off { get; } = new(8000, "mqtt-off", Severity.Info, "No broker is configured (Mqtt:Host): nothing is published over MQTT",
        "No broker is configured; everything else works.", "Set `Mqtt:Host` if you want topics.");

    public static EventDefinition Connected { get; } = new(8001, "mqtt-connected", Severity.Info, "Connected to the broker {host}:{port}",
        "The broker accepted the connection; everything present is published.");

    public static EventDefinition Reconnected { get; } = new(8002, "mqtt-reconnected", Severity.Info,
        "Connected to the broker {host}:{port} again after {failures} failures",
        "The connection is back after failures.");

    public static EventDefinition NotConnected { get; } = new(8003, "mqtt-not-connected", Severity.Warning,
        "No connection to the broker {host}:{port}: {reason}; {remedy} (failure {failures} in a row; next try in {wait})",
        "The broker cannot be reached or refuses; tried again with back-off up to a minute. Events wait, bounded.",
        "Act on the remedy in the line: name, port, password, certificate, or the broker itself.");

    public static EventDefinition TakenOver { get; } = new(8004, "mqtt-taken-over", Severity.Error,
        "Another client takes over this one's MQTT session by using the same client id {client_id} ({reason}): most likely the daemon of a cloned " +
        "card. Give one of the machines an id of its own (rm /etc/machine-id; systemd-machine-id-setup; reboot) or another DataDirectory",
        "Another client uses this one's client id, most likely the daemon of a cloned card.", "Give one of the machines an id of its own, as the line says.");

    public static EventDefinition EventsDropped { get; } = new(8006, "mqtt-events-dropped", Severity.Warning,
        "{count} events or answers were dropped while the broker was away or too slow, the oldest first",
        "More events, or answers to requests, than the outbox holds came while the broker was away or slower than they; the oldest were dropped.",
        "Nothing; the present state is published in full after a reconnect.");

    public static EventDefinition TopicRefused { get; } = new(8007, "mqtt-topic-refused", Severity.Warning,
        "The broker does not take {topic}: {reason}; check what it allows this user (further refusals of this connection are not told)",
        "The broker's access rules do not allow a topic.", "Allow the user `autocore/<node>/#` and the discovery prefix.");

    public static EventDefinition Requested { get; } = new(8008, "mqtt-requested", Severity.Info, "Request over MQTT: {verb}< {site}></{camera}>",
        "A request over MQTT was accepted.");

    public static EventDefinition RequestFailed { get; } = new(8009, "mqtt-request-failed", Severity.Warning, "Request over MQTT: {verb} failed: {reason}",
        "A request over MQTT could not be carried out.", "Act on the reason.");

    public static EventDefinition SetAside { get; } = new(8010, "mqtt-set-aside", Severity.Warning,
        "The broker ends the connection over {request}: it is left out for {time}, everything else goes on; check what the broker allows this user, " +
        "and its largest packet",
        "The broker ends the connection over one topic or subscription; it is left out for an hour, all else goes on.",
        "Allow the user what the line names, or raise the broker's largest packet.");

    public static EventDefinition MessageTooLarge { get; } = new(8011, "mqtt-message-too-large", Severity.Warning,
        "A message of {bytes} bytes comes on {topic}, and {most} are read at most: left out for {time} is the subscription to {filters}. If it is " +
        "retained, clear it: mosquitto_pub -r -n -t TOPIC",
        "A message on a followed topic is larger than what is read; the subscriptions by which it came are left out for an hour.",
        "Clear the topic with the command in the line, or follow others.");

    public static EventDefinition BrokerLimits { get; } = new(8012, "mqtt-broker-limits", Severity.Info,
        "The broker {host}:{port} does not offer everything: {limits}",
        "The broker does not offer everything that is used; it is served with what it allows.", "Nothing, or change what the line names at the broker.");

    public static EventDefinition InboundDropped { get; } = new(8013, "mqtt-inbound-dropped", Severity.Warning,
        "{messages} live messages were dropped since the start: they come faster than they can be dealt with",
        "Live messages came faster than they could be dealt with; the surplus was dropped.", "Find out which device floods, or narrow `Telemetry:Topics`.");

    public static EventDefinition PictureTooLarge { get; } = new(8014, "mqtt-picture-too-large", Severity.Warning,
        "The picture of {camera} has {bytes} bytes, and {most} are published at most (Mqtt:MaxPictureKb): it is stored, and not published " +
        "(further ones of this camera are not told)",
        "A picture of a camera in `Mqtt:PictureCameras` is larger than `Mqtt:MaxPictureKb`; it is kept like all others.",
        "Raise `Mqtt:MaxPictureKb`, or let the camera send smaller ones: its sub-stream, or another resolution.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } =
    [
        Off, Connected, Reconnected, NotConnected, TakenOver, EventsDropped, TopicRefused, Requested, RequestFailed, SetAside, MessageTooLarge, BrokerLimits,
        InboundDropped, PictureTooLarge,
    ];
}
