namespace AutoCore.Daemon.Mqtt;

/// <summary>One message to be published, always with QoS 1.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What; empty and retained: the topic is cleared.</param>
/// <param name="Retain">Whether the broker keeps it: a state. Without, it is an event.</param>
/// <param name="Expiry">After which the broker forgets it (MQTT 5); null: never.</param>
/// <param name="ContentType">Its media type (MQTT 5); null: none is told.</param>
internal sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retain, TimeSpan? Expiry = null, string? ContentType = null)
{
    private const string Json = "application/json";

    /// <summary>Whether it answers a request.</summary>
    public bool IsAnswer { get; private init; }

    /// <summary>The newest value of something, kept by the broker.</summary>
    public static MqttMessage State(string topic, byte[] json, TimeSpan? expiry = null) => new(topic, json, true, expiry, Json);

    /// <summary>Something that happened once.</summary>
    public static MqttMessage Event(string topic, byte[] json) => new(topic, json, false, null, Json);

    /// <summary>What came of a request: it has a place of its own among what waits, so that a flood of requests displaces no event.</summary>
    public static MqttMessage Answer(string topic, byte[] json) => Event(topic, json) with { IsAnswer = true };

    /// <summary>A retained word.</summary>
    public static MqttMessage Word(string topic, ReadOnlySpan<byte> word) => new(topic, word.ToArray(), true);

    /// <summary>Makes the broker forget a retained message.</summary>
    public static MqttMessage Clear(string topic) => new(topic, ReadOnlyMemory<byte>.Empty, true);
}

/// <summary>A topic filter to follow for a while, or to leave again.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="IsFollowed">Whether it is to be followed.</param>
/// <param name="IsLasting">Whether it is one of those that are followed all the time.</param>
internal readonly record struct FilterChange(string Filter, bool IsFollowed, bool IsLasting = false);

/// <summary>A message that came from the broker.</summary>
/// <param name="Topic">Where it was published.</param>
/// <param name="Payload">What.</param>
/// <param name="IsRetained">Whether the broker had kept it: it is from the past. Of requests by MQTT 5: whether it was published to be
/// kept.</param>
internal sealed record InboundMessage(string Topic, ReadOnlyMemory<byte> Payload, bool IsRetained);
