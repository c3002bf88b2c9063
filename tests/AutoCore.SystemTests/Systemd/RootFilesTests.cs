namespace AutoCore.SystemTests.Systemd;

/// <summary>Local users against what runs as root, with the shipped units: links and names of theirs lead root nowhere.</summary>
public sealed class RootFilesTests
{
    private const string Settings = "/etc/autocore/appsettings.json";
    private const string Outside = "/srv/outside";

    /// <summary>Files of root's that nobody else may touch, of every name that something deletes or replaces; and a sum over all that is known of
    /// them.</summary>
    private const string MakeOutside = $"""
        mkdir -p {Outside}/http && cd {Outside} && for f in shadow a.gz b.1 c.pyc http/page nb.db nb.db.restoring lock; do echo precious > $f; done
        chmod 700 {Outside} && chmod 600 {Outside}/shadow && useradd -m pi && touch -d 2020-01-01 {Outside}/*
        """;

    private const string SumOfOutside = $"cd {Outside} && find . -printf '%p %U %G %m %s %n\\n' | sort && find . -type f | sort | xargs sha256sum";

    [Fact]
    public async Task OneShot_LinksInsteadOfCachesAndLogs_NothingBehindThemGoes()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync(MakeOutside);
        var before = await machine.RunAsync(SumOfOutside);
        await machine.RunAsync("""
            runuser -u pi -- bash -c 'mkdir -p /home/pi/gateway/__pycache__ /home/pi/.cache /home/pi/mine && ln -s /srv/outside /home/pi/.cache/pip && ln -s /srv/outside /home/pi/logs && ln -s /srv/outside /home/pi/gateway/link &&
              ln -s /srv/outside/c.pyc /home/pi/gateway/d.pyc && touch -d 2020-01-01 /home/pi/mine/old.gz /home/pi/gateway/__pycache__/e.pyc && mkfifo /home/pi/gateway/pipe.pyc && touch "$(printf "/home/pi/gateway/__pycache__/caf\351")"'
            """);
        // Of the same file system: its number does not tell.
        await machine.RunAsync("mkdir /home/pi/gateway/bound && mount --bind /srv/outside /home/pi/gateway/bound");
        machine.Write(Settings, """
            { "AutoCore": { "SdCard": { "Size": "8" }, "LogRetention": { "Folders": [ "/home/pi/logs", "/home/pi/mine" ] },
              "DiskWatchdog": { "Cleanup": { "ServiceFolders": [ "/home/pi/gateway" ] } } } }
            """);

        await machine.RunAsync("runuser -u autocore -- touch /run/autocore/cleanup-retention");
        await machine.WaitForAsync("test -e /run/autocore-cleanup/retention.removed");

