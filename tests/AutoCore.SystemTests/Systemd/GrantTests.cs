namespace AutoCore.SystemTests.Systemd;

/// <summary>What <c>autoctl grant</c> lets the daemon write: the neighbours' databases of its configuration, and nothing more.</summary>
public sealed class GrantTests
{
    private const string Settings = """
        { "AutoCore": { "WalCheckpoint": { "Databases": [ "/srv/shop data/shop.db" ] }, "Backups": { "Sources": [ { "Name": "media", "Type": "folder", "Path": "/srv/media" } ] } } }
        """;

    private const string DropIn = "/etc/systemd/system/autocore-daemon.service.d/neighbours.conf";

    [Fact]
    public async Task Grant_ANeighboursDatabase_IsWritableFromTheSandboxAndNothingElseIs()
    {
        await using var machine = await StartAsync();

        Assert.Contains("/srv/shop data", await machine.RunAsync("autoctl grant"), StringComparison.Ordinal);
        await machine.RunAsync("systemctl restart autocore-daemon");

        Assert.Contains("shop", await machine.RunAsync("id -nG autocore"), StringComparison.Ordinal);
        await machine.RunAsync(AsDaemon("touch '/srv/shop data/shop.db-wal'"));
        // Open to all by its mode: only the sandbox can refuse.
        Assert.NotEqual(0, (await machine.TryAsync(AsDaemon("touch /srv/media/forbidden"))).ExitCode);
    }

    [Fact]
    public async Task Grant_OwnFoldersOnAnotherDisk_CanBeWritten_AndNothingBesideThem()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("chmod 777 /mnt && install -d -o autocore -g autocore /mnt/usb /mnt/pictures && cd / && autocore setup --second-place /mnt/usb");
        machine.Write("/etc/autocore/appsettings.json", """
            { "AutoCore": { "Backups": { "CopyTo": "/mnt/usb" }, "Cameras": { "Root": "/mnt/pictures", "ArchiveRoot": "/mnt/none" } } }
            """);
        await machine.RunAsync("systemctl restart autocore-daemon");
        Assert.NotEqual(0, (await machine.TryAsync(AsDaemon("touch /mnt/usb/x"))).ExitCode);

        var before = await machine.TryAsync("cd / && autocore doctor");
        var grant = await machine.TryAsync("autoctl grant");
        await machine.RunAsync("systemctl restart autocore-daemon");
        var after = await machine.TryAsync("cd / && autocore doctor");

        Assert.Equal(0, grant.ExitCode);
        Assert.Contains(before.Output, l => l.Contains("/mnt/usb is not opened for the service", StringComparison.Ordinal));
        Assert.DoesNotContain(after.Output, l => l.Contains("/mnt/usb is not opened", StringComparison.Ordinal));
        Assert.Contains(grant.Errors, l => l.Contains("install -d -o autocore -g autocore -m 750 '/mnt/none'", StringComparison.Ordinal));
        await machine.RunAsync(AsDaemon("touch /mnt/usb/x /mnt/pictures/x"));
        Assert.NotEqual(0, (await machine.TryAsync(AsDaemon("touch /mnt/x"))).ExitCode);
    }

    [Fact]
    public async Task Grant_WrongConfiguration_LeavesWhatWasGranted()
    {
        await using var machine = await StartAsync();
        await machine.RunAsync("autoctl grant");
        var granted = await machine.RunAsync($"cat {DropIn}");
        machine.Write("/etc/autocore/appsettings.json", """{ "AutoCore": { "Nod": "a mistake" } }""");

        var second = await machine.TryAsync("autoctl grant");

        Assert.Contains("the configuration is wrong", string.Join('\n', second.Errors), StringComparison.Ordinal);
        Assert.Equal(granted, await machine.RunAsync($"cat {DropIn}"));
    }

    [Fact]
    public async Task Grant_NoDatabaseNamedAnyMore_TakesBack()
    {
        await using var machine = await StartAsync();
        await machine.RunAsync("autoctl grant");
        machine.Write("/etc/autocore/appsettings.json", "{}");

        await machine.RunAsync("autoctl grant");

        await machine.RunAsync($"test ! -e {DropIn}");
    }

    private static async Task<Machine> StartAsync()
    {
        var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync(
            "groupadd --system shop && install -d -m 2770 -g shop '/srv/shop data' && install -d -m 777 /srv/media && install -m 660 -g shop /dev/null '/srv/shop data/shop.db'");
        machine.Write("/etc/autocore/appsettings.json", Settings);
        return machine;
    }

    /// <summary>A command as the daemon's user, in the daemon's own view of the file system.</summary>
    private static string AsDaemon(string command) =>
        $"nsenter -t $(systemctl show autocore-daemon -p MainPID --value) -m -- setpriv --reuid autocore --regid autocore --init-groups {command}";
}
