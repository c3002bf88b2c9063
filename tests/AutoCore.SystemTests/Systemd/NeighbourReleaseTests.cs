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
