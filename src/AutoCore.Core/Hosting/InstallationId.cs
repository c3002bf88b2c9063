using AutoCore.Policies.Hosting;

namespace AutoCore.Core.Hosting;

/// <summary>What tells this installation from every other one: the same over host renames, updates and new containers, different for each data
/// directory.</summary>
internal static class InstallationId
{
    /// <summary>The id, 16 hex digits.</summary>
    public static string Of(HostingOptions hosting) => Compute(hosting.Kept?.Id ?? OfMachine(), hosting.DataDirectory);

    /// <summary>What the machine is known by: its id, which is confidential, or else its name.</summary>
    public static string OfMachine() => MachineIdentity.ReadId() ?? Environment.MachineName;

    /// <summary>16 hex digits of an HMAC of the machine id, which itself is confidential, and the data directory.</summary>
    public static string Compute(string machineId, string dataDirectory) =>
        Convert.ToHexStringLower(Sha256.Sign(Encoding.UTF8.GetBytes(machineId), Encoding.UTF8.GetBytes($"autocore\n{dataDirectory}")).AsSpan(0, 8));
}
