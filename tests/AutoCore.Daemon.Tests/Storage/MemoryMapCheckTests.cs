using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Storage;

public sealed class MemoryMapCheckTests
{
    [Fact]
    public async Task Look_NoMap_HasNothingToSay() => Assert.Empty(await LookAsync(0));

    [Fact]
    public async Task Look_Map_NamesTheRiskAndTheSetting()
    {
        var finding = Assert.Single(await LookAsync(256));

        Assert.Equal(Rating.Warning, finding.Rating);
        Assert.Contains("SIGBUS", finding.Text, StringComparison.Ordinal);
        Assert.Contains("MmapSizeMb", finding.Remedy, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Finding>> LookAsync(int megabytes) =>
        new MemoryMapCheck(new DatabaseOptions("autocore.db", 10, 2000, megabytes, TimeSpan.FromSeconds(5))).LookAsync(TestContext.Current.CancellationToken);
}
