using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

/// <summary>The line of <c>systemctl status</c>, which never says that something is unknown.</summary>
public sealed class ServiceStatusTests
{
    [Theory]
    [InlineData("", "starting")]
    [InlineData("boot ok", "starting")]
    [InlineData("backup unknown", "starting, no backup yet")]
    [InlineData("backup unknown, disk ok", "ok, no backup yet")]
    [InlineData("backup unknown, card unknown, disk ok", "ok, no backup yet, no card yet")]
    [InlineData("backup unknown, disk critical, memory warning", "critical, disk critical, memory warning, no backup yet")]
    [InlineData("disk ok, uptime unknown", "ok")]
    [InlineData("boot critical, disk ok, uptime warning", "ok")]
    public void Describe_SaysWhatIsSo(string groups, string line)
    {
        var read = groups.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split(' '))
            .Select(g => (g[0], RatingNames.FromWord(g[1]), $"no {g[0]} yet")).ToList();
        Assert.Equal(line, string.Join(", ", ServiceStatus.Describe(read)));
    }
}
