using System.Collections;
using AutoCore.Core;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Configuration;

public sealed class WrongSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_GoodSettings_HaveNoMistake() => Assert.Empty(Load(WrongSettings.Good(folder.Path)).Report.Errors);

    [Fact]
    public void Load_EachOfHundredsOfMistakes_IsReportedWithItsKey()
    {
        var wrong = WrongSettings.All(folder.Path).ToList();
        Assert.True(wrong.Count >= 200, $"only {wrong.Count} were made");
        var missed = wrong.Where(w => !Load(w.Json).Report.Errors.Exists(e => e.Contains(w.Key, StringComparison.Ordinal))).Select(w => w.How);
        Assert.True(!missed.Any(), string.Join("; ", missed));
    }

    [Fact]
    public void Load_EachMistake_IsOneLineWithoutATrace()
    {
        var errors = WrongSettings.All(folder.Path).SelectMany(w => Load(w.Json).Report.Errors);
        Assert.All(errors, e => Assert.DoesNotMatch(@"\n|Exception|^\s+at ", e));
    }

    [Fact]
    public async Task Run_WrongSettings_EndsWith78AndALineThatNamesTheKey()
    {
        var all = WrongSettings.All(folder.Path).ToList();
        foreach (var wrong in all.Where((_, i) => i % (all.Count / 10) == 0))
        {
            var file = folder.Write("appsettings.json", wrong.Json);
            foreach (var command in new[] { new[] { "run" }, ["config", "--check"] })
            {
                var result = await AutoCoreProcess.RunAsync([.. command, "--config", file]);
                Assert.True(result.ExitCode == 78, $"{wrong.How}: {command[0]} ended with {result.ExitCode}");
                Assert.Contains(result.Errors, line => line.Contains(wrong.Key, StringComparison.Ordinal));
                Assert.DoesNotContain(result.Errors, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Run_SeveralMistakes_AreAllToldAtOnce()
    {
        var file = folder.Write("appsettings.json", """
            { "AutoCore": { "SdCard": { "Size": 12 }, "Telemetry": { "FlushIntervall": "00:15:00" }, "Mqtt": { "Port": 70000 }, "DiskWatchdog": { "WarningPercent": 95 } } }
            """);
        var result = await AutoCoreProcess.RunAsync(["run", "--config", file]);
        Assert.Equal(78, result.ExitCode);
        Assert.Equal(4, result.Errors.Count);
        Assert.Contains(result.Errors, e => e.StartsWith("appsettings.json:1: AutoCore:SdCard:Size", StringComparison.Ordinal)
            && e.Contains("auto, 8, 16, 32, 64", StringComparison.Ordinal));
        Assert.Contains(result.Errors, e => e.Contains("did you mean FlushInterval?", StringComparison.Ordinal));
        Assert.Contains(result.Errors, e => e.Contains("from 1 to 65535", StringComparison.Ordinal));
        Assert.Contains(result.Errors, e => e.Contains("AutoCore:DiskWatchdog:WarningPercent", StringComparison.Ordinal));
    }

    private LoadedSettings Load(string json) => LoadedSettings.Load(folder.Write("appsettings.json", json), new Hashtable());
}
