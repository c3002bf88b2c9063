using System.Collections;
using System.Net;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Onvif;
using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Daemon.Cameras.Onvif;
using AutoCore.Policies.Cameras.Onvif;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Onvif;

/// <summary>Devices that are found, asked, and written into a list.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public async Task Search_FindsEachDeviceOnce_AtTheAddressFromWhichItAnswers_WithoutALogin()
    {
        await using var yard = new OnvifYard();
        var devices = OnvifPresets.All.Select(p => yard.Add(p.Behaviour with { Endpoint = Guid.NewGuid().ToString() })).ToList();
        foreach (var device in devices)
            device.Behaviour = device.Behaviour with { GivenHost = $"192.0.2.1:{device.Authority.Split(':')[1]}" };
        yard.Use(devices[0]);

        var found = await yard.Capture.Services.GetRequiredService<DiscoverySearch>().FindAsync([IPAddress.Loopback], default);
        var inquiry = yard.Capture.Services.GetRequiredService<OnvifInquiry>();
        var findings = await Task.WhenAll(found.Select(d => inquiry.AskAsync(d, null, default)));

        Assert.Equal(devices.Select(static d => d.Authority).Order(), found.Select(static d => d.Service.Authority).Order());
        Assert.Equal(6, findings.Count(static f => f.Problem is null));
        Assert.All(findings, static f => Assert.True(f.Problem is null || f.Problem.Contains("no ONVIF", StringComparison.Ordinal), f.Problem));
        Assert.All(devices.SelectMany(static d => d.Requests), static r => Assert.EndsWith(" -", r, StringComparison.Ordinal));
        Assert.Equal("none", findings.SelectMany(static f => f.Cameras.Select(c => (f.Device, c.Auth)))
            .Single(c => c.Device.Service.Authority == devices[5].Authority).Auth);
    }

    /// <summary>Whoever was first to say which device he is hid the device itself.</summary>
    [Fact]
    public async Task DevicesThatSayThatTheyAreOne_AreBothFound_AndThatIsTold()
    {
        await using var yard = new OnvifYard();
        var behaviour = new OnvifBehaviour();
        var (first, second, other) = (yard.Add(behaviour), yard.Add(behaviour), yard.Add(new()));
        yard.Use(first);

        var found = await yard.Capture.Services.GetRequiredService<DiscoverySearch>().FindAsync([IPAddress.Loopback], default);

        Assert.Equal(new[] { first.Authority, second.Authority, other.Authority }.Order(), found.Select(static d => d.Service.Authority).Order());
        Assert.Equal(new[] { first.Authority, second.Authority }.Order(),
            Assert.Single(FoundDevice.FindClaimants(found)).Select(static d => d.Service.Authority).Order());
    }

    public static TheoryData<OnvifBehaviour, string, string> Refusals => new()
    {
        { new() { Authentication = new BasicAuthentication(Credentials.UserName, Credentials.Password) }, "asks for Basic alone", "switch its login to Digest" },
        { new() { Authentication = new DigestAuthentication(Credentials.UserName, "another") }, "auth", "check --user" },
        { new() { Profiles = [] }, "no profile: the device has none", "make a media profile" },
        { new() { Hostility = Hostility.Page }, "no ONVIF", "name another port" },
        { new() { Hostility = Hostility.Huge }, "no ONVIF", "name another port" },
    };

    /// <summary>What a device refused was said, and not what helps.</summary>
    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task Refusal_NamesItsRemedy(OnvifBehaviour behaviour, string problem, string remedy)
    {
        await using var yard = new OnvifYard();
        yard.Use(yard.Add(behaviour with { IsDiscoverable = false }));
        var service = yard.Capture.Services.GetRequiredService<CamerasOptions>().Sources[0].Url;

        var finding = await yard.Capture.Services.GetRequiredService<OnvifInquiry>()
            .AskAsync(new(null, OnvifAddress.Read(service.OriginalString)!, []), (Credentials.UserName, Credentials.PasswordKey), default);

        Assert.Contains(problem, finding.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_NobodyThere_OrWithoutTheSecret_NamesTheRemedy_AndAnAddressOfIPv6IsAsked()
    {
        await using var device = OnvifDevice.Start(new() { IsDiscoverable = false }, IPAddress.IPv6Loopback);
        using var folder = new TemporaryFolder();
        // The list is about to be begun.
        var settings = folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder["data"]}}", "SecretsFile": "{{folder["secrets.env"]}}",
                "Cameras": { "InventoryFile": "{{folder["cameras.csv"]}}" } } }
            """);

        var closed = await RunAsync($"127.0.0.1:{OnvifYard.FreeTcpPort()}");
        Assert.Equal((1, "0 of 1 devices told what may be asked"), (closed.ExitCode, closed.Output[^1]));
        Assert.Contains("nothing listens there: check the address, and name another port", string.Join(' ', closed.Output.Select(static l => l.Trim())),
            StringComparison.Ordinal);
        var secret = await RunAsync(device.Authority, "--user", "viewer", "--password-key", "NONE");
        Assert.Contains($"add a line NONE=… to {folder["secrets.env"]}", Assert.Single(secret.Errors), StringComparison.Ordinal);
        var sixth = await RunAsync(device.Authority, "--user", Credentials.UserName, "--password-key", Credentials.PasswordKey, "--write", folder["cameras.csv"]);
        Assert.True(sixth.ExitCode == 0, string.Join('\n', [.. sixth.Output, .. sixth.Errors]));
        Assert.Contains($"http://{device.Authority}/onvif-http/snapshot", await File.ReadAllTextAsync(folder["cameras.csv"]), StringComparison.Ordinal);

        Task<CommandResult> RunAsync(string address, params string[] options) =>
            AutoCoreProcess.RunAsync(["cameras", "discover", "--device", address, .. options, "--config", settings], Credentials.Secrets);
    }

    [Fact]
    public async Task Crowd_OfOneAddress_LeavesRoomForTheOthers()
    {
        await using var yard = new OnvifYard();
        yard.Add(new() { Hostility = Hostility.Crowd });
        var device = yard.Add(new());
        yard.Use(device);

        var found = await yard.Capture.Services.GetRequiredService<DiscoverySearch>().FindAsync([IPAddress.Loopback], default);

        Assert.Contains(found, d => d.Service.Authority == device.Authority);
        Assert.InRange(found.Count, 2, 65);
    }

    [Fact]
    public async Task Command_WritesAListThatIsReadyForUse_AndKeepsWhatWasInIt()
    {
        await using var yard = new OnvifYard();
        var recorder = yard.Add(OnvifPresets.All.Single(static p => p.Name == "Recorder").Behaviour with { IsDiscoverable = false });
        var clock = yard.Add(OnvifPresets.All.Single(static p => p.Name == "Clock").Behaviour with { IsDiscoverable = false });
        var secret = yard.Add(new() { IsDiscoverable = false, SnapshotQuery = $"&pwd={Uri.EscapeDataString(Credentials.Password)}" });
        using var folder = new TemporaryFolder();
        var settings = folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{folder["data"]}}" } }""");
        var list = folder.Write("cameras.json", "[\n  // mine\n  { \"Site\": \"A\", \"Name\": \"B\", \"Url\": \"http://127.0.0.1:9/\" },\n]\n");

        foreach (var device in new[] { recorder, clock, secret, recorder })
        {
            var told = await AutoCoreProcess.RunAsync(["cameras", "discover", "--device", device.Authority, "--user", Credentials.UserName,
                "--password-key", Credentials.PasswordKey, "--write", list, "--config", settings], Credentials.Secrets);
            Assert.True(told.ExitCode == 0, string.Join('\n', [.. told.Output, .. told.Errors]));
            Assert.DoesNotContain(told.Output, static l => l.Contains(Credentials.Password, StringComparison.Ordinal));
        }

        var text = await File.ReadAllTextAsync(list);
        Assert.StartsWith("[\n  // mine\n  { \"Site\": \"A\", \"Name\": \"B\", \"Url\": \"http://127.0.0.1:9/\" },\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Credentials.Password, text, StringComparison.Ordinal);
        Assert.Equal(4, text.Split("\n").Count(static l => l.Contains("/onvif-http/snapshot?Profile=P", StringComparison.Ordinal)));
        Assert.Equal(4, text.Split("\n").Count(static l => l.Contains("\"Auth\":\"digest\"", StringComparison.Ordinal)));
        Assert.Contains("{PasswordKey}", text, StringComparison.Ordinal);
        Assert.Contains("its clock is behind by 4015.00:", text, StringComparison.Ordinal);
        Assert.Contains("Token", string.Join(' ', clock.Requests), StringComparison.Ordinal);
        await CaptureAsync(folder, list, 4);
    }

    [Theory]
    [InlineData("Site,Name\nA,B\n", "cameras.csv", "mend the list first")]
    [InlineData("{}", "cameras.json", "mend the list first")]
    [InlineData("Site;Name;Url\nA;B\u0000;C", "cameras.csv", "mend the list first")]
    public void List_ThatIsNone_IsNotTouched(string text, string name, string problem)
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write(name, text);

        var failure = Assert.Throws<IOException>(() => new FoundInventory(list));

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(list));
    }

    [Fact]
    public void List_NamesDevicesOnce_AndWhatItHasStays()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("cameras.csv", "Site;Name;Url;Auth;UserName;PasswordKey\r\nONVIF;IPC;http://10.0.0.1/x;;;\r\n");
        var inventory = new FoundInventory(list);
        var first = Finding("10.0.0.1");
        var second = Finding("10.0.0.2");

        Assert.Equal(("ONVIF/IPC", false), inventory.Add(first).Select(static a => (a.Label, a.IsNew)).Single());
        Assert.Equal(("ONVIF/IPC_10.0.0.2", true), inventory.Add(second).Select(static a => (a.Label, a.IsNew)).Single());
        Assert.Equal([("ONVIF/IPC", false), ("ONVIF/IPC_10.0.0.2", true)], inventory.Save().SelectMany(static d => d.Select(static a => (a.Label, a.IsNew))));
        Assert.Equal("Site;Name;Url;Auth;UserName;PasswordKey\r\nONVIF;IPC;http://10.0.0.1/x;;;\r\nONVIF;IPC_10.0.0.2;onvif://10.0.0.2;auto;;\r\n",
            File.ReadAllText(list));
    }

    /// <summary>The two steps of the handbook listed each camera twice.</summary>
    [Theory]
    [InlineData("cameras.csv")]
    [InlineData("cameras.json")]
    public void List_DeviceThatIsAskedWithALoginLater_IsCompleted_AndKeepsItsName(string name)
    {
        using var folder = new TemporaryFolder();
        var list = folder[name];
        var first = new FoundInventory(list);
        first.Add(Finding("10.0.0.1"));
        first.Add(Finding("10.0.0.2"));
        Assert.Equal(2, first.Save().Sum(static n => n.Count(static c => c.IsNew)));
        var second = new FoundInventory(list);
        var found = Finding("10.0.0.1") with
        {
            Names = ["Other"],
            Cameras =
            [
                new("http://10.0.0.1/1.jpg", "digest", "viewer", "KEY", null, "seen; \"1\""), new("http://10.0.0.1/2.jpg", "digest", "viewer", "KEY", null, "2"),
            ],
        };

        Assert.Equal([("ONVIF/IPC", false), ("ONVIF/Other_2", true)], second.Add(found).Select(static a => (a.Label, a.IsNew)));
        Assert.Equal(["ONVIF/IPC"], second.Completed);
        Assert.Equal(1, second.Save().Sum(static n => n.Count(static c => c.IsNew)));

        var third = new FoundInventory(list);
        Assert.All(third.Add(found), static a => Assert.False(a.IsNew));
        Assert.All(third.Add(Finding("10.0.0.1")), static a => Assert.False(a.IsNew));
        Assert.Empty(third.Completed);
        Assert.Equal(name.EndsWith("csv", StringComparison.Ordinal)
            ? """"
              Site,Name,Url,Auth,UserName,PasswordKey,TlsFingerprint,Note
              ONVIF,IPC,http://10.0.0.1/1.jpg,digest,viewer,KEY,,"seen; ""1"""
              ONVIF,IPC_10.0.0.2,onvif://10.0.0.2,auto,,,,x
              ONVIF,Other_2,http://10.0.0.1/2.jpg,digest,viewer,KEY,,2

              """"
            : """"
              [
                {"Site":"ONVIF","Name":"IPC","Url":"http://10.0.0.1/1.jpg","Auth":"digest","Note":"seen; \"1\"", "UserName": "viewer", "PasswordKey": "KEY"},
                {"Site":"ONVIF","Name":"IPC_10.0.0.2","Url":"onvif://10.0.0.2","Auth":"auto","Note":"x"},
                {"Site":"ONVIF","Name":"Other_2","Url":"http://10.0.0.1/2.jpg","Auth":"digest","UserName":"viewer","PasswordKey":"KEY","Note":"2"}
              ]

              """", File.ReadAllText(list));
    }

    /// <summary>Each had read the list before the others wrote, and wrote it without theirs; or its temporary file was renamed by another.</summary>
    [Theory]
    [InlineData("cameras.csv")]
    [InlineData("cameras.json")]
    public async Task List_ThatSeveralWriteAtOnce_HasTheCamerasOfAll_EachOnceAndByAName(string name)
    {
        using var folder = new TemporaryFolder();
        var lists = Enumerable.Range(0, 12).Select(i =>
        {
            var list = new FoundInventory(folder[name]);
            // Two of them find the same device.
            list.Add(Finding($"10.0.0.{Math.Max(i, 1)}"));
            return list;
        }).ToList();

        var written = await Task.WhenAll(lists.Select(static l => Task.Run(l.Save)));

        var cameras = CameraInventory.Read(new SettingReader(SettingLayers.From([], new Hashtable()), new(), ""), "FILE", folder[name]);
        Assert.Equal(Enumerable.Range(1, 11).Select(static i => $"10.0.0.{i}").Order(), cameras.Select(static c => c.Url.Host).Order());
        Assert.Equal(11, cameras.Select(static c => c.Label).Distinct().Count());
        Assert.Equal(11, written.Count(static w => w[0][0].IsNew));
        Assert.Equal([folder[name]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static DeviceFinding Finding(string host) => new(new("e", new($"http://{host}/onvif/device_service"), []), ["IPC"],
        [new($"onvif://{host}", "auto", null, null, null, "x")], null);

    private static async Task CaptureAsync(TemporaryFolder folder, string list, int pictures)
    {
        var settings = folder.Write("capture.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder["data"]}}",
                "Cameras": { "InventoryFile": "{{list}}", "RetryAttempts": 1, "ConnectTimeout": "00:00:01" } } }
            """);
        var round = await AutoCoreProcess.RunAsync(["capture", "--config", settings], Credentials.Secrets);
        Assert.True(round.ExitCode == 2, string.Join('\n', round.Errors));
        Assert.Equal(pictures, Directory.EnumerateFiles(Path.Combine(folder["data"], "cameras"), "*.jpg", SearchOption.AllDirectories)
            .Count(static f => f.Contains("/latest/", StringComparison.Ordinal)));
    }
}
