using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Configuration;

/// <summary>The scripts' settings files.</summary>
public sealed class ScriptSettingsTests
{
    [Theory]
    [InlineData("storage_mode", "\"organized\"", "AutoCore:Cameras:StorageMode", "\"organized\"")]
    [InlineData("retention_days", "7", "AutoCore:Cameras:RetentionDays", "7")]
    [InlineData("max_workers", "10", "AutoCore:Cameras:MaxWorkers", "10")]
    [InlineData("retry_attempts", "\"3\"", "AutoCore:Cameras:RetryAttempts", "3")]
    [InlineData("delay_between_cameras", "0.5", "AutoCore:Cameras:DelayBetweenCameras", "\"00:00:00.500\"")]
    [InlineData("delay_between_cameras", "2", "AutoCore:Cameras:DelayBetweenCameras", "\"00:00:02\"")]
    [InlineData("enable_cleanup", "false", "AutoCore:DiskWatchdog:Cleanup:Enabled", "false")]
    [InlineData("log_level", "\"INFO\"", "Logging:LogLevel:Default", "\"Information\"")]
    [InlineData("log_level", "\"warning\"", "Logging:LogLevel:Default", "\"Warning\"")]
    public void CameraConfig_EachKeyHasItsSetting(string key, string value, string path, string json)
    {
        var settings = ScriptSettings.Parse("/home/pi/.camera_config.json", $$"""{ "{{key}}": {{value}} }""");
        var imported = Assert.Single(settings.Values);
        Assert.Equal((path, json), (string.Join(':', imported.Path), imported.Json));
        Assert.Empty(settings.Notes);
    }

    [Theory]
    [InlineData("""{ "storage_mode": "pile" }""", "not snapshot, organized or timestamped")]
    [InlineData("""{ "max_workers": "many" }""", "not a whole number")]
    [InlineData("""{ "max_workers": -1 }""", "not a whole number")]
    [InlineData("""{ "delay_between_cameras": "soon" }""", "not a number of seconds")]
    [InlineData("""{ "enable_validation": true }""", "every picture is checked")]
    [InlineData("""{ "colour": "red" }""", "colour is not known here")]
    public void CameraConfig_WhatCannotBeTaken_IsSaid(string text, string note)
    {
        var settings = ScriptSettings.Parse("/home/pi/.camera_config.json", text);
        Assert.Empty(settings.Values);
        Assert.Contains(note, Assert.Single(settings.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Env_GivesSettingsSecretsAndWhereTheUserGoes()
    {
        var settings = ScriptSettings.Parse("/home/pi/.env", "# beside the scripts\nexport PORTAL_USER=viewer@example.org\r\nPORTAL_PASS='a b=c'\nDELAY_ENTRE_CAMERAS=0.5\n\nMAX_WORKERS=10\n");
        Assert.Equal(["AutoCore:Cameras:DelayBetweenCameras", "AutoCore:Cameras:MaxWorkers"], settings.Values.Select(v => string.Join(':', v.Path)));
        Assert.Equal(KeyValuePair.Create("PORTAL_PASS", "a b=c"), Assert.Single(settings.Secrets));
        Assert.Equal(".env: PORTAL_USER belongs to each camera that asks for it: \"UserName\": \"viewer@example.org\", \"PasswordKey\": \"PORTAL_PASS\"", Assert.Single(settings.Notes));
    }

    [Fact]
    public void StorageConf_IsTheProfileFile()
    {
        var settings = ScriptSettings.Parse("/home/pi/storage_16gb.conf", "MAX_DB_SIZE_MB=50\nSWAP_SIZE_MB=1024\n");
        Assert.Equal(("AutoCore:SdCard:ProfileFile", "\"/home/pi/storage_16gb.conf\""), (string.Join(':', settings.Values.Single().Path), settings.Values.Single().Json));
    }

    [Theory]
    [InlineData("{ no json")]
    [InlineData("""{ "a": 1, "A": 2 }""")]
    [InlineData("just words")]
    [InlineData("rm -rf /=x")]
    [InlineData("=value")]
    [InlineData(" \n")]
    public void OtherFiles_AreRefused_AndQuotedNowhere(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => ScriptSettings.Parse("/home/pi/.env", text));
        Assert.StartsWith(string.IsNullOrWhiteSpace(text) ? "/home/pi/.env is empty" : "/home/pi/.env is no ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("rm -rf", refusal.Message, StringComparison.Ordinal);
    }
}
