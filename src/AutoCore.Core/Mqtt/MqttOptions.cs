using AutoCore.Core.Configuration;

namespace AutoCore.Core.Mqtt;

/// <summary>Which broker is told, how it is reached, and what it is told.</summary>
internal sealed record MqttOptions
{
    public required string? Host { get; init; }
    public required int Port { get; init; }
    public required string? UserName { get; init; }
    public required string PasswordKey { get; init; }
    public required int Protocol { get; init; }
    public required MqttTlsOptions Tls { get; init; }
    public required string BaseTopic { get; init; }
    public required TimeSpan PublishInterval { get; init; }
    public required bool PerCamera { get; init; }
    public required IReadOnlyList<string> Requests { get; init; }
    public bool PublishAddresses { get; init; }
    public required HomeAssistantOptions HomeAssistant { get; init; }

    public static MqttOptions Read(SettingReader s) => new()
    {
        Host = s.OptionalText("Host", "The broker's name or address; null: nothing is published."),
        Port = s.Number("Port", 1883, 1, 65_535, "The broker's port."),
        UserName = s.OptionalText("UserName", "The user name; null: none is sent."),
        PasswordKey = s.Text("PasswordKey", "MQTT_PASSWORD", "The name of the secret with the password."),
        Protocol = s.WordOrNumber("Protocol", 5, "The version of MQTT: 5, or 4 for 3.1.1.", ("5", 5), ("4", 4)),
        Tls = MqttTlsOptions.Read(s.Section("Tls")),
        BaseTopic = s.Text("BaseTopic", "autocore", "The topic under which everything is published.", TextRule.Topic),
        PublishInterval =
        s.Duration("PublishInterval", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "How often health is published."),
        PerCamera = s.Flag("PerCamera", false, "Whether each camera has a topic of its own."),
        Requests = s.Choices("Requests", [], "What may be asked of this daemon over MQTT; nothing by default.", ["capture", "backup", "cleanup-dry-run"]),
        PublishAddresses = s.Flag("PublishAddresses", false, "Whether the group network says the name of the Wi-Fi and the IP addresses, here and over MQTT."),
        HomeAssistant = HomeAssistantOptions.Read(s.Section("HomeAssistant")),
    };
}

/// <summary>How the connection to the broker is protected.</summary>
internal sealed record MqttTlsOptions(bool Enabled, string? CaFile, string? ClientCertificateFile, string? ClientKeyFile)
{
    public static MqttTlsOptions Read(SettingReader s)
    {
        var options = new MqttTlsOptions(
            s.Flag("Enabled", false, "Whether the connection is encrypted and the broker's certificate verified."),
            s.OptionalLocation("CaFile", "The certificate authority of the broker; null: those of the system."),
            s.OptionalLocation("ClientCertificateFile", "The certificate by which this client is known."),
            s.OptionalLocation("ClientKeyFile", "The key of that certificate."));
        s.Require(options.ClientCertificateFile is null == options.ClientKeyFile is null, "ClientCertificateFile",
            "certificate and key belong together; allowed: both ClientCertificateFile and ClientKeyFile, or neither");
        return options;
    }
}

/// <summary>How Home Assistant learns of the metrics by itself.</summary>
internal sealed record HomeAssistantOptions(bool Enabled, string Prefix, DiscoveryStyle Style)
{
    public static HomeAssistantOptions Read(SettingReader s) => new(
        s.Flag("Enabled", true, "Whether the discovery message is published."),
        s.Text("Prefix", "homeassistant", "Home Assistant's discovery prefix.", TextRule.Topic),
        s.OneOf("Style", DiscoveryStyle.Device, "One discovery message for the device, or one for each entity, for Home Assistant before 2024.11.",
            ("device", DiscoveryStyle.Device), ("components", DiscoveryStyle.Components)));
}

/// <summary>How discovery is spelt.</summary>
internal enum DiscoveryStyle
{
    Device,
    Components,
}
