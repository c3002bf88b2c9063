using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;

namespace AutoCore.Web.Tests.Pages;

public sealed class HealthPageTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Health_OfARunningDaemon_HasATileForEachGroup()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WriteStatus("""
            "disk":{"ts":1,"rating":"critical","used_percent":93.26,"free_mb":512},"disk/root":{"ts":1,"rating":"ok","used_percent":12},
            "memory":{"ts":1,"rating":"ok","available_mb":210.6,"total_mb":426},"clock":{"ts":1,"rating":"ok","synchronized":1},"solar":{"ts":1,"rating":"ok","volts":12.6},
            "backup":{"ts":1,"rating":"unknown"},"neighbours/<b>":{"ts":1,"rating":"ok","memory_mb":40}
            """);

        var html = await pages.PageAsync("/health", language: "en");

        Assert.Contains("93.3\u00A0%", html, StringComparison.Ordinal);
        Assert.Contains("211\u00A0MB free", html, StringComparison.Ordinal);
        Assert.Contains("synchronised", html, StringComparison.Ordinal);
        Assert.Contains("12.6 volts", html, StringComparison.Ordinal);
        Assert.Contains("Neighbours</a> <span class=\"quiet\"><bdi>&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("93,3\u00A0%", await pages.PageAsync("/health", language: "pt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WithoutADaemon_SaysHowToStartIt()
    {
        await using var pages = new PageFixture();

        Assert.Contains("systemctl start autocore-daemon", await pages.PageAsync("/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_StaleState_IsSaidOnEveryPage()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WriteStatus(at: Now - TimeSpan.FromHours(5));

        foreach (var address in new[] { "/", "/health", "/events" })
            Assert.Contains("has not been heard of for 5 h", await pages.PageAsync(address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health?range=week")]
    [InlineData("/health?range=month")]
    [InlineData("/health?range=century")]
    public async Task Health_Telemetry_IsDrawn(string address)
    {
        await using var pages = new PageFixture();
        pages.Fixture.WriteStatus();
        WriteSamples(pages.Fixture.Write("autocore.db", ""));

        var html = await pages.PageAsync(address);

        Assert.Contains("<title id=\"disk-title\">Disk used</title>", html, StringComparison.Ordinal);
        Assert.Contains("lowest 40\u00A0%, highest 49\u00A0%", html, StringComparison.Ordinal);
        Assert.Contains("No values in this time", html, StringComparison.Ordinal);
    }

    private static void WriteSamples(string path)
    {
        using var connection = SqliteConnections.OpenSmall(path, TimeSpan.FromSeconds(1), readOnly: false);
        Schema.Migrate(connection);
        for (var i = 0; i < 100; i++)
        {
            connection.Execute(
                $"INSERT INTO sample (at, doubted, disk_used_percent) VALUES ({(Now - TimeSpan.FromMinutes(100 - i)).ToUnixTimeMilliseconds()}, 0, {40 + (i / 10)})");
        }
    }
}
