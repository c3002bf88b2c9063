using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Packaging;

/// <summary>The packages' <c>postinst</c>: what to do next is said once, when the package is new.</summary>
public sealed class FirstInstallationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FirstInstallationTests()
    {
        foreach (var name in new[] { "systemctl", "systemd-sysusers", "chgrp", "autoctl" })
            Shell.WriteProgram(_folder, name, $"echo \"{name} $*\" >> \"$PWD/done\"");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("debian", "sudo autocore setup")]
    [InlineData("debian", "sudo systemctl restart autocore-daemon")]
    [InlineData("debian", "sudo adduser ana autocore, then log in again")]
    [InlineData("debian-web", "ssh -L 8090:127.0.0.1:8090 ana@")]
    [InlineData("debian-web", "/usr/share/doc/autocore-daemon/docs/web.md")]
    public async Task FirstTime_TheNextStepIsSaid(string package, string said)
    {
        var output = await ConfigureAsync(package, "");

        Assert.Contains(output, line => line.Contains(said, StringComparison.Ordinal));
        Assert.InRange(output.Count, 3, 10);
    }

    [Theory]
    [InlineData("debian")]
    [InlineData("debian-web")]
    public async Task Upgrade_IsSilent_AndLeavesWhatIsEnabled(string package)
    {
        Assert.Empty(await ConfigureAsync(package, "1.0"));

        Assert.DoesNotContain(File.Exists(_folder["done"]) ? await File.ReadAllLinesAsync(_folder["done"]) : [],
            line => line.StartsWith("systemctl enable", StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<string>> ConfigureAsync(string package, string before) =>
        Shell.RunAsync(_folder, null, $"SUDO_USER=ana sh '{Repository.Combine("deploy", package, "postinst")}' configure {before}");
}
