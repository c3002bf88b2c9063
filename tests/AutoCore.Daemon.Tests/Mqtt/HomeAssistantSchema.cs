using System.Text.Json;
using System.Text.RegularExpressions;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>
/// What Home Assistant accepts, after its published schema (<c>homeassistant/components/mqtt/schemas.py</c>, <c>sensor.py</c>,
/// <c>binary_sensor.py</c>, <c>button.py</c>, <c>event.py</c>, <c>image.py</c> and the device classes of <c>sensor/const.py</c>): anything else is a finding.
/// </summary>
internal static partial class HomeAssistantSchema
{
    private static readonly string[] Availability =
        ["availability", "availability_mode", "availability_template", "availability_topic", "payload_available", "payload_not_available"];

    private static readonly string[] DeviceKeys =
        ["identifiers", "connections", "manufacturer", "model", "model_id", "name", "hw_version", "serial_number", "sw_version", "via_device", "suggested_area",
        "configuration_url"];

    private static readonly string[] OriginKeys = ["name", "sw_version", "support_url"];

    private static readonly string[] EntityKeys =
        ["name", "unique_id", "default_entity_id", "entity_category", "device_class", "qos", "encoding", "icon", "enabled_by_default"];

    private static readonly string[] StateKeys = [.. EntityKeys, "state_topic", "value_template", "expire_after", "force_update"];

    /// <summary>What each platform takes.</summary>
    private static readonly Dictionary<string, string[]> Platforms = new()
    {
        ["sensor"] = [.. StateKeys, "state_class", "unit_of_measurement", "options", "suggested_display_precision", "last_reset_value_template"],
        ["binary_sensor"] = [.. StateKeys, "payload_on", "payload_off", "off_delay"],
        ["button"] = [.. EntityKeys, "command_topic", "command_template", "payload_press", "retain"],
        ["image"] = [.. EntityKeys, "image_topic", "image_encoding", "content_type", "url_topic", "url_template"],
        ["event"] = [.. EntityKeys, "state_topic", "value_template", "event_types"],
    };

    private static readonly string[] StateClasses = ["measurement", "measurement_angle", "total", "total_increasing"];

    /// <summary>Device classes of sensors with their units; null: none may be given.</summary>
    private static readonly Dictionary<string, string[]?> SensorClasses = new()
    {
        ["data_size"] = ["bit", "kbit", "Mbit", "Gbit", "B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"],
        ["duration"] = ["d", "h", "min", "s", "ms", "μs"],
        ["temperature"] = ["°C", "°F", "K"],
        ["signal_strength"] = ["dB", "dBm"],
        ["timestamp"] = null,
        ["enum"] = null,
    };

    private static readonly string[] BinarySensorClasses = ["problem", "connectivity", "running", "heat", "update"];

    /// <summary>Every finding in a message on <c>PREFIX/device/ID/config</c>; none: it is accepted.</summary>
    public static List<string> CheckDevice(string topic, JsonElement message)
    {
        var findings = new List<string>();
        Expect(findings, TopicForm().IsMatch(topic), $"{topic}: not a discovery topic");
        CheckKeys(findings, "message", message, ["device", "origin", "components", "state_topic", "command_topic", "qos", "encoding", .. Availability]);
        CheckFrame(findings, message);
        if (!message.TryGetProperty("components", out var components))
            return [.. findings, "components is missing"];
        foreach (var component in components.EnumerateObject())
            CheckComponent(findings, component.Name, component.Value);
        var entities = components.EnumerateObject().Where(c => c.Value.EnumerateObject().Count() > 1).Select(c => c.Value).ToList();
        foreach (var (key, values) in new[] { "unique_id", "default_entity_id" }.Select(k => (k, entities.Select(e => Text(e, k)).ToList())))
            findings.AddRange(values.GroupBy(v => v).Where(g => g.Count() > 1).Select(g => $"{key} {g.Key} twice"));
        foreach (var entity in entities.Where(e => Text(e, "platform") is { } platform && Text(e, "default_entity_id") != DerivedId(platform, message, e)))
            findings.Add($"{Text(entity, "default_entity_id")}: versions before 2025.10 call it {DerivedId(Text(entity, "platform")!, message, entity)}");
        return findings;
    }

    /// <summary>Every finding in a message on <c>PREFIX/PLATFORM/NODE/ID/config</c>.</summary>
    public static List<string> CheckEntity(string topic, JsonElement message)
    {
        var findings = new List<string>();
        Expect(findings, TopicForm().IsMatch(topic), $"{topic}: not a discovery topic");
        CheckFrame(findings, message);
        CheckEntity(findings, topic, topic.Split('/')[^4], message, ["device", "origin", .. Availability]);
        Expect(findings, Text(message, "default_entity_id") == DerivedId(topic.Split('/')[^4], message, message),
            $"{topic}: default_entity_id is another before 2025.10");
        return findings;
    }

    /// <summary>The payload keys that an entity's template reads.</summary>
    public static IEnumerable<string> KeysReadBy(JsonElement entity) =>
        PayloadKey().Matches(entity.GetProperty("value_template").GetString()!).Select(m => m.Groups["key"].Value).Distinct();

