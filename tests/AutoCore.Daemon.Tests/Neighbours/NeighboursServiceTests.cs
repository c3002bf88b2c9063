using System.Net;
using System.Net.Sockets;
using AutoCore.Core.Health;
using AutoCore.Core.Neighbours;
using AutoCore.Daemon.Neighbours;
using AutoCore.Daemon.Tests.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Neighbours;

public sealed class NeighboursServiceTests : IDisposable
{
    private readonly WorkerFixture fixture = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        fixture.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Neighbour_RunningWithoutPort_TellsItsMemory()
    {
        folder.Write("cgroup.controllers", "");
        folder.Write("system.slice/gateway.service/cgroup.events", "populated 1\n");
        folder.Write("system.slice/gateway.service/memory.current", "41000000\n");
        var reading = await ReadAsync(new("gateway.service", null, null));
        Assert.Equal(Rating.Ok, reading.Rating);
        Assert.Equal(41, reading.Measures.Single(m => m.Key == "memory_mb").Number);
        Assert.Equal(1, reading.Measures.Single(m => m.Key == "running").Number);
    }

    [Fact]
    public async Task Neighbour_PortTakenByAnotherProcess_NamesBoth()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var reading = await ReadAsync(new("config-app.service", null, port));
        Assert.Equal("neighbours/config-app.service", reading.Group);
        Assert.Equal(Rating.Critical, reading.Rating);
        Assert.Contains($"port {port} is taken by", reading.Measures[0].Text, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", reading.Measures[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neighbour_EnvironmentGone_IsCriticalAndTold()
    {
        var reading = await ReadAsync(new("gateway.service", folder["gone"], null));
        Assert.Equal(Rating.Critical, reading.Rating);
        Assert.Contains(fixture.Events, e => e.Type == "rating-changed" && e.Message.Contains(folder["gone"], StringComparison.Ordinal));
    }

    private async Task<HealthReading> ReadAsync(NeighbourOptions neighbour)
    {
        using var service = new NeighboursService([neighbour], new ControlGroups(folder.Path), new PortProbe(), fixture.Context);
        await fixture.StartAsync(service, $"neighbours/{neighbour.Unit}");
        await service.StopAsync(CancellationToken.None);
        return fixture.Board.Find($"neighbours/{neighbour.Unit}")!;
    }
}
