using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Tests.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>The cameras' step of <c>setup</c>, on a terminal of its own.</summary>
public sealed class SetupCamerasTests : IAsyncDisposable
{
    /// <summary>Card, node, broker, its user, the list and the second place stay as they are.</summary>
    private const string Others = "\n\n\n\n\n\n";

    private readonly CaptureFixture _fixture = new();
    private readonly TemporaryFolder _folder = new();

    private string Settings => _folder["appsettings.json"];

    private string Secrets => _folder["secrets.env"];

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>An address was written as it was typed, and nobody had asked it.</summary>
    [Fact]
    public async Task Address_IsTried_AndWhatItSentIsSaid()
    {
        var camera = _fixture.Farm.Add("Shop/Door");

        var said = await SetupAsync($"Shop/Door={camera.Url}\n", "\n", "\n");

        Assert.Contains("sent a picture: ok 320x240", said, StringComparison.Ordinal);
        Assert.Contains($"\"Url\": \"{camera.Url}\"", await File.ReadAllTextAsync(Settings), StringComparison.Ordinal);
        Assert.Equal(1, camera.Requests);
    }

    [Fact]
    public async Task AddressWithoutAPicture_IsAddedOnlyIfThatIsWanted()
    {
        var camera = _fixture.Farm.Add("Shop/Door", new() { Fault = Fault.Status(404) });

        var said = await SetupAsync($"Shop/P1={camera.Url}\n", "\n", $"Shop/P2={camera.Url}\n", "y\n", "\n", "\n");

        Assert.Contains("http-404", said, StringComparison.Ordinal);
        Assert.Contains("Add it all the same?", said, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(Settings);
        Assert.DoesNotContain("\"P1\"", written, StringComparison.Ordinal);
        Assert.Contains("\"P2\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CameraWithAPassword_IsAskedForIt_AndTheSecretGoesIntoItsFile()
    {
        var camera = _fixture.Farm.Add("Shop/Door", new() { Authentication = new DigestAuthentication("viewer", "of-the-door") });

        var said = await SetupAsync($"Shop/Door={camera.Url}\n", "viewer\n", "not a name\n", "DOOR_PASSWORD\n", "of-the-door\n", "\n", "\n");

        Assert.Contains("A name for its password, not the password itself", said, StringComparison.Ordinal);
        Assert.Contains("allowed: capital letters, digits and _", said, StringComparison.Ordinal);
        Assert.Contains("sent a picture: ok 320x240", said, StringComparison.Ordinal);
        Assert.Contains("DOOR_PASSWORD=", await File.ReadAllTextAsync(Secrets), StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(Settings);
        Assert.Contains("\"UserName\": \"viewer\", \"PasswordKey\": \"DOOR_PASSWORD\"", written.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-door", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordThatIsWrong_IsAskedForAgain_AndNotKept()
    {
        var camera = _fixture.Farm.Add("Shop/Door", new() { Authentication = new DigestAuthentication("viewer", "of-the-door") });

        await SetupAsync($"Shop/Door={camera.Url}\n", "viewer\n", "\n", "wrong\n", "\n", $"Shop/Door={camera.Url}\n", "viewer\n", "\n", "of-the-door\n", "\n", "\n");

        Assert.Equal("CAMERA_PASSWORD=of-the-door", (await File.ReadAllTextAsync(Secrets)).Trim().Replace("\"", "", StringComparison.Ordinal));
        Assert.Contains("\"PasswordKey\": \"CAMERA_PASSWORD\"", await File.ReadAllTextAsync(Settings), StringComparison.Ordinal);
    }

    /// <summary>It stood as the name of a secret in the settings.</summary>
    [Fact]
    public async Task PasswordInPlaceOfItsName_IsNotTaken_AndTheNameIsAskedForAgain()
    {
        var camera = _fixture.Farm.Add("Shop/Door", new() { Authentication = new DigestAuthentication("viewer", "Zq9Secret") });

        await SetupAsync($"Shop/Door={camera.Url}\n", "viewer\n", "Zq9Secret\n", "\n", "Zq9Secret\n", "\n", "\n");

        var written = await File.ReadAllTextAsync(Settings);
        Assert.Contains("\"PasswordKey\": \"CAMERA_PASSWORD\"", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Zq9Secret", written, StringComparison.Ordinal);
    }

    /// <summary>The camera was added without a word, and a terminal was told to take a terminal.</summary>
    [Theory]
    [InlineData("\n", false)]
    [InlineData("y\n", true)]
    public async Task NoPassword_AddsTheCameraOnlyIfThatIsWanted(string answer, bool isAdded)
    {
        var camera = _fixture.Farm.Add("Shop/Door", new() { Authentication = new DigestAuthentication("viewer", "of-the-door") });

        var said = await SetupAsync($"Shop/Door={camera.Url}\n", "viewer\n", "\n", "\n", answer, "\n", "\n");

        Assert.Contains("no password was typed: add a line CAMERA_PASSWORD=…", said, StringComparison.Ordinal);
        Assert.Contains("Add it all the same?", said, StringComparison.Ordinal);
        Assert.DoesNotContain("on a terminal", said, StringComparison.Ordinal);
        Assert.Equal(isAdded, (await File.ReadAllTextAsync(Settings)).Contains("Door", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecretsFileThatIsALinkToNothing_IsSaidBeforeThePasswordIsAskedFor()
    {
        var camera = _fixture.Farm.Add("Shop/Door", new() { Authentication = new DigestAuthentication("viewer", "of-the-door") });
        File.CreateSymbolicLink(Secrets, _folder["nowhere"]);

        var said = await SetupAsync($"Shop/Door={camera.Url}\n", "viewer\n", "\n", "\n", "\n");

        Assert.Contains($"{Secrets} is a link that leads nowhere", said, StringComparison.Ordinal);
        Assert.DoesNotContain("it is not shown):", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop/Do\u202Eor=http://10.0.0.7/a.jpg", "in the camera's name cannot be seen")]
    [InlineData("Shop/Door=http://admin:hunter2@10.0.0.7/a.jpg", "answer the questions that follow")]
    [InlineData("Shop/Door=http://10.0.0.7/a.jpg?password=hunter2", "write {PasswordKey} in place of the password")]
    [InlineData("Shop/Door=10.0.0.7/a.jpg", "did you mean http://10.0.0.7/a.jpg?")]
    [InlineData("door", "allowed: SITE/NAME=URL")]
    public async Task WhatIsNone_IsSaid_AndAskedForAgain(string answer, string message)
    {
        var said = await SetupAsync($"{answer}\n", "\n");

        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.Contains($"{Settings} stays as it is.", said, StringComparison.Ordinal);
    }

    private async Task<string> SetupAsync(params string[] answers)
    {
        _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder["data"]}}", "SecretsFile": "{{Secrets}}" } }""");
        await using var script = new ChildProcess(new("script", ["-qec", $"{AutoCoreProcess.ProgramPath} setup --config {Settings}", "/dev/null"]));
        await script.Input.WriteAsync(Others + string.Concat(answers));
        await script.Input.FlushAsync();
        var exitCode = await script.WaitForExitAsync();
        var said = string.Join('\n', script.Output);
        Assert.True(exitCode == 0, said);
        // What the terminal breaks into lines is one sentence.
        return string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