    private static void CheckFrame(List<string> findings, JsonElement message)
    {
        var device = message.GetProperty("device");
        CheckKeys(findings, "device", device, DeviceKeys);
        Expect(findings, device.TryGetProperty("identifiers", out var ids) && ids.GetArrayLength() > 0
            || device.TryGetProperty("connections", out _), "device: no identifying value");
        var origin = message.GetProperty("origin");
        CheckKeys(findings, "origin", origin, OriginKeys);
        Expect(findings, origin.TryGetProperty("name", out _), "origin: name is missing");
        Expect(findings, Uri.TryCreate(Text(origin, "support_url"), UriKind.Absolute, out var support)
            && support.Scheme is "http" or "https", "origin: support_url");
        Expect(findings, Text(message, "availability_topic") is { Length: > 0 } available && available.IndexOfAny(['+', '#']) < 0, "availability_topic");
    }

    private static void CheckComponent(List<string> findings, string id, JsonElement component)
    {
        if (!component.TryGetProperty("platform", out var platform))
        {
            findings.Add($"{id}: platform is missing");
            return;
        }
        // A platform and nothing else: the component is removed.
        if (component.EnumerateObject().Count() > 1)
            CheckEntity(findings, id, platform.GetString()!, component, ["platform"]);
    }

    private static void CheckEntity(List<string> findings, string id, string platform, JsonElement entity, string[] more)
    {
        if (!Platforms.TryGetValue(platform, out var keys))
        {
            findings.Add($"{id}: platform {platform}");
            return;
        }
        CheckKeys(findings, id, entity, [.. keys, .. more]);
        var topic = platform switch { "button" => "command_topic", "image" => "image_topic", _ => "state_topic" };
        foreach (var required in (string[])["unique_id", "name", topic, .. platform is "button" or "image" ? (string[])[] : ["value_template"]])
            Expect(findings, entity.TryGetProperty(required, out _), $"{id}: {required} is missing");
        Expect(findings, Text(entity, topic) is { Length: > 0 } at && at.IndexOfAny(['+', '#', '\0']) < 0, $"{id}: {topic}");
        Expect(findings, Text(entity, "default_entity_id") is not { } wanted
            || wanted.StartsWith($"{platform}.", StringComparison.Ordinal) && Slug().IsMatch(wanted[(platform.Length + 1)..]), $"{id}: default_entity_id");
        // Sensors are read-only, so the category "config" is refused.
        Expect(findings, Text(entity, "entity_category") is null or "diagnostic", $"{id}: entity_category");
        Expect(findings, !entity.TryGetProperty("expire_after", out var expiry)
            || expiry.TryGetInt32(out var seconds) && seconds > 0, $"{id}: expire_after is no positive integer");
        Expect(findings, !entity.TryGetProperty("qos", out var qos) || qos.GetInt32() is >= 0 and <= 2, $"{id}: qos");
        if (platform == "sensor")
            CheckSensor(findings, id, entity);
        else if (platform == "binary_sensor")
            Expect(findings, Text(entity, "device_class") is null || BinarySensorClasses.Contains(Text(entity, "device_class")), $"{id}: device_class");
        else if (platform == "event")
            Expect(findings, entity.TryGetProperty("event_types", out var types) && types.GetArrayLength() > 0, $"{id}: event_types");
    }

    /// <summary>What versions before 2025.10 call an entity: made of the names of device and entity.</summary>
    private static string DerivedId(string platform, JsonElement message, JsonElement entity) =>
        $"{platform}.{IdWords($"{Text(message.GetProperty("device"), "name")} {Text(entity, "name")}")}";

    private static string IdWords(string name) => string.Join('_', NotInSlug().Split(name.ToLowerInvariant()).Where(w => w.Length > 0));

    private static void CheckSensor(List<string> findings, string id, JsonElement sensor)
    {
        var (deviceClass, stateClass, unit) = (Text(sensor, "device_class"), Text(sensor, "state_class"), Text(sensor, "unit_of_measurement"));
        Expect(findings, stateClass is null || StateClasses.Contains(stateClass), $"{id}: state_class {stateClass}");
        Expect(findings, sensor.TryGetProperty("options", out _) == (deviceClass == "enum"), $"{id}: options belong to the device class enum");
        if (deviceClass is null)
            return;
        if (!SensorClasses.TryGetValue(deviceClass, out var units))
            findings.Add($"{id}: device_class {deviceClass}");
        else if (units is null)
            Expect(findings, unit is null && stateClass is null, $"{id}: {deviceClass} has neither unit nor state class");
        else
            Expect(findings, units.Contains(unit), $"{id}: {deviceClass} in {unit}");
        Expect(findings, deviceClass is not ("temperature" or "signal_strength")
            || stateClass is null or "measurement", $"{id}: temperature is measured, not summed");
    }

    private static void CheckKeys(List<string> findings, string where, JsonElement json, string[] allowed) =>
        findings.AddRange(json.EnumerateObject().Select(p => p.Name).Except(allowed).Select(name => $"{where}: unknown key {name}"));

    private static void Expect(List<string> findings, bool holds, string finding)
    {
        if (!holds)
            findings.Add(finding);
    }

    private static string? Text(JsonElement json, string key) => json.TryGetProperty(key, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"^[^/]+/(?:\w+)/(?:[a-zA-Z0-9_-]+/)?[a-zA-Z0-9_-]+/config$")]
    private static partial Regex TopicForm();

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$")]
    private static partial Regex Slug();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInSlug();

    [GeneratedRegex(@"value_json\.(?<key>\w+)")]
    private static partial Regex PayloadKey();
}
