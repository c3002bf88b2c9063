using AutoCore.Core.Configuration;
using AutoCore.Policies.Configuration;

namespace AutoCore.Core.Mqtt;

/// <summary>Which broker is told, how it is reached, and what it is told.</summary>
internal sealed record MqttOptions(
    string? Host, int Port, string? UserName, string PasswordKey, int Protocol, MqttTlsOptions Tls, string BaseTopic, TimeSpan PublishInterval,
    bool PerCamera, IReadOnlyList<string> Requests, bool PublishAddresses, IReadOnlyList<string> PictureCameras, int MaxPictureKb,
    HomeAssistantOptions HomeAssistant)
{
    /// <summary>Cameras whose pictures are published at most.</summary>
    public const int MostPictureCameras = 32;

    /// <summary>Larger than every packet of an ordinary installation without pictures: the discovery of a device with every key of every group takes
    /// about 45 KB, of an ordinary one 28.</summary>
    public const int OrdinaryPacketBytes = 48 * 1024;

    private const int UsualPictureKb = 200;
    private const int BytesOfKb = 1000;

    private static readonly TextRule Label =
        new("SITE/NAME of a camera", static t => t.IndexOf('/', StringComparison.Ordinal) is > 0 and var at && at < t.Length - 1);

    /// <summary>A picture that is published at most.</summary>
    public int MostPictureBytes => MaxPictureKb * BytesOfKb;

    /// <summary>The largest packet that these settings make: a picture, or a discovery that has two entities more for each.</summary>
    public int LargestPacketBytes => PictureCameras.Count == 0 ? OrdinaryPacketBytes : Math.Max(2 * OrdinaryPacketBytes, MostPictureBytes + 1024);

    public static MqttOptions Read(SettingReader s) => new(
        Host: s.OptionalText("Host", "The broker's name or address; null: nothing is published."),
        Port: s.Number("Port", 1883, 1, 65_535, "The broker's port."),
        UserName: s.OptionalText("UserName", "The user name; null: none is sent."),
        PasswordKey: s.Text("PasswordKey", "MQTT_PASSWORD", "The name of the secret with the password."),
        Protocol: s.WordOrNumber("Protocol", 5, "The version of MQTT: 5, or 4 for 3.1.1.", ("5", 5), ("4", 4)),
        Tls: MqttTlsOptions.Read(s.Section("Tls")),
        BaseTopic: s.Text("BaseTopic", "autocore", "The topic under which everything is published.", TextRule.Topic),
        PublishInterval:
        s.Duration("PublishInterval", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "How often health is published."),
        PerCamera: s.Flag("PerCamera", false, "Whether each camera has a topic of its own."),
        Requests: s.Choices("Requests", [], "What may be asked of this daemon over MQTT; nothing by default.", ["capture", "backup", "cleanup-dry-run"]),
        PublishAddresses: s.Flag("PublishAddresses", false, "Whether the group network says the name of the Wi-Fi and the IP addresses, here and over MQTT."),
        PictureCameras: ReadPictureCameras(s),
        MaxPictureKb: s.Number("MaxPictureKb", UsualPictureKb, 10, 2000, "A picture that is published at most, in KB (10^3 bytes)."),
        HomeAssistant: HomeAssistantOptions.Read(s.Section("HomeAssistant")));

    /// <summary>Warns of names that no camera has.</summary>
    /// <param name="s">The section.</param>
    /// <param name="labels">The cameras that there are.</param>
    public void WarnOfUnknown(SettingReader s, IReadOnlyCollection<string> labels)
    {
        foreach (var unknown in PictureCameras.Where(c => !labels.Contains(c)))
        {
            s.Warn(nameof(PictureCameras), $"no camera {unknown} is captured here"
                + (NearestName.Find(unknown, labels) is { } meant ? $"; did you mean {meant}?" : "; take it out, or add the camera"));
        }
    }

    private static IReadOnlyList<string> ReadPictureCameras(SettingReader s)
    {
        var names = s.Texts("PictureCameras", [], "The cameras, each as SITE/NAME, whose newest pictures are published, 32 at most.", Label);
        s.Require(names.Count <= MostPictureCameras, "PictureCameras",
            $"it has {names.Count} cameras; allowed: at most {MostPictureCameras}, for each is a picture that the broker keeps");
        return [.. names.Distinct(StringComparer.Ordinal).Take(MostPictureCameras)];
    }
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
