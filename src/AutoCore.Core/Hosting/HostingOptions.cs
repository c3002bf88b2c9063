using AutoCore.Core.Configuration;

namespace AutoCore.Core.Hosting;

/// <summary>What all features share: the node's name, where data lies, where secrets come from.</summary>
internal sealed record HostingOptions(string Node, string DataDirectory, string SecretsFile)
{
    /// <summary>What the data directory keeps of who this is; null where the machine itself stays.</summary>
    public KeptIdentity? Kept { get; init; }

    /// <param name="s">The settings at their root.</param>
    /// <param name="find">Finds what a data directory keeps.</param>
    public static HostingOptions Read(SettingReader s, Func<string, KeptIdentity?> find)
    {
        var data = s.Location("DataDirectory", "/var/lib/autocore", "Where pictures, database and backups lie; relative paths of other settings start here.");
        var kept = find(data);
        return new(
            s.Text("Node", kept?.Node ?? Environment.MachineName,
                "The name of this machine in MQTT topics; by default the host's, in a container that of the first one with this data.", TextRule.TopicLevel),
            data,
            s.Location("SecretsFile",
                "/etc/autocore/autocore.env", "A file of KEY=VALUE lines with passwords and tokens, readable by its owner and group only."))
        {
            Kept = kept,
        };
    }
}
