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

    [Theory]
    [InlineData(64, "--card", "17")]
    [InlineData(64, "--camera", "no-address")]
    [InlineData(64)]
    public async Task WrongAnswers_ChangeNothing(int exitCode, params string[] options)
    {
        var setup = await SetupAsync(options);

        Assert.Equal(exitCode, setup.ExitCode);
        Assert.NotEmpty(setup.Errors);
        Assert.Equal(Old, await File.ReadAllTextAsync(_settings));
    }

    [Fact]
    public async Task NoFileYet_IsWritten()
    {
        var fresh = _folder["new/appsettings.json"];

        // A file that is named but missing is made.
        var setup = await AutoCoreProcess.RunAsync(["setup", "--config", fresh, "--node", "boat"]);

        Assert.Equal(0, setup.ExitCode);
        Assert.Contains("\"Node\": \"boat\"", await File.ReadAllTextAsync(fresh), StringComparison.Ordinal);
    }

    private Task<CommandResult> SetupAsync(params string[] options) => AutoCoreProcess.RunAsync(["setup", "--config", _settings, .. options]);
}
