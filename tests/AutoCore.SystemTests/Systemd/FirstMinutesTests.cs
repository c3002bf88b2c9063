using AutoCore.Testing;

namespace AutoCore.SystemTests.Systemd;

/// <summary>What a newcomer meets on a fresh machine: each answer says what is so, and what to do next.</summary>
public sealed class FirstMinutesTests
{
    [Fact]
    public async Task Installation_SaysTheNextStep_AndAnUpgradeDoesNot()
    {
        using var folder = new TemporaryFolder();
        await using var machine = await Machine.StartNewAsync();
        machine.Copy(Package.Path, "/root/daemon.deb");
        machine.Copy(Package.WebPath, "/root/web.deb");
        machine.Copy(await Package.MakeReleaseAsync(folder, "9.0"), "/root/new.deb");

        var first = await machine.RunAsync("SUDO_USER=ana apt-get install -y /root/daemon.deb /root/web.deb");
        var second = await machine.RunAsync("apt-get install -y /root/new.deb");
        await machine.RunAsync("apt-get remove -y autocore-daemon");
        var again = await machine.RunAsync("apt-get install -y /root/new.deb");

        Assert.Contains("sudo autocore setup", first, StringComparison.Ordinal);
        Assert.Contains("sudo adduser ana autocore, then log in again", first, StringComparison.Ordinal);
        Assert.Contains("ssh -L 8090:127.0.0.1:8090 ana@autocore-test", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Next:", second + again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceStatus_NeverSaysUnknown()
    {
        await using var machine = await Machine.StartWithPackageAsync();

        await machine.WaitForAsync("[ -n \"$(systemctl show -p StatusText --value autocore-daemon)\" ]");
        for (var look = 0; look < 3; look++)
        {
            Assert.DoesNotContain("unknown", await machine.ShowAsync("StatusText"), StringComparison.Ordinal);
            await machine.RunAsync("systemctl restart autocore-daemon");
        }
    }

    [Fact]
    public async Task SecretsFileThatSetupMakes_IsAsThePackageMakesIt()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        var shipped = await machine.RunAsync("stat -c '%U %G %a' /etc/autocore/autocore.env");
        machine.Write("/root/.env", "CAMERA_PASSWORD=x\n");

        await machine.RunAsync("rm /etc/autocore/autocore.env && cd / && umask 077 && autocore setup --import /root/.env --node van");

        Assert.Equal(shipped, await machine.RunAsync("stat -c '%U %G %a' /etc/autocore/autocore.env"));
        await machine.RunAsync("runuser -u autocore -- cat /etc/autocore/autocore.env /etc/autocore/appsettings.json");
    }

    [Fact]
    public async Task SecretThatAnOrdinaryUserMayNotSee_IsNotCalledMissing()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        machine.Write("/etc/autocore/appsettings.json",
            """{ "AutoCore": { "Cameras": { "Sources": [ { "Site": "A", "Name": "B", "Url": "http://c", "UserName": "v", "PasswordKey": "THERE" } ] } } }""");
        await machine.RunAsync("useradd -m ana && echo THERE=x >> /etc/autocore/autocore.env");

        var check = await machine.TryAsync("cd / && runuser -u ana -- autocore config --check");

        Assert.Equal(0, check.ExitCode);
        Assert.Contains("ana may not read /etc/autocore/autocore.env", Assert.Single(check.Errors), StringComparison.Ordinal);
        Assert.Empty((await machine.TryAsync("cd / && autocore config --check")).Errors);
    }

    [Fact]
    public async Task Completion_WorksForAnOrdinaryUser()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("useradd -m ana && cd / && autocore setup --camera Shop/Door=http://10.0.0.7/a.jpg");
        machine.Write("/home/ana/complete", """
            . /usr/share/bash-completion/completions/autocore
            COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _autocore
            echo "${COMPREPLY[*]}"
            """);

        Assert.Equal("status stats", await machine.RunAsync("cd / && runuser -u ana -- bash /home/ana/complete autocore sta"));
        Assert.Equal("Shop", await machine.RunAsync("cd / && runuser -u ana -- bash /home/ana/complete autocore capture --site S"));
        Assert.Equal("", await machine.RunAsync("cd / && runuser -u ana -- bash /home/ana/complete autocore restore auto"));
    }
}
