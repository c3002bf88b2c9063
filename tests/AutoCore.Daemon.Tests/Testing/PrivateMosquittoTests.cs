using System.Diagnostics;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class PrivateMosquittoTests
{
    private const string Topic = "autocore/test/status";

    [Fact]
    public async Task StartNewAsync_Anonymous_CarriesAMessage()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync();

        Assert.Equal(0, await PublishAsync(broker));
        Assert.Equal("online", await ReadRetainedAsync(broker));
    }

    [Fact]
    public async Task StartAsync_AfterStop_HasTheSamePortAndKeepsRetainedMessages()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { Persistence = true });
        var port = broker.Port;
        await PublishAsync(broker);

        await broker.StopAsync();
        Assert.NotEqual(0, await PublishAsync(broker));
        await broker.StartAsync();

        Assert.Equal(port, broker.Port);
        Assert.Equal("online", await ReadRetainedAsync(broker));
    }

    [Fact]
    public async Task StartNewAsync_WithPassword_RefusesAnonymousAndWrongPassword()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { UserName = "pi", Password = "correct horse" });

        Assert.NotEqual(0, await PublishAsync(broker));
        Assert.NotEqual(0, await PublishAsync(broker, "-u", "pi", "-P", "wrong"));
        Assert.Equal(0, await PublishAsync(broker, "-u", "pi", "-P", "correct horse"));
    }

    [Fact]
    public async Task StartNewAsync_TlsWithClientCertificate_RefusesClientsWithout()
    {
        await using var broker = await PrivateMosquitto.StartNewAsync(new MosquittoOptions { Tls = true, RequireClientCertificate = true });
        var files = broker.Certificates!;

        Assert.NotEqual(0, await PublishAsync(broker));
        Assert.NotEqual(0, await PublishAsync(broker, "--cafile", files.CaFile));
        Assert.Equal(0, await PublishAsync(broker, "--cafile", files.CaFile, "--cert", files.ClientCertificateFile, "--key", files.ClientKeyFile));
    }

    [Fact]
    public async Task DisposeAsync_RunningBroker_LeavesNoProcess()
    {
        var broker = await PrivateMosquitto.StartNewAsync();
        await broker.DisposeAsync();

        Assert.NotEqual(0, await PublishAsync(broker));
    }

    private static async Task<int> PublishAsync(PrivateMosquitto broker, params string[] more)
    {
        await using var client = Client("mosquitto_pub", broker, ["-r", "-q", "1", "-m", "online", .. more]);
        return await client.WaitForExitAsync();
    }

    private static async Task<string> ReadRetainedAsync(PrivateMosquitto broker)
    {
        await using var client = Client("mosquitto_sub", broker, ["-C", "1", "-W", "30"]);
        await client.WaitForExitAsync();
        return Assert.Single(client.Output);
    }

    private static ChildProcess Client(string program, PrivateMosquitto broker, string[] arguments) =>
        new(new ProcessStartInfo(program, ["-h", broker.Host, "-p", $"{broker.Port}", "-t", Topic, .. arguments]));
}
