using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutoCore.Daemon.Tests.Hosting;

/// <summary>What only some want costs nobody else anything.</summary>
public sealed class UnconfiguredTests : IDisposable
{
    private static readonly string[] Wanted =
        ["AutoCore.Daemon.Alerts", "AutoCore.Daemon.SecondPlace", "AutoCore.Daemon.Fleet", "AutoCore.Daemon.Cameras.Shrinking"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""  """, null)]
    [InlineData(""", "Alerts": { "Channels": [ { "Name": "phone", "Type": "ntfy", "UrlKey": "URL" } ] } """, "AutoCore.Daemon.Alerts")]
    [InlineData(""", "SecondPlace": { "Remotes": [ { "Name": "nas", "Remote": "nas:backups" } ] } """, "AutoCore.Daemon.SecondPlace")]
    [InlineData(""", "Mqtt": { "Host": "127.0.0.1" }, "Fleet": { "Enabled": true } """, "AutoCore.Daemon.Fleet")]
    [InlineData(""", "Cameras": { "Shrinking": { "Method": "jpegtran" } } """, "AutoCore.Daemon.Cameras.Shrinking")]
    public void Services_OnlyWhatIsConfigured_IsThere(string more, string? expected)
    {
        var settings =
            LoadedSettings.Load(folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{folder.Path}}" {{more}} } }"""), new Hashtable());
        Assert.Empty(settings.Report.Errors);
        using var host = DaemonHost.Build(settings, new Hashtable(), TimeProvider.System, verbose: false);

        var found = host.Services.GetServices<IHostedService>().Select(s => s.GetType().Namespace).Where(Wanted.Contains).Distinct();

        Assert.Equal(expected is null ? [] : [expected], found);
    }

    [Fact]
    public async Task Process_WithTheShippedSettings_MakesNoTableOfTheirs()
    {
        var environment = new Dictionary<string, string> { ["AutoCore__DataDirectory"] = folder.Path };
        await using var daemon = AutoCoreProcess.Start(["run", "--config", Repository.Combine("appsettings.json")], environment);
        await daemon.WaitForLineAsync("Ready");
        await Eventually.TrueAsync(() => File.Exists(folder["run/status.json"]));
        daemon.Terminate();
        Assert.Equal(ExitCodes.Good, await daemon.WaitForExitAsync());

        using var database = SqliteConnections.OpenSmall(folder["autocore.db"], TimeSpan.FromSeconds(5), readOnly: true);
        Assert.NotEqual(0, database.Number("SELECT count(*) FROM sqlite_master WHERE name = 'series'"));
        Assert.Empty(
            database.Rows("SELECT name FROM sqlite_master WHERE name LIKE 'alert%' OR name LIKE 'fleet%' OR name LIKE 'remote%'", static r => r.GetString(0)));
    }
}
