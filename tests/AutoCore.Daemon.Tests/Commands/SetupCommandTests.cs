using System.Text.Json;
using AutoCore.Daemon.Tests.Packaging;
using AutoCore.Policies.Configuration;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary><c>autocore setup</c> by options, as a script uses it.</summary>
public sealed class SetupCommandTests : IDisposable
{
    private const string Old = "{\n  // mine\n  \"AutoCore\": { \"Node\": \"van\", \"SdCard\": { \"Size\": 8 } }\n}\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _settings;

    public SetupCommandTests() => _settings = _folder.Write("appsettings.json", Old);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Options_BecomeAValidFileAndTheOldOneIsKept()
    {
        var setup = await SetupAsync("--card", "32", "--broker", "broker.local", "--camera", "Shop/P1=http://10.0.0.7/a.jpg", "--camera",
            "Shop/P2=http://10.0.0.8/a.jpg");

        Assert.Equal(0, setup.ExitCode);
        Assert.Contains("systemctl restart", setup.Output[^1], StringComparison.Ordinal);
        Assert.Contains(setup.Output, line => line.StartsWith("+ ", StringComparison.Ordinal) && line.Contains("broker.local", StringComparison.Ordinal));
        Assert.Equal(Old, await File.ReadAllTextAsync(_settings + ".bak"));
        Assert.Contains("// mine", await File.ReadAllTextAsync(_settings), StringComparison.Ordinal);
        var config = string.Join('\n', (await AutoCoreProcess.RunAsync(["config", "--config", _settings])).Output);
        Assert.Matches("SdCard:Size = 32", config);
        Assert.Matches("Mqtt:Host = broker.local", config);
        Assert.Matches("Node = van", config);
        Assert.Matches("P2", config);
    }

    [Fact]
    public async Task CameraByItsAddressAlone_GetsTheFirstFreeName()
    {
        var setup = await SetupAsync("--camera", "Shop/P1=http://10.0.0.7/a.jpg?b=c", "--camera", "http://10.0.0.8/a.jpg?b=c", "--camera", "rtsp://10.0.0.9/s");

        Assert.Equal(0, setup.ExitCode);
        var config = string.Join('\n', (await AutoCoreProcess.RunAsync(["config", "--config", _settings])).Output);
        Assert.Matches("Sources:1:Url = http://10.0.0.8/a.jpg", config);
        Assert.Matches("Sources:2:Site = Shop", config);
        Assert.Matches("Sources:2:Name = P3", config);
    }

    [Theory]
    [InlineData(64, "--card", "17")]
    [InlineData(64, "--camera", "no-address")]
    [InlineData(64, "--camera", "Shop/P1=http://10.0.0.7/a\n.jpg")]
    [InlineData(64, "--broker", "broker local")]
    [InlineData(64, "--broker", "mqtt://broker.local")]
    [InlineData(64, "--broker", "me:secret@broker.local")]
    [InlineData(64)]
    public async Task WrongAnswers_ChangeNothing(int exitCode, params string[] options)
    {
        var setup = await SetupAsync(options);

        Assert.Equal(exitCode, setup.ExitCode);
        Assert.NotEmpty(setup.Errors);
        Assert.Equal(Old, await File.ReadAllTextAsync(_settings));
    }

