using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>The topics of this node.</summary>
internal sealed class MqttTopics(MqttOptions options, HostingOptions hosting)
{
    private readonly string _root = $"{options.BaseTopic}/{hosting.Node}";

    /// <summary><c>online</c> or <c>offline</c>.</summary>
    public string Status => $"{_root}/status";

    /// <summary>What runs here.</summary>
    public string Info => $"{_root}/info";

    /// <summary>The whole.</summary>
    public string Health => $"{_root}/health";

    /// <summary>What happened.</summary>
    public string Event => $"{_root}/event";

    /// <summary>Where a request is made, and where it is answered.</summary>
    public string Request(string verb) => $"{_root}/request/{verb}";

    /// <inheritdoc cref="Request"/>
    public string Response(string verb) => $"{_root}/response/{verb}";

    /// <summary>Where a camera's newest picture is, by its group on the board.</summary>
    public string Picture(string group) => $"{Of(group)}/picture";

    /// <summary>The topic of a group or part on the board: cameras have a branch of their own, all else lies below <c>health</c>.</summary>
    public string Of(string group) =>
        $"{_root}/{(group.StartsWith(HealthReading.CameraPrefix, StringComparison.Ordinal) ? "" : "health/")}{group.Replace('+', '_').Replace('#', '_')}";
}
