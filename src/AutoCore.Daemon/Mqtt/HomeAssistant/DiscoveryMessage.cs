using System.Buffers;
using System.Text.Encodings.Web;
using AutoCore.Core.Hosting;
using AutoCore.Core.Mqtt;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt.HomeAssistant;

/// <summary>Writes Home Assistant's discovery messages.</summary>
internal sealed class DiscoveryMessage(MqttOptions options, HostingOptions hosting, MqttTopics topics, ClientIdentity identity)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _name = $"AutoCore {hosting.Node}";
    private readonly string _expiry = $"{(int)Math.Ceiling(options.PublishInterval.TotalSeconds * 3)}";

    /// <summary>One message for the whole device.</summary>
    /// <param name="entities">What there is.</param>
    /// <param name="others">What is not there, by id: as it was announced, or with its platform alone, which removes it.</param>
    public byte[] ComposeDevice(IEnumerable<HomeAssistantEntity> entities, IEnumerable<KeyValuePair<string, AnnouncedComponent>> others) => Write(json =>
    {
        json.WriteStartObject();
        WriteDevice(json);
        json.WriteStartObject("components");
        foreach (var entity in entities)
        {
            json.WriteStartObject(entity.Id);
            json.WriteString("platform", entity.Platform);
            WriteEntity(json, entity);
            json.WriteEndObject();
        }
        foreach (var (id, component) in others)
        {
            json.WritePropertyName(id);
            if (component.Config is { } config)
            {
                json.WriteRawValue(config);
                continue;
            }
            json.WriteStartObject();
            json.WriteString("platform", component.Platform);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>A message for one entity alone, for Home Assistant before 2024.11.</summary>
    public byte[] ComposeComponent(HomeAssistantEntity entity) => Write(json =>
    {
        json.WriteStartObject();
        WriteDevice(json);
        WriteEntity(json, entity);
        json.WriteEndObject();
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Readable))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteDevice(Utf8JsonWriter json)
    {
        json.WriteStartObject("device");
        json.WriteStartArray("identifiers");
        json.WriteStringValue(identity.ClientId);
        json.WriteEndArray();
        json.WriteString("name", _name);
        json.WriteString("manufacturer", "AutoCore");
        json.WriteString("model", "AutoCore.Daemon");
        json.WriteString("sw_version", Product.Version);
        json.WriteEndObject();
        json.WriteStartObject("origin");
        json.WriteString("name", "autocore");
        json.WriteString("sw_version", Product.Version);
        json.WriteString("support_url", Product.SupportUrl);
        json.WriteEndObject();
        json.WriteString("availability_topic", topics.Status);
    }

    private void WriteEntity(Utf8JsonWriter json, HomeAssistantEntity entity)
    {
        json.WriteString("name", entity.Name);
        json.WriteString("unique_id", $"{identity.ClientId}_{entity.Id}");
        json.WriteString("default_entity_id", HomeAssistantPolicy.EntityId(_name, entity));
        json.WriteNumber("qos", 1);
        switch (entity.Platform)
        {
            case "button":
                json.WriteString("command_topic", topics.Request(entity.Group!));
                json.WriteString("payload_press", entity.Payload);
                break;
            case "image":
                json.WriteString("image_topic", topics.Picture(entity.Group!));
                json.WriteString("content_type", "image/jpeg");
                break;
            case "event":
                json.WriteString("state_topic", topics.Response(entity.Group!));
                WriteOptional(json, "value_template", entity.Template);
                WriteWords(json, "event_types", entity.Options);
                break;
            default:
                WriteSensor(json, entity);
                break;
        }
    }

    private void WriteSensor(Utf8JsonWriter json, HomeAssistantEntity entity)
    {
        json.WriteString("state_topic", entity.Group is { } group ? topics.Of(group) : topics.Health);
        WriteOptional(json, "value_template", entity.Template);
        json.WriteString("entity_category", "diagnostic");
        WriteOptional(json, "device_class", entity.DeviceClass);
        WriteOptional(json, "state_class", entity.StateClass);
        WriteOptional(json, "unit_of_measurement", entity.Unit);
        json.WritePropertyName("expire_after");
        json.WriteRawValue(_expiry);
        if (entity.Options.Count > 0)
            WriteWords(json, "options", entity.Options);
    }

    private static void WriteWords(Utf8JsonWriter json, string key, IReadOnlyList<string> words)
    {
        json.WriteStartArray(key);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
            json.WriteString(key, value);
    }
}
