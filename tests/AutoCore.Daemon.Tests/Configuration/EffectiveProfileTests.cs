using System.Collections;
using AutoCore.Core;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Configuration;

public sealed class EffectiveProfileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_DropInFile_StandsBetweenProfileAndExplicitKey()
    {
        folder.Write("storage_16gb.conf", "MAX_DB_SIZE_MB=40\nTELEMETRY_RETENTION_DAYS=5\n");
        var settings = Load("""{ "AutoCore": { "SdCard": { "Size": 16, "ProfileFile": "storage_16gb.conf" }, "Telemetry": { "RetentionDays": 2 } } }""");
        Assert.Empty(settings.Report.Errors);
        Assert.Equal(("40", "storage_16gb.conf"), Effective(settings, "AutoCore:Database:MaxSizeMb"));
        Assert.Equal(("2", "appsettings.json"), Effective(settings, "AutoCore:Telemetry:RetentionDays"));
        Assert.Equal(("14", "profile 16 GB"), Effective(settings, "AutoCore:LogRetention:Days"));
        Assert.Equal(("7", "profile 16 GB"), Effective(settings, "AutoCore:Backups:Keep"));
    }

    [Theory]
    [InlineData("null", null, "0", "default")]
    [InlineData("null", "MMAP_SIZE_MB=128", "128", "storage.conf")]
    [InlineData("64", "MMAP_SIZE_MB=128", "64", "appsettings.json")]
    public void Load_MemoryMap_IsOffUnlessSomebodyAsksForIt(string key, string? dropIn, string value, string origin)
    {
        folder.Write("storage.conf", dropIn ?? "");
        var settings = Load($$"""{ "AutoCore": { "SdCard": { "Size": 64, "ProfileFile": "storage.conf" }, "Database": { "MmapSizeMb": {{key}} } } }""");
        Assert.Equal((value, origin), Effective(settings, "AutoCore:Database:MmapSizeMb"));
    }

    [Fact]
    public void Load_DropInFileWithMistakes_NamesFileAndLineOfEach()
    {
        var file = folder.Write("storage_8gb.conf", "MAX_DB_SIZE_MB=40\nCOLOUR=blue\nCACHE_SIZE_KB=much\nMAX_DB_SIZE_MB=50\n");
        var settings = Load("""{ "AutoCore": { "SdCard": { "ProfileFile": "storage_8gb.conf" } } }""");
        Assert.Equal([$"{file}:2:", $"{file}:3:", $"{file}:4:"], settings.Report.Errors.Select(e => e[..(file.Length + 3)]));
    }

    [Fact]
    public void Load_DropInFileThatIsMissing_IsAMistakeOfItsKey() =>
        Assert.Contains("AutoCore:SdCard:ProfileFile", Assert.Single(Load("""{ "AutoCore": { "SdCard": { "ProfileFile": "none.conf" } } }""").Report.Errors),
            StringComparison.Ordinal);

    private LoadedSettings Load(string json) =>
        LoadedSettings.Load(folder.Write("appsettings.json", json), new Hashtable { ["AutoCore__DataDirectory"] = folder.Path });

    private static (string Value, string Origin) Effective(LoadedSettings settings, string path)
    {
        var found = settings.Report.Effective.Single(e => e.Path == path);
        return (found.Value, found.Origin);
    }
}
