namespace AutoCore.Policies.Mqtt;

/// <summary>How large a PUBLISH packet is, fixed header included (MQTT 3.3): what a broker's Maximum Packet Size is held against.</summary>
public static class PublishSize
{
    /// <summary>In bytes.</summary>
    /// <param name="topic">Where.</param>
    /// <param name="payloadBytes">What.</param>
    /// <param name="qos">With a packet identifier above 0.</param>
    /// <param name="isMqtt5">With properties.</param>
    /// <param name="hasExpiry">With the property Message Expiry Interval.</param>
    /// <param name="contentType">The property Content Type; null: without.</param>
    public static long Of(string topic, int payloadBytes, int qos, bool isMqtt5, bool hasExpiry = false, string? contentType = null)
    {
        const int expiry = 5;
        const int textProperty = 3;
        long remaining = 2 + Encoding.UTF8.GetByteCount(topic) + payloadBytes + (qos > 0 ? 2 : 0);
        if (isMqtt5)
        {
            var properties = (hasExpiry ? expiry : 0) + (contentType is null ? 0 : textProperty + Encoding.UTF8.GetByteCount(contentType));
            remaining += LengthOf(properties) + properties;
        }
        return 1 + LengthOf(remaining) + remaining;
    }

    /// <summary>Of a variable byte integer: seven bits a byte.</summary>
    private static int LengthOf(long value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
}
