using System.Net;
using System.Net.Sockets;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Tests.Cameras.Onvif;
using AutoCore.Daemon.Tests.Cameras.Rtsp;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary>The real program, the real Python, real sockets.</summary>
public sealed class DoctorCommandTests : IDisposable
{
    private const string Unit = "autocore-gateway.service";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Doctor_EveryLine_BeginsWithItsRatingAndTheExitCodeIsTheWorst()
    {
        var result = await DoctorAsync("");
        Assert.Empty(result.Errors);
        Assert.All(result.Output, line => Assert.Matches("^(ok|warning|critical) +[^ ].*: .+", line));
        var worst = result.Output.Any(l => l.StartsWith("critical", StringComparison.Ordinal))
            ? 1 : result.Output.Any(l => l.StartsWith("warning", StringComparison.Ordinal)) ? 2 : 0;
        Assert.Equal(worst, result.ExitCode);
    }

    [Fact]
    public async Task Doctor_OnvifCamera_NamesItsMissingSecret_AndWhatItsStreamNeeds()
    {
        await using var stream = RtspTests.Far("Digest");
        await using var yard = new OnvifYard();
        yard.Use(yard.Add(new() { HasSnapshot = false, Stream = $":{stream.Authority.Split(':')[1]}/live" }, new(IPAddress.Loopback, 0)));
        var settings = yard.Capture.WriteConfiguration();
        // What it has is known once it was asked.
        Assert.DoesNotContain(await DoctorAsync(), static l => l.Contains("video streams", StringComparison.Ordinal));
        Assert.Equal("ok", (await yard.TakeAsync()).Reason.Word);

        var lines = await DoctorAsync();

        Assert.Contains(lines, static l => l.StartsWith($"warning  camera secrets: S/P0: the secret {Credentials.PasswordKey} is missing", StringComparison.Ordinal));
        Assert.Contains(lines, static l => l.StartsWith("warning  video streams: ffmpeg not installed", StringComparison.Ordinal)
            && l.EndsWith("apt install ffmpeg", StringComparison.Ordinal));

        async Task<IReadOnlyList<string>> DoctorAsync() =>
            (await AutoCoreProcess.RunAsync(["doctor", "--config", settings], new Dictionary<string, string> { ["PATH"] = yard.Capture.DataDirectory })).Output;
    }

    [Theory]
    [InlineData("whole", null, null)]
    [InlineData("interpreter gone", "its Python interpreter is gone", "-m venv --clear")]
    [InlineData("wrong version", "it was made for Python 2.6, but its interpreter is Python 3.", "-m venv --clear")]
    [InlineData("package missing", "paho-mqtt is not installed", "-m pip install -r")]
    public async Task Doctor_VirtualEnvironment_NamesWhatIsBrokenAndHowToRebuildIt(string how, string? problem, string? remedy)
    {
        var venv = folder["app/.venv"];
        await using (var python = new ChildProcess(new("python3", ["-m", "venv", "--without-pip", venv])))
            Assert.Equal(0, await python.WaitForExitAsync());
        switch (how)
        {
            case "interpreter gone":
                File.Delete(folder["app/.venv/bin/python3"]);
                File.CreateSymbolicLink(folder["app/.venv/bin/python3"], "/usr/bin/python3.99");
                break;
            case "wrong version":
                File.WriteAllText(folder["app/.venv/pyvenv.cfg"], "home = /usr/bin\ninclude-system-site-packages = false\nversion = 2.6.9\n");
                break;
            case "package missing":
                folder.Write("app/requirements.txt", "paho-mqtt>=1.6\n");
                break;
        }
        var result = await DoctorAsync($$"""{ "Unit": "{{Unit}}", "VirtualEnvironment": "{{venv}}" }""");
        var lines = result.Output.Where(l => l.Contains(Unit, StringComparison.Ordinal)).ToList();
        if (problem is null)
        {
            Assert.DoesNotContain(lines, l => l.StartsWith("critical", StringComparison.Ordinal));
            return;
        }
        Assert.Contains(lines, l => l.StartsWith("critical", StringComparison.Ordinal) && l.Contains(problem, StringComparison.Ordinal)
            && l.Contains(remedy!, StringComparison.Ordinal));
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Doctor_PortTakenByAnotherProcess_NamesBothWithTheRemedy()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var result = await DoctorAsync($$"""{ "Unit": "autocore-config-app.service", "Port": {{port}} }""");
        var line = Assert.Single(result.Output, l => l.Contains($"port {port} is taken", StringComparison.Ordinal));
        Assert.StartsWith("critical autocore-config-app.service", line, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId}", line, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Doctor_BrokerThatDoesNotAnswer_IsCritical()
    {
        var result = await DoctorAsync("", $$"""{ "Host": "127.0.0.1", "Port": {{PrivateMosquitto.FreePort()}} }""");
        Assert.Contains(result.Output, l => l.StartsWith("critical broker: 127.0.0.1:", StringComparison.Ordinal));
    }

    private Task<CommandResult> DoctorAsync(string neighbour, string mqtt = "{}")
    {
        var file = folder.Write("appsettings.json",
            $$"""{ "AutoCore": { "DataDirectory": "{{folder.Path}}", "SdCard": { "Size": 8 }, "Mqtt": {{mqtt}}, "Neighbours": [ {{neighbour}} ] } }""");
        return AutoCoreProcess.RunAsync(["doctor", "--config", file]);
    }
}
