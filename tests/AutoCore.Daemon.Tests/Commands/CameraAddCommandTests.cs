using System.Text;
using System.Text.Json;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Serving;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>Cameras are added as a user types it, against a farm.</summary>
public sealed class CameraAddCommandTests : IAsyncDisposable
{
    private readonly CaptureFixture _fixture = new();
    private readonly TemporaryFolder _folder = new();

    private Farm Farm => _fixture.Farm;

    private string Settings => _folder["appsettings.json"];

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Add_NoInventory_WritesItIntoTheSettings_WhichKeepTheirComments()
    {
        var camera = Farm.Add("Shop/Door");
        Write("""
            { // mine
              "AutoCore": { "DataDirectory": "DATA", "Cameras": { "Interval": "01:00:00" /* an hour */ } }
            }
            """);

        var result = await AddAsync(camera.Url.ToString(), "--site", "Shop", "--name", "Door");

        Assert.Empty(result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("ok 320x240", result.Output[0], StringComparison.Ordinal);
        Assert.Contains($"{Settings}: added Shop/Door", result.Output);
        var written = File.ReadAllText(Settings);
        Assert.Contains("// mine", written, StringComparison.Ordinal);
        Assert.Contains("/* an hour */", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop/Door", File.ReadAllText($"{Settings}.bak"), StringComparison.Ordinal);
        // It is captured from now on, and the next one has the next name.
        Assert.Equal(0, (await AddAsync(Farm.Add("Shop/P2").Url.ToString())).ExitCode);
        Assert.Equal(["Shop/Door", "Shop/P1"], await LabelsAsync());
    }

    [Theory]
    [InlineData("cameras.csv", "\uFEFFName;Site;Url;Auth\r\nTill;Shop;http://10.0.0.9/;\"none\"\r\n", "Door;Shop;URL;\r\n")]
    [InlineData("cameras.csv", "Site,Name,Url\nShop,Till,http://10.0.0.9/", "\nShop,Door,URL\n")]
    [InlineData("cameras.json", "[ // all of them\n  { \"Site\": \"Shop\", \"Name\": \"Till\", \"Url\": \"http://10.0.0.9/\" }, // the last\n]\n", "\"Door\"")]
    public async Task Add_Inventory_KeepsItsFormItsCharactersAndItsMode(string name, string present, string added)
    {
        var camera = Farm.Add("Shop/Door");
        var list = _folder.Write(name, present);
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(list, mode);
        WriteWithInventory(list);

        var result = await AddAsync(camera.Url.ToString(), "--site", "Shop", "--name", "Door");

        Assert.Empty(result.Errors);
        var written = File.ReadAllBytes(list);
        var text = Encoding.UTF8.GetString(written);
        Assert.Contains(added.Replace("URL", camera.Url.ToString(), StringComparison.Ordinal), text, StringComparison.Ordinal);
        foreach (var part in present.Split("\n]")[0].Split(" }"))
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(mode, File.GetUnixFileMode(list));
        Assert.Equal([name], Directory.GetFiles(_folder.Path, "cameras*").Select(Path.GetFileName));
        Assert.Equal(["Shop/Till", "Shop/Door"], await LabelsAsync());
    }

    /// <summary>A list that the settings name, and that nobody had begun, was a mistake of the settings.</summary>
    [Theory]
    [InlineData("lists/cameras.csv", null, "Site,Name,Url,Auth,UserName,PasswordKey,TlsFingerprint,Note\nShop,Door,URL,,,,,\n")]
    [InlineData("cameras.csv", "", "Site,Name,Url,Auth,UserName,PasswordKey,TlsFingerprint,Note\nShop,Door,URL,,,,,\n")]
    [InlineData("cameras.json", " \n", "[\n  {\"Site\":\"Shop\",\"Name\":\"Door\",\"Url\":\"URL\"}\n]\n")]
    [InlineData("cameras.json", null, "[\n  {\"Site\":\"Shop\",\"Name\":\"Door\",\"Url\":\"URL\"}\n]\n")]
    public async Task Add_InventoryThatIsNotThereYet_OrIsEmpty_IsBegun(string name, string? present, string begun)
    {
        var camera = Farm.Add("Shop/Door");
        var list = present is null ? _folder[name] : _folder.Write(name, present);
        WriteWithInventory(list);

        var result = await AddAsync(camera.Url.ToString(), "--site", "Shop", "--name", "Door");

        Assert.Equal((0, ""), (result.ExitCode, string.Join('\n', result.Errors)));
        Assert.Equal(begun.Replace("URL", camera.Url.ToString(), StringComparison.Ordinal), await File.ReadAllTextAsync(list));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(list));
        Assert.Equal(["Shop/Door"], await LabelsAsync());
    }

    [Theory]
    [InlineData(0, false, "MaxWorkers")]
    [InlineData(1, true, "cannot be read")]
    public async Task Add_OtherMistakesOfTheSettings_AreSaidAsEver(int workers, bool leadsNowhere, string message)
    {
        var list = _folder["cameras.csv"];
        if (leadsNowhere)
            File.CreateSymbolicLink(list, "nowhere");
        Write($$"""{ "AutoCore": { "DataDirectory": "DATA", "Cameras": { "InventoryFile": "{{list}}", "MaxWorkers": {{workers}} } } }""");

        var result = await AddAsync("http://10.0.0.7/a.jpg");

        Assert.Equal(78, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_AsRoot_InventoryThatIsNotThereYet_InAFolderOfAnotherUsers_BecomesTheirs()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root acts as another user");
        var camera = Farm.Add("Shop/Door");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        var home = Directory.CreateDirectory(_folder["home"]).FullName;
        await using (var shell = new ChildProcess(new("chown", ["1500:1500", home])))
            Assert.Equal(0, await shell.WaitForExitAsync());
        WriteWithInventory(Path.Combine(home, "cameras.csv"));

        Assert.Equal(0, (await AddAsync(camera.Url.ToString(), "--site", "Shop", "--name", "Door")).ExitCode);

        await using var stat = new ChildProcess(new("stat", ["-c", "%u %g %a", Path.Combine(home, "cameras.csv")]));
        Assert.Equal(0, await stat.WaitForExitAsync());
        Assert.Equal(["1500 1500 644"], stat.Output);
    }

    /// <summary>A line break that was pasted with an address stood in the list afterwards.</summary>
    [Theory]
    [InlineData("http://10.0.0.7/a\n.jpg", "\\x0A in the address cannot be seen")]
    [InlineData("http://10.0.0.7/a.jpg\u200B", "\\u200B in the address cannot be seen")]
    [InlineData("http://10.0.0.7/\u001b[2Ja.jpg", "\\x1B in the address cannot be seen")]
    public async Task Add_AddressWithWhatCannotBeSeen_IsRefusedWithItsCode(string url, string message)
    {
        Write("""{ "AutoCore": { "DataDirectory": "DATA" } }""");

        var result = await AddAsync(url, "--anyway");

        Assert.Equal(64, result.ExitCode);
        Assert.StartsWith(message, Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Empty(await LabelsAsync());
    }

    [Fact]
    public async Task Add_BlanksAndLineBreaksAroundAnAddress_AreLeftOut()
    {
        var camera = Farm.Add("Shop/Door");
        Write("""{ "AutoCore": { "DataDirectory": "DATA" } }""");

        Assert.Equal(0, (await AddAsync($" {camera.Url}\r\n")).ExitCode);

        Assert.Contains($"\"Url\": \"{camera.Url}\"", await File.ReadAllTextAsync(Settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_NamesEveryKindOfAddress()
    {
        var help = string.Join(' ', (await AutoCoreProcess.RunAsync(["cameras", "add", "--help"])).Output.Select(static l => l.Trim()));

        Assert.All(new[] { "http://", "https://", "rtsp://", "rtsps://", "onvif://" }, kind => Assert.Contains(kind, help, StringComparison.Ordinal));
        Assert.Contains("autocore cameras add onvif://", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_InventoryThatIsNotUtf8_IsLeftAlone()
    {
        var camera = Farm.Add("Shop/Door");
        var list = _folder["cameras.csv"];
        byte[] western = [.. "Site,Name,Url\n"u8, .. "S"u8, 0xE3, .. "o,P1,http://10.0.0.9/\n"u8];
        File.WriteAllBytes(list, western);
        WriteWithInventory(list);

        var result = await AddAsync(camera.Url.ToString());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("CSV UTF-8", result.Errors[^1], StringComparison.Ordinal);
        Assert.Equal(western, File.ReadAllBytes(list));
    }

    [Theory]
    [InlineData("--name", "till", "Shop/Till is there already", true)]
    [InlineData("--name", "Other", "Shop/Till has this address already", true)]
    [InlineData("--name", "till", "Shop/Till is there already", false)]
    [InlineData("--name", "Other", "Shop/Till has this address already", false)]
    public async Task Add_WhatIsThereAlready_IsRefusedWithItsName(string option, string value, string message, bool isEnabled)
    {
        var camera = Farm.Add("Shop/Till");
        var content = $"Site,Name,Url,Enabled\nShop,Till,{camera.Url},{isEnabled}\n";
        var list = _folder.Write("cameras.csv", content);
        WriteWithInventory(list);
        var url = value == "till" ? $"{camera.Url}?other" : camera.Url.ToString();

        var result = await AddAsync(url, "--site", "Shop", option, value);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Equal(0, camera.Requests);
        Assert.Equal(content, File.ReadAllText(list));
    }

    [Fact]
    public async Task Add_CameraThatSendsNoPicture_IsNotWritten_UnlessItIsWantedAnyway()
    {
        var camera = Farm.Add("Shop/Door", new Camera { Fault = Fault.Status(404) });
        Write("""{ "AutoCore": { "DataDirectory": "DATA" } }""");

        var result = await AddAsync(camera.Url.ToString());
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("http-404", result.Output[0], StringComparison.Ordinal);
        Assert.Contains("--anyway", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Empty(await LabelsAsync());

        Assert.Equal(0, (await AddAsync(camera.Url.ToString(), "--anyway")).ExitCode);
        Assert.Equal(["Home/P1"], await LabelsAsync());
    }

    [Fact]
    public async Task Add_CameraWithAPassword_TakesItFromTheSecretsFile_AndSaysWhichLoginWorks()
    {
        var camera = Farm.Add("Shop/Door", new Camera { Authentication = new DigestAuthentication("viewer", "of-the-door") });
        _folder.Write("secrets.env", "DOOR_PASSWORD=of-the-door\n");
        File.SetUnixFileMode(_folder["secrets.env"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write($$"""{ "AutoCore": { "DataDirectory": "DATA", "SecretsFile": "{{_folder["secrets.env"]}}" } }""");

        var result = await AddAsync(camera.Url.ToString(), "--user", "viewer", "--password-key", "DOOR_PASSWORD");

        Assert.Empty(result.Errors);
        Assert.Contains("\"Auth\": \"digest\"", result.Output[0], StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-door", string.Join('\n', [.. result.Output, File.ReadAllText(Settings)]), StringComparison.Ordinal);
        Assert.Contains("\"PasswordKey\": \"DOOR_PASSWORD\"", File.ReadAllText(Settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_PasswordThatIsNowhere_IsNamedBeforeTheCameraIsAsked()
    {
        var camera = Farm.Add("Shop/Door");
        Write($$"""{ "AutoCore": { "DataDirectory": "DATA", "SecretsFile": "{{_folder["secrets.env"]}}" } }""");

        var result = await AddAsync(camera.Url.ToString(), "--user", "viewer", "--password-key", "DOOR_PASSWORD");

        Assert.Equal((1, 0), (result.ExitCode, camera.Requests));
        Assert.Contains($"add a line DOOR_PASSWORD=… to {_folder["secrets.env"]}", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://admin:hunter2@10.0.0.7/a.jpg", "--user NAME --password-key")]
    [InlineData("http://10.0.0.7/a.jpg?user=admin&password=hunter2", "{PasswordKey}")]
    [InlineData("10.0.0.7/a.jpg", "did you mean http://10.0.0.7/a.jpg?")]
    [InlineData("ftp://10.0.0.7/a.jpg", "no address of a camera: http://HOST/PATH, https://, rtsp://, rtsps:// or onvif://HOST")]
    [InlineData("http://10.0.0.7/a.jpg --user admin --password-key s3cret!", "a name made of letters")]
    [InlineData("http://10.0.0.7/a.jpg --user admin", "--password-key")]
    [InlineData("http://10.0.0.7/a.jpg --site ../x", "Site")]
    public async Task Add_WhatIsNone_IsWrongUsageThatRepeatsNoSecret(string words, string message)
    {
        Write("""{ "AutoCore": { "DataDirectory": "DATA" } }""");
        var before = File.ReadAllText(Settings);

        var result = await AddAsync(words.Split(' '));

        Assert.Equal(64, result.ExitCode);
        Assert.Contains(message, string.Join('\n', result.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Join('\n', [.. result.Errors, .. result.Output]), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Settings));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Add_AsRoot_ToAListOfAnotherUsers_WritesAsThatUser_AndFollowsNoLinkOfTheirs(bool isLink)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root acts as another user");
        const string header = "Site,Name,Url\n";
        var camera = Farm.Add("Shop/Door");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        var (home, own) = (Directory.CreateDirectory(_folder["home"]).FullName, _folder.Write("roots.csv", header));
        var list = Path.Combine(home, "cameras.csv");
        if (isLink)
            File.CreateSymbolicLink(list, own);
        else
            await File.WriteAllTextAsync(list, header);
        await using (var shell = new ChildProcess(new("chown", ["-R", "-h", "1500:1500", home])))
            Assert.Equal(0, await shell.WaitForExitAsync());
        WriteWithInventory(list);

        var result = await AddAsync(camera.Url.ToString(), "--site", "Shop", "--name", "Door");

        Assert.Equal(isLink ? 1 : 0, result.ExitCode);
        Assert.Equal(header, await File.ReadAllTextAsync(own));
        Assert.Equal(isLink ? 0 : 1, camera.Requests);
        await using var find = new ChildProcess(new("find", [home, "-user", "0"]));
        Assert.Equal(0, await find.WaitForExitAsync());
        Assert.Empty(find.Output);
        if (!isLink)
            Assert.Contains("Shop,Door,", await File.ReadAllTextAsync(list), StringComparison.Ordinal);
    }

    private void Write(string settings) => _folder.Write("appsettings.json", settings.Replace("DATA", _folder["data"], StringComparison.Ordinal));

    private void WriteWithInventory(string list) => Write($$"""{ "AutoCore": { "DataDirectory": "DATA", "Cameras": { "InventoryFile": "{{list}}" } } }""");

    private Task<CommandResult> AddAsync(params string[] words) => AutoCoreProcess.RunAsync(["cameras", "add", .. words, "--config", Settings]);

    private async Task<IReadOnlyList<string>> LabelsAsync()
    {
        var list = await AutoCoreProcess.RunAsync(["cameras", "list", "--json", "--config", Settings]);
        return [.. JsonDocument.Parse(string.Concat(list.Output)).RootElement.EnumerateArray()
            .Select(c => $"{c.GetProperty("site").GetString()}/{c.GetProperty("camera").GetString()}")];
    }
}
