using System.Collections;
using System.Text.RegularExpressions;
using AutoCore.Core;
using AutoCore.Core.Alerts;
using AutoCore.Daemon.Tests.Generated;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Configuration;

/// <summary>Settings of an earlier release, every key of it set, start this one.</summary>
public sealed partial class UpgradeTests : IDisposable
{
    /// <summary>Keys that the earlier release did not know.</summary>
    private static readonly string[] New =
    [
        "AutoCore:Cameras:Validation:RequireEnd", "AutoCore:Health:Metrics", "AutoCore:Web:Metrics", "AutoCore:Mqtt:PublishAddresses",
        "AutoCore:Mqtt:PictureCameras", "AutoCore:Mqtt:MaxPictureKb",
        "AutoCore:Alerts:GiveUpAfter", "AutoCore:Alerts:Channels:[]:GiveUpAfter",
        "AutoCore:Web:Names", "AutoCore:Web:PathPrefix", "AutoCore:Web:TrustedProxies",
        "AutoCore:Cameras:Latitude", "AutoCore:Cameras:Longitude", "AutoCore:Cameras:Rtsp:MaxAtOnce",
        .. new[] { "HttpProxy", "HttpsProxy", "NoProxy", "ProxyPasswordKey", "CaFile" }.Select(key => $"AutoCore:SecondPlace:Remotes:[]:{key}"),
        .. new[]
        {
            "TlsLegacy", "FollowRedirects", "Enabled", "ConnectTimeout", "FirstByteTimeout", "ImageTimeout", "RetryAttempts", "Headers",
            "Interval", "Hours", "SkipFrames", "LoginType", "LoginBody", "LoginTokenField", "LoginTokenIn", "Note",
        }.Select(key => $"AutoCore:Cameras:Sources:[]:{key}"),
    ];

    private readonly TemporaryFolder _folder = new();

    public UpgradeTests()
    {
        _folder.Write("storage_16gb.conf", "MAX_DB_SIZE_MB=200\n");
        _folder.Write("cameras.csv", "Site,Name,Url\nShop,P2,http://camera.local/b.jpg\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_EveryKeyOfTheEarlierRelease_StartsWithWarningsThatNameTheNewKeys()
    {
        var settings = LoadedSettings.Load(Write(Earlier()), new Hashtable());

        Assert.Empty(settings.Report.Errors);
        var warning = Assert.Single(settings.Report.Warnings, w => w.Contains("is now", StringComparison.Ordinal));
        Assert.Matches(@"^appsettings\.json:\d+: AutoCore:Alerts:Ways is now Channels", warning);
        Assert.Equal(["phone", "hook", "post", "lamp"], settings.Options.Alerts.Channels.Select(c => c.Name));
    }

    [Fact]
    public void EarlierSettings_LeaveNoKeyOut()
    {
        var settings = LoadedSettings.Load(Write(Earlier()), new Hashtable());
        var set = settings.Report.Effective.Where(s => s.Origin == "appsettings.json").Select(s => Index().Replace(s.Path, ":[]")).ToHashSet();
        Assert.Empty(SettingRegister.Under(16).Select(s => s.Path)
            .Where(path => !set.Contains(path) && !set.Any(s => s.StartsWith($"{path}:[]:", StringComparison.Ordinal))).Except(New));
    }

    [Fact]
    public void Load_OldNameInTheEnvironment_GoesOnToWork()
    {
        var settings = LoadedSettings.Load(null, new Hashtable
        {
            ["AutoCore__Alerts__Ways__0__Name"] = "phone",
            ["AutoCore__Alerts__Ways__0__Type"] = "ntfy",
            ["AutoCore__Alerts__Ways__0__UrlKey"] = "URL",
        });

        Assert.Empty(settings.Report.Errors);
        Assert.Equal(AlertChannelType.Ntfy, Assert.Single(settings.Options.Alerts.Channels).Type);
        Assert.Single(settings.Report.Warnings, w => w.Contains("AutoCore__Alerts__Ways is now Channels", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_BothNames_TheNewOneHolds()
    {
        var settings = LoadedSettings.Load(Write("""
            { "AutoCore": { "Alerts": { "Ways": [ { "Name": "old", "UrlKey": "URL" } ], "Channels": [ { "Name": "new", "Type": "ntfy", "UrlKey": "URL" } ] } } }
            """), new Hashtable());

        Assert.Empty(settings.Report.Errors);
        Assert.Equal("new", Assert.Single(settings.Options.Alerts.Channels).Name);
        Assert.Single(settings.Report.Warnings, w => w.Contains("what stands under Ways is not used", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_BothNames_AnEmptyNewOneGivesWay()
    {
        var settings = LoadedSettings.Load(Write("""
            { "AutoCore": { "Alerts": { "Channels": [], "Ways": [ { "Name": "old", "Type": "ntfy", "UrlKey": "URL" } ] } } }
            """), new Hashtable());

        Assert.Empty(settings.Report.Errors);
        Assert.Equal("old", Assert.Single(settings.Options.Alerts.Channels).Name);
    }

    private string Earlier() => File.ReadAllText(Repository.Combine("tests/AutoCore.Daemon.Tests/Configuration/Releases/0.1.0.json"))
        .Replace("\"@", $"\"{_folder.Path}", StringComparison.Ordinal);

    private string Write(string json) => _folder.Write("appsettings.json", json);

    [GeneratedRegex(@":\d+(?=:|$)")]
    private static partial Regex Index();
}
