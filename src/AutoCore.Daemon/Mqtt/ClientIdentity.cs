using System.Security.Cryptography;
using System.Text;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Who this installation is to brokers and to Home Assistant: the same over host renames and updates, different for each data directory.</summary>
internal sealed class ClientIdentity(HostingOptions hosting)
{
    private static readonly string[] MachineIdFiles = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    /// <summary>The MQTT client id, and Home Assistant's name of the device.</summary>
    public string ClientId { get; } = $"autocore_{Compute(ReadMachineId() ?? Environment.MachineName, hosting.DataDirectory)}";

    /// <summary>16 hex digits of an HMAC of the machine id, which itself is confidential, and the data directory.</summary>
    public static string Compute(string machineId, string dataDirectory) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(machineId), Encoding.UTF8.GetBytes($"autocore\n{dataDirectory}")).AsSpan(0, 8));

    private static string? ReadMachineId()
    {
        foreach (var file in MachineIdFiles)
        {
            try
            {
                if (File.ReadAllText(file).Trim() is { Length: > 0 } id)
                    return id;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next file, or the host's name, must do.
            }
        }
        return null;
    }
}
