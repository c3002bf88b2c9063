using AutoCore.Core.Hosting;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Who this installation is to brokers and to Home Assistant: the same over host renames and updates, different for each data directory.</summary>
internal sealed class ClientIdentity(HostingOptions hosting)
{
    /// <summary>The MQTT client id, and Home Assistant's name of the device.</summary>
    public string ClientId { get; } = $"autocore_{InstallationId.Of(hosting)}";

    /// <inheritdoc cref="InstallationId.Compute"/>
    public static string Compute(string machineId, string dataDirectory) => InstallationId.Compute(machineId, dataDirectory);
}
