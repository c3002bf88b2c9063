using AutoCore.Core.Mqtt;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>Everything that one connection needs to know.</summary>
/// <param name="Protocol">5, or 4 for MQTT 3.1.1.</param>
/// <param name="Will">What the broker publishes when this client vanishes.</param>
/// <param name="DisconnectMessage">What this client publishes last at a clean end.</param>
internal sealed record LinkSettings(
    string Host, int Port, int Protocol, string ClientId, string? UserName = null, string? Password = null, MqttTlsOptions? Tls = null,
    MqttMessage? Will = null, MqttMessage? DisconnectMessage = null)
{
    /// <summary>The largest packet that is taken in: four times what the largest part of a fleet's list, or a device's message, may have.</summary>
    public const int MostPacketBytes = 256 * 1024;

    /// <summary>Topic filters to subscribe to.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>Those of them, names without wildcards, whose messages are to say whether they were published to be kept, also when they are live (MQTT 5):
    /// <see cref="InboundMessage.IsRetained"/> is that then.</summary>
    public IReadOnlyCollection<string> RetainAsPublished { get; init; } = [];

    /// <summary>What an earlier connection learned of the broker.</summary>
    public BrokerLimits Limits { get; init; } = BrokerLimits.None;

    /// <summary>
    /// Silence after which either side looks whether the other is still there, and how long an acknowledgement may take; a dead link is noticed
    /// within twice this.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The broker waits this long with the will, so that a short interruption is no <c>offline</c> (MQTT 5).</summary>
    public TimeSpan WillDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the first packet to the broker's acceptance, TLS included.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a clean end waits for the broker.</summary>
    public TimeSpan DisconnectWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What the settings say about the way to the broker.</summary>
    public static LinkSettings From(MqttOptions options, string clientId, string? password) => new(
        options.Host ?? "", options.Port, options.Protocol, clientId, options.UserName, password, options.Tls.Enabled ? options.Tls : null);
}

/// <summary>How a connection ended.</summary>
/// <param name="Cause">The kind of end.</param>
/// <param name="Reason">What the network, the broker or the library said about it.</param>
/// <param name="ReasonCode">The reason code that the broker gave with it; 0: none.</param>
/// <param name="Answered">How many requests the broker had answered.</param>
/// <param name="IsSilent">Whether nothing came any more, the answer to a ping neither: that is no request's doing.</param>
/// <param name="Oversized">The packet because of whose size the connection was ended, if it was that.</param>
internal sealed record LinkEnd(
    LinkEndCause Cause, string Reason, int ReasonCode = 0, int Answered = 0, bool IsSilent = false, OversizedPacket? Oversized = null)
{
    /// <summary>What the broker had not answered, in the order in which it was sent.</summary>
    public IReadOnlyList<LinkRequest> Unanswered { get; init; } = [];

    /// <summary>What to look at.</summary>
    public string Remedy => Cause switch
    {
        LinkEndCause.Refused => "check Mqtt:UserName and the secret that Mqtt:PasswordKey names, and what the broker allows this user",
        LinkEndCause.Untrusted =>
        "check Mqtt:Tls:CaFile, the name in the broker's certificate, its validity, the client's own certificate, and this machine's clock",
        LinkEndCause.Lost => "the broker ended or the network broke",
        _ => "check Mqtt:Host and Mqtt:Port, and that the broker runs",
    };
}

/// <summary>Something that a broker has to answer.</summary>
/// <param name="Name">A topic, or a filter.</param>
/// <param name="IsFilter">Whether it is a subscription.</param>
/// <param name="Bytes">The size of the packet; 0 for a subscription.</param>
internal readonly record struct LinkRequest(string Name, bool IsFilter, long Bytes);
