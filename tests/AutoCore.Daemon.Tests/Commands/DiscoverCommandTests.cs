using System.Net;
using System.Net.Sockets;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Commands;

/// <summary><c>autocore cameras discover</c>, as root types it.</summary>
public sealed class DiscoverCommandTests
{
    [Fact]
    public async Task WhatADeviceSends_IsReadByTheOwnerOfTheData_AndNotByRoot()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root acts as another user");
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(folder["data"]).FullName;
        await using (var owned = new ChildProcess(new("chown", ["1500:1500", data])))
            Assert.Equal(0, await owned.WaitForExitAsync());
        var file = folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{data}}" } }""");
        using var device = new TcpListener(IPAddress.Loopback, 0);
        device.Start();

        await using var command = AutoCoreProcess.Start(["cameras", "discover", "--device", device.LocalEndpoint.ToString()!, "--config", file]);
        using (await device.AcceptTcpClientAsync())
        {
            const int effective = 2;
            var users = (await File.ReadAllLinesAsync($"/proc/{command.Id}/status")).Single(static l => l.StartsWith("Uid:", StringComparison.Ordinal));
            Assert.Equal("1500", users.Split('\t')[effective]);
        }
        device.Stop();
        Assert.Equal(1, await command.WaitForExitAsync());
    }
}
