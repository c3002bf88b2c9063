using System.Collections;
using System.Text.Json;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Tests.Conventions;
using AutoCore.Daemon.Tests.Testing;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Tests.Health;

public sealed class HealthServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();
    private readonly LogList _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_MachineTellsNothing_GroupsAreUnknownAndOnlyTheirKeysMissing()
    {
        await using var services = await StartAsync();

        using var state = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder["data/run/status.json"]));

        foreach (var group in (string[])["memory", "cpu", "uptime", "boot"])
            Assert.Equal("""{"ts":1795176000,"rating":"unknown"}""", state.RootElement.GetProperty(group).GetRawText());
        Assert.Equal(_folder["data"], state.RootElement.GetProperty("data_directory").GetString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            File.GetUnixFileMode(_folder["data/run/status.json"]));
    }

    [Fact]
    public async Task Run_MemoryStaysShort_IsRatedToldAndCountsForTheWhole()
    {
        _folder.Write("root/proc/meminfo", "MemTotal: 437520 kB\nMemAvailable: 40000 kB\n");
        await using var services = await StartAsync();
        var board = services.GetRequiredService<HealthBoard>();

        Assert.Equal(Rating.Warning, board.Find("memory")!.Rating);
        for (var i = 0; i < 5; i++)
        {
            var before = board.Find("boot");
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Eventually.TrueAsync(() => board.Find("boot") != before);
        }

        await Eventually.TrueAsync(() => board.Find("memory")!.Rating == Rating.Critical);
        Assert.Equal(Rating.Critical, board.Whole);
        Assert.Contains(_log.Lines, line => line.Level == LogLevel.Error && line.EventName == "rating-changed");
    }

    [Fact]
    public async Task Run_BootedJustNow_UptimeIsCriticalButNoAlarm()
    {
        _folder.Write("root/proc/uptime", "60.00 100.00\n");
        _folder.Write("root/proc/meminfo", "MemTotal: 437520 kB\nMemAvailable: 200000 kB\n");
        await using var services = await StartAsync();
        var board = services.GetRequiredService<HealthBoard>();

        Assert.Equal(Rating.Critical, board.Find("uptime")!.Rating);
        Assert.DoesNotContain(_log.Lines, line => line.Level > LogLevel.Information);
        Assert.NotEqual(Rating.Critical, board.Whole);
    }

    [Fact]
    public async Task Run_GroupOfATest_IsReadRatedAndWritten()
    {
        await using var services = await StartAsync(s => s.AddSingleton<IGroupProbe, WellGroup>());

        await Eventually.TrueAsync(() => File.ReadAllText(_folder["data/run/status.json"])
            .Contains("\"well\":{\"ts\":1795176000,\"rating\":\"warning\",\"depth_m\":3.26", StringComparison.Ordinal));
    }

    private async Task<ServiceProvider> StartAsync(Action<IServiceCollection>? add = null)
    {
        Directory.CreateDirectory(_folder["root"]);
        Directory.CreateDirectory(_folder["data/run"]);
        var file = _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder["data"]}}" } }""");
        var settings = LoadedSettings.Load(file, new Hashtable());
        var parts = new ServiceCollection().AddLogging(l => l.AddProvider(_log)).AddHosting(settings.Options.Hosting, new Hashtable(), _clock)
            .AddSingleton(settings.Origin).AddSingleton(
            settings.Options.Mqtt).AddSingleton<IReadOnlyList<GroupDefinition>>([.. GroupCatalogue.All, WellGroup.Well]).AddHealth(settings.Options.Health)
            .AddSingleton(new SystemProbe(_folder["root"])).AddSingleton(new BootProbe(_clock, _ => Task.FromResult<CommandOutcome?>(null)));
        add?.Invoke(parts);
        var services = parts.BuildServiceProvider();
        var service = services.GetServices<IHostedService>().OfType<HealthService>().Single();
        await service.StartAsync(CancellationToken.None);
        // A change of rating is in the state at once; the pass is over when its last group is there.
        await Eventually.TrueAsync(() => File.Exists(_folder["data/run/status.json"]) && File.ReadAllText(_folder["data/run/status.json"])
            .Contains("\"boot\"", StringComparison.Ordinal));
        return services;
    }
}
