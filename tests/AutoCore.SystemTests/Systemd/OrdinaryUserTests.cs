namespace AutoCore.SystemTests.Systemd;

/// <summary>What an ordinary user without sudo is told: never that there is nothing, where others see something.</summary>
public sealed class OrdinaryUserTests
{
    private const string ToRead = "ana may not read /var/lib/autocore: sudo autocore {0}, or once and for all: sudo adduser ana autocore, then log in again";
    private const string ToWrite = "ana may not write in /var/lib/autocore, which belongs to autocore: sudo autocore {0}";

    [Fact]
    public async Task EachCommand_SaysWhatIsRefused_AndTheRemedy_WhichHelps()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("useradd -m ana");
        string[] reading = ["status", "backup list", "stats", "estimate", "cameras check", "cleanup --dry-run", "timelapse A/B --from 2026-01-01 --to 2026-01-02 /tmp/x.mp4"];
        foreach (var command in reading)
            Assert.Equal(ToRead.Replace("{0}", command, StringComparison.Ordinal), await RefusalAsync(machine, command));
        foreach (var command in new[] { "capture", "cleanup", "backup", "cameras reorganize" })
            Assert.Equal(ToWrite.Replace("{0}", command, StringComparison.Ordinal), await RefusalAsync(machine, command));
        Assert.Contains("sudo systemctl start autocore-daemon", await RefusalAsync(machine, "run"), StringComparison.Ordinal);
        var doctor = await machine.TryAsync("runuser -u ana -- autocore doctor");
        Assert.Contains(doctor.Output, l => l.Contains("/var/lib/autocore belongs to autocore: whether all is well in it was not seen by ana", StringComparison.Ordinal));
        Assert.DoesNotContain(doctor.Output, l => l.Contains("chown", StringComparison.Ordinal) || l.Contains("there is none", StringComparison.Ordinal));
        foreach (var command in new[] { "config", "config --check", "--version", "status --help", "jpeg --help" })
            Assert.Equal(0, (await machine.TryAsync($"runuser -u ana -- autocore {command}")).ExitCode);
        await machine.RunAsync("runuser -u ana -- autoctl help");

        await machine.RunAsync("adduser ana autocore");

        var seen = await machine.TryAsync("runuser -u ana -- autocore status");
        Assert.Empty(seen.Errors);
        Assert.Contains(seen.Output, l => l.Contains("memory", StringComparison.Ordinal));
        Assert.Equal(ToWrite.Replace("{0}", "capture", StringComparison.Ordinal), await RefusalAsync(machine, "capture"));
    }

    private static async Task<string> RefusalAsync(Machine machine, string command)
    {
        var refused = await machine.TryAsync($"runuser -u ana -- autocore {command}");
        Assert.Equal(1, refused.ExitCode);
        return Assert.Single(refused.Errors);
    }
}
