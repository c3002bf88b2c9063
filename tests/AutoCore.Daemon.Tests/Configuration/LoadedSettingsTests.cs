using System.Collections;
using System.Diagnostics;
using AutoCore.Core;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Configuration;

public sealed class LoadedSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_Environment_StandsOverTheFileAndOriginsAreKnown()
    {
        var settings = Load("""{ "AutoCore": { "Mqtt": { "Port": 1, "Host": "a" } } }""", ("AutoCore__Mqtt__Port", "8883"));
        Assert.Equal(8883, settings.Options.Mqtt.Port);
        Assert.Equal(("8883", "environment"), Effective(settings, "AutoCore:Mqtt:Port"));
        Assert.Equal(("a", "appsettings.json"), Effective(settings, "AutoCore:Mqtt:Host"));
        Assert.Equal(("autocore", "default"), Effective(settings, "AutoCore:Mqtt:BaseTopic"));
    }

    [Theory]
    [InlineData("AutoCore__Mqtt__Port", "many", "AutoCore__Mqtt__Port")]
    [InlineData("AutoCore__Mqtt__Prot", "1883", "did you mean Port?")]
    [InlineData("AutoCore__Cameras__Enabled", "yes", "AutoCore__Cameras__Enabled")]
    [InlineData("Logging__LogLevel__Default", "Loud", "Logging__LogLevel__Default")]
    public void Load_MistakeInTheEnvironment_NamesTheVariable(string name, string value, string named)
    {
        var error = Assert.Single(Load("{}", (name, value)).Report.Errors);
        Assert.StartsWith("environment: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EmptyVariable_TakesTheDefaultAgain() =>
        Assert.Equal(1883, Load("""{ "AutoCore": { "Mqtt": { "Port": 1 } } }""", ("AutoCore__Mqtt__Port", "")).Options.Mqtt.Port);

    [Fact]
    public void Load_ListThatIsGiven_ReplacesTheDefault()
    {
        Assert.Equal(["/mnt"], Load("""{ "AutoCore": { "DiskWatchdog": { "Mounts": [ "/mnt" ] } } }""").Options.DiskWatchdog.Mounts);
        Assert.Equal(
            ["/a", "/b"], Load("{}", ("AutoCore__DiskWatchdog__Mounts__0", "/a"), ("AutoCore__DiskWatchdog__Mounts__1", "/b")).Options.DiskWatchdog.Mounts);
        Assert.Empty(Load("""{ "AutoCore": { "LogRetention": { "Folders": [] } } }""").Options.LogRetention.Folders);
    }

    [Theory]
    [InlineData("""{ "AutoCore": { }, "Mqtt": { "Host": "a" } }""", "Mqtt: unknown key; it belongs inside AutoCore")]
    [InlineData("""{ "Cameras": { "Sources": [ ] } }""", "Cameras: unknown key; it belongs inside AutoCore")]
    [InlineData("""{ "Node": "pi" }""", "Node: unknown key; it belongs inside AutoCore")]
    [InlineData("""{ "AutoCore": { "SdCard": { "Mqtt": { "Host": "a" } } } }""", "AutoCore:SdCard:Mqtt: unknown key; it belongs inside AutoCore")]
    [InlineData("""{ "AutoCore": { "Sources": [ ] } }""", "AutoCore:Sources: unknown key; it belongs inside AutoCore:Backups or AutoCore:Cameras")]
    [InlineData("""{ "AutoCore": { "AutoCore": { "Node": "pi" } } }""", "AutoCore:AutoCore: unknown key; AutoCore stands once, outermost")]
    [InlineData("""{ "AutoCore": { "Mqtt": { "AutoCore": { "Node": "pi" } } } }""", "AutoCore:Mqtt:AutoCore: unknown key; AutoCore stands once, outermost")]
    public void Load_PieceAtTheWrongLevel_SaysWhereItBelongs(string json, string said) =>
        Assert.Contains(said, Assert.Single(Load(json).Report.Errors), StringComparison.Ordinal);

    [Fact]
    public void Load_UnknownSection_IsToldOnce() => Assert.Single(Load("""{ "AutoCore": { "Camera": { "Enabled": true, "Root": "x" } } }""").Report.Errors);

    [Fact]
    public void Load_SchemaKeyCommentsAndTrailingCommas_AreFine() =>
        Assert.Empty(Load("""{ "$schema": "x.json", /* c */ "AutoCore": { "Node": "n", }, }""").Report.Errors);

    [Theory]
    [InlineData("AutoCore__SdCard__ProfileFile")]
    [InlineData("AutoCore__Cameras__InventoryFile")]
    public async Task Load_PipeInPlaceOfAFile_IsToldAndNotWaitedFor(string key)
    {
        await using var pipe = new ChildProcess(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        Assert.Equal(0, await pipe.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        var loaded = await Task.Run(() => Load("{}", (key, folder["pipe"])), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("no plain file", Assert.Single(loaded.Report.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RelativePaths_LieUnderTheDataDirectory()
    {
        var settings = Load("""{ "AutoCore": { "DataDirectory": "/data/x", "Cameras": { "Root": "pictures" }, "Backups": { "Root": "/mnt/backups" } } }""");
        Assert.Equal("/data/x/pictures", settings.Options.Cameras.Root);
        Assert.Equal("/mnt/backups", settings.Options.Backups.Root);
        Assert.Equal("/data/x/autocore.db", settings.Options.Database.Path);
    }

    [Fact]
    public void Load_FileThatIsMissing_IsAMistake() =>
        Assert.Contains("none.json", Assert.Single(LoadedSettings.Load(folder["none.json"], new Hashtable()).Report.Errors), StringComparison.Ordinal);

    [Fact]
    public void Hash_OfTheSameValues_IsTheSameAndChangesWithAny()
    {
        var one = Load("{}").Origin.Hash();
        Assert.Equal(one, Load("""{ "AutoCore": { "Mqtt": { "Port": 1883 } } }""").Origin.Hash());
        Assert.NotEqual(one, Load("""{ "AutoCore": { "Mqtt": { "Port": 1884 } } }""").Origin.Hash());
    }

    private LoadedSettings Load(string json, params (string Name, string Value)[] variables)
    {
        var environment = new Hashtable();
        foreach (var (name, value) in variables)
            environment[name] = value;
        return LoadedSettings.Load(folder.Write("appsettings.json", json), environment);
    }

    private static (string Value, string Origin) Effective(LoadedSettings settings, string path)
    {
        var found = settings.Report.Effective.Single(e => e.Path == path);
        return (found.Value, found.Origin);
    }
}