    /// <summary>The address stood with its password in what was shown before it was refused.</summary>
    [Theory]
    [InlineData("Shop/Door2=http://viewer:Zq9Secret@10.0.0.7/x", "leave user name and password out of the address")]
    [InlineData("http://viewer:Zq9Secret@10.0.0.7/x", "autocore cameras add ADDRESS --user NAME")]
    [InlineData("Shop/Door2=http://10.0.0.7/x?user=a&password=Zq9Secret", "write {PasswordKey} in place of the password")]
    [InlineData("Shop/Door2=rtsp://10.0.0.7/user=admin_password=Zq9Secret_channel=1.sdp", "write {PasswordKey} in place of the password")]
    [InlineData("http://viewer:Zq9Secret#@10.0.0.7/x", "allowed: SITE/NAME=URL")]
    [InlineData("Shop/Door2=http://viewer:Zq9Secret@10.0.0.7/x\n", "***@10.0.0.7")]
    [InlineData("Shop/Door\u202E2=http://10.0.0.7/x", "\\u202E in the camera's name cannot be seen")]
    [InlineData("Sh\u200Bop/Door2=http://10.0.0.7/x", "\\u200B in the site's name cannot be seen")]
    public async Task CameraWithAPasswordOrWhatCannotBeSeen_IsRefusedBeforeAnythingIsShown(string camera, string message)
    {
        var setup = await SetupAsync("--card", "16", "--camera", camera);

        Assert.Equal(64, setup.ExitCode);
        Assert.Empty(setup.Output);
        Assert.Contains(message, Assert.Single(setup.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("Zq9Secret", setup.Errors[0], StringComparison.Ordinal);
        Assert.Equal(Old, await File.ReadAllTextAsync(_settings));
    }

    /// <summary>A new camera puts a comma behind the last one, which is shown again so.</summary>
    [Fact]
    public async Task OldAddressWithAPassword_IsShownWithoutIt_AndStays()
    {
        const string url = "http://10.0.0.7/x?user=a&password=Zq9Secret";
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Cameras": { "Sources": [
              { "Site": "Shop", "Name": "Door", "Url": "{{url}}" } // was http://a:Zq9Secret@10.0.0.7/
            ] } } }
            """);

        var setup = await SetupAsync("--camera", "Shop/P2=http://10.0.0.8/a.jpg");

        Assert.Equal((0, ""), (setup.ExitCode, string.Join('\n', setup.Errors)));
        Assert.Contains(setup.Output, static l => l.Contains("user=a&password=***", StringComparison.Ordinal));
        Assert.DoesNotContain(setup.Output, static l => l.Contains("Zq9Secret", StringComparison.Ordinal));
        Assert.Contains(url, await File.ReadAllTextAsync(_settings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task NoFileYet_OrAnEmptyOne_BecomesOneThatCanBeRead(string? before)
    {
        var fresh = _folder["new/appsettings.json"];
        if (before is not null)
            _folder.Write("new/appsettings.json", before);

        var setup = await AutoCoreProcess.RunAsync(
        [
            "setup", "--config", fresh, "--broker", "10.0.0.2", "--broker-user", "van", "--second-place", "/mnt/usb", "--node", "boat", "--card", "16",
            "--camera", "Shop/P1=http://10.0.0.7/snapshot.jpg?channel=1", "--camera", "Shop/P2=http://10.0.0.8/snapshot.jpg?channel=1",
        ]);

        Assert.Equal((0, ""), (setup.ExitCode, string.Join('\n', setup.Errors)));
        Assert.Contains(setup.Output, l => l.StartsWith("note: broker 10.0.0.2: the secret MQTT_PASSWORD is missing: add the line", StringComparison.Ordinal));
        Assert.Equal("Now: autoctl grant && systemctl restart autocore-daemon", setup.Output[^1]);
        Assert.Equal(
            """
            {
              "AutoCore": {
                "Node": "boat",
                "SdCard": { "Size": 16 },
                "Cameras": {
                  "Sources": [
                    { "Site": "Shop", "Name": "P1", "Url": "http://10.0.0.7/snapshot.jpg?channel=1" },
                    { "Site": "Shop", "Name": "P2", "Url": "http://10.0.0.8/snapshot.jpg?channel=1" }
                  ]
                },
                "Backups": { "CopyTo": "/mnt/usb" },
                "Mqtt": { "Host": "10.0.0.2", "UserName": "van" }
              }
            }

            """.ReplaceLineEndings("\n"), await File.ReadAllTextAsync(fresh));
    }

    [Fact]
    public async Task ShippedFile_KeepsItsForm()
    {
        var shipped = await File.ReadAllLinesAsync(Repository.Combine("appsettings.json"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(_settings, shipped, TestContext.Current.CancellationToken);

        var setup = await SetupAsync(
            "--broker", "10.0.0.2", "--node", "boat", "--camera", "Shop/P1=http://10.0.0.7/a.jpg", "--camera", "Shop/P2=http://10.0.0.8/a.jpg");

        Assert.Equal((0, ""), (setup.ExitCode, string.Join('\n', setup.Errors)));
        var now = await File.ReadAllLinesAsync(_settings, TestContext.Current.CancellationToken);
        Assert.Equal(
            """
                "Node": "boat",
                  "Sources": [
                    { "Site": "Shop", "Name": "P1", "Url": "http://10.0.0.7/a.jpg" },
                    { "Site": "Shop", "Name": "P2", "Url": "http://10.0.0.8/a.jpg" }
                  ]
                  "Host": "10.0.0.2",
            """.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()), now.Except(shipped));
        Assert.Equal(["      \"Sources\": []", "      \"Host\": null,"], shipped.Except(now));
    }

    [Fact]
    public void Sections_StandInTheOrderOfTheShippedFile()
    {
        using var shipped = JsonDocument.Parse(File.ReadAllText(Repository.Combine("appsettings.json")));
        var names = shipped.RootElement.EnumerateObject().Select(p => p.Name).ToList();
        names.InsertRange(names.IndexOf("AutoCore") + 1, shipped.RootElement.GetProperty("AutoCore").EnumerateObject().Select(p => p.Name));
        var ranks = names.ConvertAll(SettingsOrder.RankOf);
        Assert.Equal(ranks.Order().Distinct(), ranks);
        Assert.DoesNotContain(int.MaxValue, ranks);
    }

    [Fact]
    public async Task FolderInPlaceOfTheFile_IsSaid()
    {
        var setup = await AutoCoreProcess.RunAsync(["setup", "--config", _folder.Path, "--node", "boat"]);

        Assert.Equal(78, setup.ExitCode);
        Assert.Contains("is a folder: name the file in it", Assert.Single(setup.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatThisUserMayNotWrite_IsSaidBeforeAnythingIsAsked()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write everywhere");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var setup = await SetupAsync("--node", "boat");
            Assert.Equal(1, setup.ExitCode);
            Assert.EndsWith($"may not write {_settings}: sudo autocore setup --config {_settings} --node boat", Assert.Single(setup.Errors), StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task OwnerGroupAndMode_StayAsTheyWere()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root gives files away");
        File.SetUnixFileMode(_settings, (UnixFileMode)0b110_100_000);
        await Shell.RunAsync(_folder, null, $"chgrp 1500 {_settings}");

        await SetupAsync("--node", "boat");

        Assert.Equal(["0 1500 640", "0 1500 640"], await Shell.RunAsync(_folder, null, $"stat -c '%u %g %a' {_settings} {_settings}.bak"));
    }

    [Fact]
    public async Task Import_TakesTheScriptsSettingsAndTheirSecretsOver()
    {
        var env = _folder["secrets.env"];
        await File.WriteAllTextAsync(_settings, $$"""{ "AutoCore": { "Node": "van", "SecretsFile": "{{env}}" } }""");
        await File.WriteAllTextAsync(env, "# mine\nPRESENT=\"1\"");
        File.SetUnixFileMode(env, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var camera = _folder.Write("scripts/.camera_config.json", """{ "storage_mode": "timestamped", "retention_days": 9, "enable_validation": true }""");
        var dotEnv = _folder.Write("scripts/.env", "PORTAL_USER=viewer\nPORTAL_PASS=it's \"a\" $ecret\\\nPRESENT=2\nMAX_WORKERS=4\n");
        var profile = _folder.Write("scripts/storage_16gb.conf", "MAX_DB_SIZE_MB=50\nTELEMETRY_RETENTION_DAYS=3\n");

        var setup = await SetupAsync("--import", camera, "--import", dotEnv, "--import", profile);

        Assert.Equal((0, ""), (setup.ExitCode, string.Join('\n', setup.Errors)));
        Assert.Contains(setup.Output, l => l.Contains("\"PasswordKey\": \"PORTAL_PASS\"", StringComparison.Ordinal));
        Assert.DoesNotContain(setup.Output, l => l.Contains("$ecret", StringComparison.Ordinal));
        var config = string.Join('\n', (await AutoCoreProcess.RunAsync(["config", "--config", _settings])).Output);
        Assert.Matches("Cameras:StorageMode = timestamped", config);
        Assert.Matches("Cameras:RetentionDays = 9", config);
        Assert.Matches("Cameras:MaxWorkers = 4", config);
        Assert.Matches("Telemetry:RetentionDays = 3", config);
        Assert.Equal("it's \"a\" $ecret\\", new AutoCore.Core.Storage.Secrets(env, new Dictionary<string, string>()).Find("PORTAL_PASS").Value);
        Assert.StartsWith("# mine\nPRESENT=\"1\"\nPORTAL_PASS=", await File.ReadAllTextAsync(env), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAnotherFile_ChangesNothing()
    {
        var other = _folder.Write("notes.txt", "buy milk");
        var setup = await SetupAsync("--import", other);
        Assert.Equal(78, setup.ExitCode);
        Assert.Contains("no settings file of the scripts", Assert.Single(setup.Errors), StringComparison.Ordinal);
        Assert.Equal(Old, await File.ReadAllTextAsync(_settings));
    }

    [Theory]
    [InlineData("17\n32\n\n\n\n\n\n\n\n", "allowed: 8, 16, 32, 64")]
    [InlineData("32\n\n\n\n/no/such/list.csv\n\n\n\n\n", "/no/such/list.csv cannot be read")]
    public async Task Answer_ThatIsWrong_IsSaidAtOnce_AndTheOthersAreKept(string answers, string said)
    {
        await using var script = new ChildProcess(new("script", ["-qec", $"{AutoCoreProcess.ProgramPath} setup --config {_settings}", "/dev/null"]));
        await script.Input.WriteAsync(answers);
        await script.Input.FlushAsync();
        Assert.Equal(0, await script.WaitForExitAsync());
        Assert.Contains(script.Output, l => l.Contains(said, StringComparison.Ordinal));
        Assert.Matches("SdCard:Size = 32", string.Join('\n', (await AutoCoreProcess.RunAsync(["config", "--config", _settings])).Output));
    }

    private Task<CommandResult> SetupAsync(params string[] options) => AutoCoreProcess.RunAsync(["setup", "--config", _settings, .. options]);
}
