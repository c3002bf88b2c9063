using AutoCore.Core.Configuration;

namespace AutoCore.Core.Hosting;

/// <summary>What all features share: the node's name, where data lies, where secrets come from.</summary>
internal sealed record HostingOptions(string Node, string DataDirectory, string SecretsFile)
{
    public static HostingOptions Read(SettingReader s) => new(
        s.Text("Node", Environment.MachineName, "The name of this machine in MQTT topics.", TextRule.TopicLevel),
        s.Location("DataDirectory", "/var/lib/autocore", "Where pictures, database and backups lie; relative paths of other settings start here."),
        s.Location("SecretsFile", "/etc/autocore/autocore.env", "A file of KEY=VALUE lines with passwords and tokens, readable by its owner and group only."));
}
