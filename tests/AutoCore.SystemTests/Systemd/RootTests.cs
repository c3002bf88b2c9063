using AutoCore.Testing;

namespace AutoCore.SystemTests.Systemd;

/// <summary>A local user against root: what that user made is not what root's commands follow, run or believe.</summary>
public sealed class RootTests
{
    private const string Quick = "AUTOCTL_STEADY_FOR=2";

    [Fact]
    public async Task SettingsPlantedInAUsersFolder_AreNotRoots()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("useradd -m pi && printf '#!/bin/sh\\nid > /root/ran' > /home/pi/p && chmod 755 /home/pi/p");
        machine.Write("/home/pi/appsettings.json",
            """{ "AutoCore": { "DataDirectory": "/root/none", "Alerts": { "Channels": [ { "Name": "x", "Type": "program", "Program": "/home/pi/p" } ] } } }""");
        await machine.RunAsync("chown pi: /home/pi/*");

        var found = await machine.TryAsync("cd /home/pi && autocore alert test");
        var named = await machine.TryAsync("autocore alert test --config /home/pi/appsettings.json");

        Assert.Equal(78, found.ExitCode);
        // Run as pi, it may not write what it tells.
        Assert.NotEqual(78, named.ExitCode);
        await machine.RunAsync("test ! -e /root/ran && test ! -e /root/none");
    }

    [Fact]
    public async Task EveryCommandOfRoots_LeavesNothingOfRootsInTheDaemonsFolder()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        machine.Write(
            "/etc/autocore/appsettings.json",
            """{ "AutoCore": { "SdCard": { "Size": 8 }, "Cameras": { "RetryAttempts": 1, "Sources": [ { "Site": "S", "Name": "C", "Url": "http://127.0.0.1:9/a.jpg" } ] } } }""");
        await machine.RunAsync("systemctl restart autocore-daemon");

        foreach (
            var command in new[] { "capture", "cameras check", "cameras reorganize", "cleanup", "backup", "backup verify", "alert test", "bench card", "doctor",
                "stats", "estimate", "status", "config" })
        {
            await machine.TryAsync($"autocore {command}");
        }

        Assert.Equal("", await machine.RunAsync("find /var/lib/autocore -user root"));
    }

    [Fact]
    public async Task LockFileRemoved_ASecondDaemonDoesNotStart()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("rm /var/lib/autocore/run/lock");
        var second = await machine.TryAsync("cd / && RUNTIME_DIRECTORY=/tmp/second autocore run");
        Assert.Equal(1, second.ExitCode);
    }

    [Fact]
    public async Task Package_ThatAnotherUserCouldHaveWritten_OrWithRightsOfRoots_IsNotUsed()
    {
        await using var machine = await Machine.StartNewAsync();
        foreach (var part in new[] { "autoctl", "autoctl-releases", "autoctl-service" })
            machine.Copy(Repository.Combine("deploy", part), $"/root/deploy/{part}");
        machine.Copy(Package.Path, "/root/first.deb");
        using var folder = new TemporaryFolder();
        var evil = "printf '#!/bin/sh\\nid > /root/ran; touch /tmp/tried\\n' > usr/bin/autocore";
        machine.Copy(await Package.MakeReleaseAsync(folder, "6.0", evil), "/root/evil.deb");
        machine.Copy(await Package.MakeReleaseAsync(folder, "6.1", $"{evil}; chmod 4755 usr/bin/autocore"), "/root/setuid.deb");
        await machine.RunAsync("install -o nobody -m 666 /root/evil.deb /tmp/evil.deb && chmod +x /root/deploy/autoctl*");

        // What a list shows as "a -> b" may be a name.
        machine.Copy(await Package.MakeReleaseAsync(folder, "6.2", $"{evil}; ln -s /etc 'usr/a -> b'"), "/root/arrow.deb");
        foreach (var file in new[] { "/tmp/evil.deb", "/root/setuid.deb", "/root/arrow.deb" })
            Assert.Equal(1, (await machine.TryAsync($"{Quick} /root/deploy/autoctl install {file}")).ExitCode);
        await machine.RunAsync("test ! -e /root/ran && test ! -e /tmp/tried && test ! -e /opt/autocore/current");

        await machine.RunAsync($"cd /root && sha256sum first.deb > first.deb.sha256 && {Quick} /root/deploy/autoctl install /root/first.deb");
        await machine.RunAsync("echo 0000 > /root/first.deb.sha256");
        Assert.Equal(1, (await machine.TryAsync($"{Quick} autoctl upgrade /root/first.deb")).ExitCode);
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
    }

    [Fact]
    public async Task Grant_GroupThatCarriesPower_IsRefusedByName()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync(
            "groupadd -f docker && groupadd ops && echo 'User_Alias OPS = bob, %ops' > /etc/sudoers && install -d -m 2770 -g docker /srv/shop && install -d -m 2770 -g disk /srv/other && install -d -m 2770 -g ops /srv/ops");
        machine.Write("/etc/autocore/appsettings.json",
            """{ "AutoCore": { "WalCheckpoint": { "Databases": [ "/srv/shop/a.db", "/srv/other/b.db", "/srv/ops/c.db" ] } } }""");

        var grant = await machine.TryAsync("autoctl grant");

        Assert.Equal(1, grant.ExitCode);
        Assert.Contains(grant.Errors, l => l.Contains("group docker", StringComparison.Ordinal));
        Assert.Contains(grant.Errors, l => l.Contains("group disk", StringComparison.Ordinal));
        Assert.Contains(grant.Errors, l => l.Contains("group ops", StringComparison.Ordinal));
        Assert.Equal("autocore", await machine.RunAsync("id -nG autocore"));

        await machine.RunAsync("groupadd shop && chgrp shop /srv/shop /srv/other /srv/ops && chown nobody /etc/autocore/appsettings.json");
        Assert.Equal(1, (await machine.TryAsync("autoctl grant")).ExitCode);
        Assert.Equal("autocore", await machine.RunAsync("id -nG autocore"));
    }
}
