using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AutoCore.Testing;

/// <summary>A message as a subscriber sees it.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its text.</param>
/// <param name="IsRetained">Whether the broker had kept it.</param>
/// <param name="ExpirySeconds">What is left of its life; null if it has no end.</param>
/// <param name="ContentType">Its media type, or empty.</param>
/// <param name="Qos">As the subscriber got it.</param>
public sealed record SeenMessage(string Topic, string Payload, bool IsRetained, int? ExpirySeconds, string ContentType, int Qos)
{
    /// <summary>The payload as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Payload).RootElement;
}

/// <summary>A real subscriber (<c>mosquitto_sub</c>, MQTT 5, QoS 1).</summary>
public sealed class MqttSubscriber : IAsyncDisposable
{
    private const char Separator = '\u001f';

    private readonly ChildProcess process;

    private MqttSubscriber(ChildProcess process) => this.process = process;

    /// <summary>Everything seen so far, oldest first.</summary>
    public IReadOnlyList<SeenMessage> Messages => [.. process.Output.Select(Parse).OfType<SeenMessage>()];

    /// <summary>Subscribes; returns when the broker has granted it.</summary>
    public static async Task<MqttSubscriber> StartAsync(PrivateMosquitto broker, string filter, params string[] more)
    {
        var id = $"subscriber-{Guid.NewGuid():N}";
        var format = string.Join(Separator, "%r", "%q", "%E", "%C", "%t", "%p");
        var subscriber = new MqttSubscriber(new ChildProcess(new ProcessStartInfo("mosquitto_sub",
            ["-V", "5", "-h", broker.Host, "-p", $"{broker.Port}", "-i", id, "-q", "1", "-t", filter, "-F", format, .. more])));
        await Eventually.TrueAsync(() => broker.Log.Any(line => line.Contains($"Sending SUBACK to {id}", StringComparison.Ordinal)));
        return subscriber;
    }

    /// <summary>Waits for a message of a topic that fits.</summary>
    /// <exception cref="TimeoutException">None came; the message lists those that did.</exception>
    public async Task<SeenMessage> WaitForAsync(string topic, Func<SeenMessage, bool>? fits = null, TimeSpan? timeout = null)
    {
        SeenMessage? found = null;
        try
        {
            await Eventually.TrueAsync(() => (found = Messages.FirstOrDefault(m => m.Topic == topic && fits?.Invoke(m) != false)) is not null, timeout);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"nothing fitting on {topic}; seen:\n{string.Join('\n', process.Output)}", late);
        }
        return found!;
    }

    /// <summary>Waits for a word on a topic.</summary>
    public Task<SeenMessage> WaitForAsync(string topic, string payload) => WaitForAsync(topic, m => m.Payload == payload);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static SeenMessage? Parse(string line) =>
        line.Split(Separator) is [var retained, var qos, var expiry, var type, var topic, var payload]
            ? new(topic, payload, retained == "1", int.TryParse(expiry, CultureInfo.InvariantCulture, out var seconds) ? seconds : null, type,
                int.Parse(qos, CultureInfo.InvariantCulture))
            : null;
}
