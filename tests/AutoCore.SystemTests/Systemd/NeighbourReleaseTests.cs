namespace AutoCore.SystemTests.Systemd;

/// <summary>Releases of two Python services beside the daemon: <c>autoctl service</c>, with wheels from a folder and no network.</summary>
public sealed class NeighbourReleaseTests(TwoServices services) : IClassFixture<TwoServices>
{

    [Fact]
    public async Task Deploy_RestartsThatServiceOnly()
    {
        var machine = services.Machine;
        await services.ResetAsync();
        var (alpha, beta) = (await machine.ShowAsync("MainPID", "alpha"), await machine.ShowAsync("MainPID", "beta"));

        TwoServices.WriteCode(machine, "greeter==2");
        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha /srv/code");

        Assert.NotEqual(alpha, await machine.ShowAsync("MainPID", "alpha"));
        Assert.Equal(beta, await machine.ShowAsync("MainPID", "beta"));
        await TwoServices.GreetsAsync(machine, "alpha", "2");

        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service rollback alpha");
        await TwoServices.GreetsAsync(machine, "alpha", "1");
        Assert.Equal(beta, await machine.ShowAsync("MainPID", "beta"));
    }

    [Theory]
    [InlineData("greeter==1", "raise SystemExit(3)\n")]
    [InlineData("greeter==1", "import signal, missing\nsignal.pause()\n")]
    [InlineData("greeter==1", "this does not compile\n")]
    [InlineData("greeter==9", TwoServices.Main)]
    public async Task Deploy_OfAReleaseThatDoesNotComeUp_LeavesTheOldOneRunning(string requirements, string main)
    {
        var machine = services.Machine;
        await services.ResetAsync();
        var beta = await machine.ShowAsync("MainPID", "beta");

        TwoServices.WriteCode(machine, requirements, main);
        var deployed = await machine.TryAsync("AUTOCTL_STEADY_FOR=3 autoctl service deploy alpha /srv/code");

        Assert.Equal(1, deployed.ExitCode);
        await TwoServices.GreetsAsync(machine, "alpha", "1");
        Assert.Equal(beta, await machine.ShowAsync("MainPID", "beta"));
    }

    [Fact]
    public async Task CorruptEnvironment_IsToldAndRebuilt()
    {
        var machine = services.Machine;
        await services.ResetAsync();
        await machine.RunAsync("truncate -s 0 /opt/alpha/current/venv/lib/python3*/site-packages/greeter.py");

        Assert.Contains("greeter.py is damaged", await machine.RunAsync("autoctl service status alpha"), StringComparison.Ordinal);
        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha");

        Assert.DoesNotContain("corrupt", await machine.RunAsync("autoctl service status alpha | grep -A1 '^\\*'"), StringComparison.Ordinal);
        await TwoServices.GreetsAsync(machine, "alpha", "1");
    }

    [Fact]
    public async Task Deploy_CodeOfANeighbour_RunsAsTheServicesUserAndNeverAsRoot()
    {
        var machine = services.Machine;
        await services.ResetAsync();
        // What Python takes from the present folder, and what a package has it run at each start of the interpreter.
        await machine.RunAsync("""
            rm -rf /tmp/ran-*; useradd -m pi 2> /dev/null; rm -rf /home/pi/code; install -d -m 755 -o pi /home/pi /home/pi/code; cd /home/pi/code
            run='import os; open("/tmp/ran-%d" % os.getuid(), "a").close()'
            for module in venv pip compileall sitecustomize tarfile hashlib; do echo "$run" > $module.py; done
            echo greeter==1 > requirements.txt
            mkdir /root/private; echo 'secret = 1' > /root/private/secret.py; chmod 700 /root/private; ln -s /root/private/secret.py taken.py; ln -s /root/private private; chown -hR pi: .
            """);
        machine.Write("/home/pi/code/main.py", TwoServices.Main);
        await machine.RunAsync("cd /home/pi/code && AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha .");
        await TwoServices.GreetsAsync(machine, "alpha", "1");
        await machine.RunAsync(
            "echo 'import os; open(\"/tmp/ran-%d\" % os.getuid(), \"a\").close()' > $(echo /opt/alpha/current/venv/lib/python3*/site-packages)/evil.pth && cd /home/pi/code && autoctl service status alpha");

        await machine.RunAsync("test ! -e /tmp/ran-0");
        Assert.Empty(
            await machine.RunAsync(
            "find /opt/alpha/releases -not -user root; find /opt/alpha/current/ -perm /6022 -not -type l; find /opt/alpha/current/ -name 'taken*.pyc' -o -name 'secret*'"));

        // A device, and a program that is root's for everybody, in an archive; and a release's folder that is the neighbour's own.
        await machine.RunAsync("""
            python3 -c 'import tarfile; t = tarfile.open("/home/pi/device.tar.gz", "w:gz"); m = tarfile.TarInfo("card"); m.type = tarfile.BLKTYPE; m.devmajor = 7; t.addfile(m); t.close()'
            install -m 4755 /usr/bin/id /root/rootid && mkfifo /root/pipe.py && tar -C /root -czf /home/pi/code.tar.gz rootid pipe.py
            """);
        Assert.Equal(1, (await machine.TryAsync("autoctl service deploy alpha /home/pi/device.tar.gz")).ExitCode);
        await machine.TryAsync("AUTOCTL_STEADY_FOR=1 AUTOCTL_HEALTHY_WITHIN=3 autoctl service deploy alpha /home/pi/code.tar.gz");
        Assert.Empty(await machine.RunAsync("find /opt/alpha -type b -o -type p -o -perm /6000"));
        await machine.RunAsync("runuser -u pi -- ln -s /etc /home/pi/releases && autoctl service setup gamma USER=pi ROOT=/home/pi/releases/gamma");
        Assert.Contains("belongs to pi", string.Join('\n', (await machine.TryAsync("autoctl service deploy gamma /srv/code")).Errors),
            StringComparison.Ordinal);
        await machine.RunAsync("test ! -e /etc/gamma");
    }

    [Theory]
    [InlineData("-m venv")]
    [InlineData("-m pip")]
    [InlineData("alpha.pending")]
    [InlineData("systemctl restart")]
    public async Task PowerCut_InADeployment_LeavesAReleaseRunning(string point)
    {
        var machine = services.Machine;
        await services.ResetAsync();
        TwoServices.WriteCode(machine, "greeter==2");
        await using (var deployment = machine.Begin("AUTOCTL_STEADY_FOR=1 bash -x /usr/lib/autocore/autoctl-service deploy alpha /srv/code"))
        {
            await deployment.WaitForLineAsync(point);
            await machine.CutPowerAsync();
        }

        await machine.BootAsync();

        await machine.WaitForAsync("test -z \"$(ls /var/lib/autoctl)\" && systemctl is-active -q alpha && systemctl is-active -q beta");
        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha /srv/code");
        await TwoServices.GreetsAsync(machine, "alpha", "2");
    }
}
