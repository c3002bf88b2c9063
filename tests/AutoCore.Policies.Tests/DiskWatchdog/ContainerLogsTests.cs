using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Policies.Tests.DiskWatchdog;

public sealed class ContainerLogsTests
{
    [Theory]
    [InlineData(null, false, "/var/lib/docker")]
    [InlineData("{}", false, "/var/lib/docker")]
    [InlineData("""{ "log-opts": { "max-size": "10m" } }""", true, "/var/lib/docker")]
    [InlineData("""{ "log-driver": "json-file", "log-opts": { "max-file": "3" } }""", false, "/var/lib/docker")]
    [InlineData("""{ "log-opts": { "max-size": "-1" } }""", false, "/var/lib/docker")]
    [InlineData("""{ "log-driver": "journald", "data-root": "/mnt/docker" }""", true, "/mnt/docker")]
    public void Parse_DaemonJson_KnowsBoundsAndPlace(string? json, bool limited, string root) =>
        Assert.Equal(new(limited, root, null), ContainerLogs.Parse(json));

    [Theory]
    [InlineData("{ \"log-opts\": ")]
    [InlineData("[]")]
    public void Parse_NotReadable_SaysWhy(string json) => Assert.NotNull(ContainerLogs.Parse(json).Problem);
}