        Assert.Equal(before, await machine.RunAsync(SumOfOutside));
        Assert.Empty(await machine.RunAsync("find /home/pi/mine /home/pi/gateway -name bound -prune -o -type f -print"));
        Assert.Equal("success", await machine.ShowAsync("Result", "autocore-cleanup.service"));
        await machine.RunAsync("umount /home/pi/gateway/bound");
    }

    [Fact]
    public async Task OneShot_LogFileInAFolderOfOthers_IsNotOpened()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync(MakeOutside);
        var before = await machine.RunAsync(SumOfOutside);
        await machine.RunAsync("""
            ln -sf /srv/outside/shadow /var/log/autocore/autocore.log && chown -h autocore: /var/log/autocore/autocore.log
            runuser -u pi -- bash -c 'mkdir -p /home/pi/gateway/__pycache__ && touch "/home/pi/gateway/__pycache__/a
            * * * * * root id #.pyc"'
            """);
        machine.Write(Settings, """
            { "AutoCore": { "SdCard": { "Size": "8" }, "DiskWatchdog": { "Cleanup": { "ServiceFolders": [ "/home/pi/gateway" ] } } },
              "Logging": { "File": "/var/log/autocore/autocore.log" } }
            """);

        await machine.RunAsync("runuser -u autocore -- touch /run/autocore/cleanup-retention");
        await machine.WaitForAsync("test -e /run/autocore-cleanup/retention.removed");

        Assert.Equal(before, await machine.RunAsync(SumOfOutside));
        Assert.Contains(@"a\x0A* * * * * root id #.pyc", await machine.RunAsync("tr '\\0' '\\n' < /run/autocore-cleanup/retention.removed"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_LinksOfTheDaemonAndOfTheNeighbour_NoFileOfRootsChanges()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync(MakeOutside);
        await MakeNeighbourAsync(machine);
        var before = await machine.RunAsync(SumOfOutside);
        await machine.RunAsync("""
            systemctl stop autocore-daemon
            runuser -u autocore -- bash -c 'mkdir -p /var/lib/autocore/backups/pre_restore; ln -s /srv/outside/shadow /var/lib/autocore/backups/pre_restore/x; ln -sf /srv/outside/lock /var/lib/autocore/backups/pre_restore/.lock'
            runuser -u pi -- bash -c 'for s in .restoring -wal -shm -journal; do ln -sf /srv/outside/shadow /home/pi/nb/nb.db$s; done; ln -s /srv/outside /home/pi/app.restoring'
            """);

        await machine.TryAsync($"autocore restore {await NewestAsync(machine, "nb")}");
        await machine.TryAsync($"autocore restore {await NewestAsync(machine, "app")}");
        await machine.RunAsync("rm /var/lib/autocore/backups/pre_restore/.lock; rm -f /home/pi/nb/nb.db-*");
        await machine.RunAsync($"autocore restore {await NewestAsync(machine, "nb")}");
        await machine.RunAsync($"autocore restore {await NewestAsync(machine, "app")}");
        await machine.RunAsync("runuser -u autocore -- ln -sf /srv/outside/lock /var/lib/autocore/run/lock");
        Assert.Equal(1, (await machine.TryAsync($"autocore restore {await NewestAsync(machine, "app")}")).ExitCode);

        Assert.Equal(before, await machine.RunAsync(SumOfOutside));
        Assert.Empty(await machine.RunAsync("find /home/pi/app -perm /6000; find /home/pi -not -user pi; find /var/lib/autocore -not -user autocore"));
        Assert.Equal("pi 755", await machine.RunAsync("stat -c '%U %a' /home/pi/app/tool"));
        await machine.RunAsync($"rm /var/lib/autocore/run/lock && autocore restore {await NewestAsync(machine, "app")} --keep-owners");
        Assert.Equal("root 4755", await machine.RunAsync("stat -c '%U %a' /home/pi/app/tool"));
    }

    [Fact]
    public async Task Links_SwappedAHundredThousandTimesMeanwhile_LeadRootNowhere()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync(MakeOutside);
        await MakeNeighbourAsync(machine);
        await machine.RunAsync("""
            systemctl stop autocore-cleanup.path autocore-daemon && install -d -o autocore /run/autocore && install -d /run/autocore-cleanup
            install -d -o autocore -g autocore /var/lib/autocore/archive /var/lib/autocore/cameras /var/lib/autocore/backups/pre_restore /var/lib/autocore/run
            runuser -u pi -- bash -c 'mkdir -p /home/pi/gateway/__pycache__ /home/pi/.cache/pip/http /home/pi/logs'
            """);
        var (nb, app) = (await NewestAsync(machine, "nb"), await NewestAsync(machine, "app"));
        // While nothing is swapped, both come back: what is refused below is refused for the links' sake.
        await machine.RunAsync($"autocore restore {nb} && autocore restore {app}");
        var before = await machine.RunAsync(SumOfOutside);
        machine.Write("/opt/swap.py", """
            import ctypes, os, sys
            libc = ctypes.CDLL(None)
            paths = [p.encode() for p in sys.argv[2:]]
            for p in paths:
                if not os.path.lexists(p + b'.x'): os.symlink('/srv/outside', p + b'.x')
            swaps = 0
            while not (os.path.exists('/tmp/stop') and swaps >= 100000):
                for p in paths:
                    # An odd number: each is a link half of the time.
                    for _ in range(51):
                        if libc.renameat2(-100, p, -100, p + b'.x', 2) == 0: swaps += 1
            open(sys.argv[1], 'w').write(str(swaps))
            """);
        var root = $$"""
            for i in $(seq 12); do
              runuser -u pi -- bash -c 'for f in logs/a.gz gateway/__pycache__/b.pyc .cache/pip/http/c; do echo x > /home/pi/$f; touch -d 2020-01-01 /home/pi/$f; done' 2>/dev/null
              runuser -u autocore -- bash -c 'mkdir -p /var/lib/autocore/cameras/A/2020-01/01; for h in 06 07 08; do echo x > /var/lib/autocore/cameras/A/2020-01/01/P1_${h}0000.jpg; done' 2>/dev/null
              touch /run/autocore/cleanup-retention /run/autocore/cleanup-emergency; autocore cleanup-root --config {{Settings}}
              autocore restore {{nb}}; autocore restore {{app}}; autocore cleanup --days 0 --archive
            done > /tmp/root.log 2>&1; touch /tmp/stop
            """;
        await using var neighbour =
            machine.Begin(
            "runuser -u pi -- python3 /opt/swap.py /tmp/pi.swaps /home/pi/gateway/__pycache__ /home/pi/gateway /home/pi/.cache/pip /home/pi/.cache /home/pi/logs /home/pi/app /home/pi/nb");
        await using var daemon =
            machine.Begin(
            "runuser -u autocore -- python3 /opt/swap.py /tmp/daemon.swaps /var/lib/autocore/backups/pre_restore /var/lib/autocore/run /var/lib/autocore/archive /var/lib/autocore/cameras");

        await machine.RunAsync(root);
        await neighbour.WaitForExitAsync(TimeSpan.FromMinutes(2));
        await daemon.WaitForExitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(before, await machine.RunAsync(SumOfOutside));
        Assert.InRange(int.Parse(await machine.RunAsync("cat /tmp/pi.swaps"), System.Globalization.CultureInfo.InvariantCulture), 100_000, int.MaxValue);
        Assert.Empty(await machine.RunAsync("grep -m3 'Unhandled exception' /tmp/root.log || true"));
        // Root did its work or said why not, each time: a round that ends before it begins would prove nothing.
        await machine.RunAsync(
            "test $(grep -c 'restored' /tmp/root.log) -ge 24 && test $(grep -c 'clean-up python-caches' /tmp/root.log) -ge 12 || { tail -50 /tmp/root.log >&2; false; }");
    }

    [Fact]
    public async Task OneShot_Sandbox_HasOnlyWhatItNeeds()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        Assert.Equal("cap_dac_override cap_fowner", await machine.ShowAsync("CapabilityBoundingSet", "autocore-cleanup.service"));
    }

    /// <summary>A database and a folder of another user's, each with a backup; in the folder's one a program that was root's with setuid.</summary>
    private static async Task MakeNeighbourAsync(Machine machine)
    {
        await machine.RunAsync("""
            usermod -aG pi autocore && chmod 750 /home/pi && install -d -o pi -g pi -m 2770 /home/pi/nb && install -d -o pi -g pi /home/pi/app
            runuser -u pi -- python3 -c "import sqlite3; c = sqlite3.connect('/home/pi/nb/nb.db'); c.execute('CREATE TABLE t (a)'); c.commit()" && chmod 660 /home/pi/nb/nb.db
            cp /usr/bin/id /home/pi/app/tool && chmod 4755 /home/pi/app/tool
            """);
        machine.Write("/etc/systemd/system/autocore-daemon.service.d/test.conf", "[Service]\nReadWritePaths=/home/pi/nb\n");
        machine.Write(Settings, """
            { "AutoCore": { "SdCard": { "Size": "8" }, "LogRetention": { "Folders": [ "/home/pi/logs" ] }, "DiskWatchdog": { "Cleanup": { "ServiceFolders": [ "/home/pi/gateway" ] } },
              "Backups": { "Sources": [ { "Name": "nb", "Type": "sqlite", "Path": "/home/pi/nb/nb.db" }, { "Name": "app", "Type": "folder", "Path": "/home/pi/app" } ] } } }
            """);
        await machine.RunAsync("systemctl daemon-reload && systemctl restart autocore-daemon && autocore backup && rm /home/pi/app/tool");
    }

    private static Task<string> NewestAsync(Machine machine, string source) =>
        machine.RunAsync($"autocore backup list | grep ^{source}- | head -1 | cut -d' ' -f1");
}
