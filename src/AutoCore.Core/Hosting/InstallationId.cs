using System.Security.Cryptography;
using System.Text;

namespace AutoCore.Core.Hosting;

/// <summary>What tells this installation from every other one: the same over host renames and updates, different for each data directory.</summary>
internal static class InstallationId
{
    private static readonly string[] MachineIdFiles = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    /// <summary>The id, 16 hex digits.</summary>
    public static string Of(HostingOptions hosting) => Compute(ReadMachineId() ?? Environment.MachineName, hosting.DataDirectory);

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
