namespace AutoCore.SystemTests.Systemd;

/// <summary>Releases of two Python services beside the daemon: <c>autoctl service</c>, with wheels from a folder and no network.</summary>
public sealed class NeighbourReleaseTests
{
    private const string Main = "import signal, greeter\nprint('greeter', greeter.version, flush=True)\nsignal.pause()\n";

    [Fact]
    public async Task Deploy_RestartsThatServiceOnly()
    {
        await using var machine = await StartWithTwoServicesAsync();
        var (alpha, beta) = (await machine.ShowAsync("MainPID", "alpha"), await machine.ShowAsync("MainPID", "beta"));

        Code(machine, "greeter==2");
        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha /srv/code");

        Assert.NotEqual(alpha, await machine.ShowAsync("MainPID", "alpha"));
        Assert.Equal(beta, await machine.ShowAsync("MainPID", "beta"));
        await GreetsAsync(machine, "alpha", "2");

        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service rollback alpha");
        await GreetsAsync(machine, "alpha", "1");
        Assert.Equal(beta, await machine.ShowAsync("MainPID", "beta"));
    }

    [Theory]
    [InlineData("greeter==1", "raise SystemExit(3)\n")]
    [InlineData("greeter==1", "import signal, missing\nsignal.pause()\n")]
    [InlineData("greeter==1", "this is not Python\n")]
    [InlineData("greeter==9", Main)]
    public async Task Deploy_OfAReleaseThatDoesNotComeUp_LeavesTheOldOneRunning(string requirements, string main)
    {
        await using var machine = await StartWithTwoServicesAsync();
        var beta = await machine.ShowAsync("MainPID", "beta");

        Code(machine, requirements, main);
        var deployed = await machine.TryAsync("AUTOCTL_STEADY_FOR=3 autoctl service deploy alpha /srv/code");

        Assert.Equal(1, deployed.ExitCode);
        await GreetsAsync(machine, "alpha", "1");
        Assert.Equal(beta, await machine.ShowAsync("MainPID", "beta"));
    }

    [Fact]
    public async Task CorruptEnvironment_IsToldAndRebuilt()
    {
        await using var machine = await StartWithTwoServicesAsync();
        await machine.RunAsync("truncate -s 0 /opt/alpha/current/venv/lib/python3*/site-packages/greeter.py");

        Assert.Contains("greeter.py is damaged", await machine.RunAsync("autoctl service status alpha"), StringComparison.Ordinal);
        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha");

        Assert.DoesNotContain("corrupt", await machine.RunAsync("autoctl service status alpha | grep -A1 '^\\*'"), StringComparison.Ordinal);
        await GreetsAsync(machine, "alpha", "1");
    }

    [Theory]
    [InlineData("-m venv")]
    [InlineData("-m pip")]
    [InlineData("alpha.pending")]
    [InlineData("systemctl restart")]
    public async Task PowerCut_InADeployment_LeavesAReleaseRunning(string point)
    {
        await using var machine = await StartWithTwoServicesAsync();
        Code(machine, "greeter==2");
        await using (var deployment = machine.Begin("AUTOCTL_STEADY_FOR=1 bash -x /usr/lib/autocore/autoctl-service deploy alpha /srv/code"))
        {
            await deployment.WaitForLineAsync(point);
            await machine.CutPowerAsync();
        }

        await machine.BootAsync();

        await machine.WaitForAsync("test -z \"$(ls /var/lib/autoctl)\" && systemctl is-active -q alpha && systemctl is-active -q beta");
        await machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha /srv/code");
        await GreetsAsync(machine, "alpha", "2");
    }

    private static async Task<Machine> StartWithTwoServicesAsync()
    {
        var machine = await Machine.StartWithPackageAsync();
        foreach (var version in new[] { 1, 2 })
        {
            machine.Write($"/srv/greeter-{version}/setup.py", $"from setuptools import setup\nsetup(name='greeter', version='{version}', py_modules=['greeter'])\n");
            machine.Write($"/srv/greeter-{version}/greeter.py", $"version = {version}\n");
            await machine.RunAsync($"cd /srv/greeter-{version} && python3 -m pip wheel --quiet --no-index --no-build-isolation --no-deps -w /srv/wheels .");
        }

        Code(machine, "greeter==1");
        foreach (var service in new[] { "alpha", "beta" })
        {
            await machine.RunAsync($"autoctl service setup {service} USER=daemon WHEELS=/srv/wheels NEED=50M");
            await machine.RunAsync($"AUTOCTL_STEADY_FOR=1 autoctl service deploy {service} /srv/code");
        }

        return machine;
    }

    private static void Code(Machine machine, string requirements, string main = Main)
    {
        machine.Write("/srv/code/requirements.txt", requirements + "\n");
        machine.Write("/srv/code/main.py", main);
    }

    /// <summary>The service's process has said which version of the wheel it runs with.</summary>
    private static Task GreetsAsync(Machine machine, string service, string version) =>
        machine.WaitForAsync($"systemctl is-active -q {service} && journalctl -o cat _PID=$(systemctl show {service} -p MainPID --value) | grep -qx 'greeter {version}'");
}
