namespace AutoCore.Policies.Mqtt;

/// <summary>What a broker allows, as the properties of its CONNACK say (MQTT 5); 3.1.1 has no words for it.</summary>
/// <param name="KeepsRetained">Whether it keeps retained messages.</param>
/// <param name="MaximumQos">The highest QoS that it takes, 0 to 2.</param>
/// <param name="MaximumPacketSize">The largest packet that it takes, in bytes; 0: it names none.</param>
/// <param name="ReceiveMaximum">Messages that may wait for its acknowledgement; 0: it names none.</param>
/// <param name="HasWildcards">Whether filters with <c>+</c> and <c>#</c> can be subscribed to.</param>
public readonly record struct BrokerLimits(bool KeepsRetained, int MaximumQos, uint MaximumPacketSize, int ReceiveMaximum, bool HasWildcards)
{
    /// <summary>Nothing is known, or nothing is limited.</summary>
    public static readonly BrokerLimits None = new(true, 2, 0, 0, true);

    private const int RetainNotSupported = 0x9A;
    private const int QosNotSupported = 0x9B;
    private const int WildcardsNotSupported = 0xA2;

    /// <summary>The QoS for a message that wants <paramref name="wanted"/>.</summary>
    public int Qos(int wanted) => Math.Min(wanted, MaximumQos);

    /// <summary>How many requests may be unanswered at once.</summary>
    /// <param name="most">As far as this client is concerned.</param>
    public int Window(int most) => ReceiveMaximum > 0 ? Math.Min(most, ReceiveMaximum) : most;

    /// <summary>Whether it takes a packet of this size.</summary>
    public bool Takes(long packetBytes) => MaximumPacketSize == 0 || packetBytes <= MaximumPacketSize;

    /// <summary>Whether it can be asked for this filter.</summary>
    public bool Takes(string filter) => HasWildcards || filter.AsSpan().IndexOfAny('+', '#') < 0;

    /// <summary>With what a reason code says, of a refused CONNECT or of a DISCONNECT: there a broker may tell what it cannot do, and nowhere else.</summary>
    public BrokerLimits Learn(int reasonCode) => reasonCode switch
    {
        RetainNotSupported => this with { KeepsRetained = false },
        QosNotSupported => this with { MaximumQos = 0 },
        WildcardsNotSupported => this with { HasWildcards = false },
        _ => this,
    };

    /// <summary>What this program cannot do as it would, each with what that means; empty if nothing is missing.</summary>
    /// <param name="longestPacket">The largest packet that is ordinary here, in bytes.</param>
    public IReadOnlyList<string> Describe(long longestPacket)
    {
        var texts = new List<string>();
        if (!KeepsRetained)
            texts.Add("it keeps no retained messages: who subscribes later sees a state only when it is published again");
        if (MaximumQos == 0)
            texts.Add("its highest QoS is 0: it acknowledges nothing, and what is sent while the network breaks is lost");
        if (!Takes(longestPacket))
            texts.Add($"its largest packet is {MaximumPacketSize} bytes: what is larger is left out and named in the journal");
        if (!HasWildcards)
            texts.Add("it has no wildcard subscriptions: filters with + or # are left out");
        return texts;
    }
}
