using System.Diagnostics;
using AutoCore.SystemTests.Systemd;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Packaging;

/// <summary>The apt repository that <c>eng/repository.sh</c> makes, as an apt of another machine meets it.</summary>
public sealed class RepositoryTests : IDisposable
{
    private const string Source = "Types: deb\nURIs: http://127.0.0.1:8000\nSuites: stable\nComponents: main\nSigned-By: /usr/share/keyrings/autocore.gpg\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Apt_InstallsFromItAndUpgrades_AndTakesNothingThatIsNotSigned()
    {
        await OnHostAsync("gpg --batch --quiet --passphrase '' --quick-generate-key autocore-test ed25519 sign never");
        await using var machine = await Machine.StartNewAsync();
        await PublishAsync(machine, Package.Path, Package.WebPath);
        await machine.RunAsync("cp /srv/apt/autocore.gpg /usr/share/keyrings/ && rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*");
        machine.Write("/etc/apt/sources.list.d/autocore.sources", Source);
        await machine.RunAsync("systemd-run -q --unit web -p WorkingDirectory=/srv/apt python3 -m http.server --bind 127.0.0.1 8000");
        await machine.WaitForAsync("python3 -c 'import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:8000/\")'");

        // By their sums: what is named by a list's own name may be of another Release by then.
        await machine.RunAsync("rm /srv/apt/dists/stable/main/binary-*/Packages*");
        await machine.RunAsync("apt-get update -qq && apt-get install -y -qq autocore-daemon autocore-web");
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
        Assert.Equal(Package.Version, await machine.RunAsync("autocore --version"));

        await PublishAsync(machine, await Package.MakeReleaseAsync(folder, "9.0"), await Package.MakeReleaseAsync(folder, "9.0", of: Package.WebPath));
        await machine.RunAsync("apt-get update -qq && apt-get upgrade -y -qq");
        await OnHostAsync("test $(ls repository/dists/stable/main/binary-$(dpkg --print-architecture)/by-hash/SHA256 | wc -l) -eq 4");
        Assert.Equal("9.0", await machine.RunAsync("dpkg-query -W -f '${Version}' autocore-daemon"));
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
        await machine.RunAsync($"apt-get install -y -qq --allow-downgrades autocore-daemon={Package.Version} autocore-web={Package.Version}");

        await machine.RunAsync("cd /srv/apt/dists/stable && sed -i 's/^Label: .*/Label: another/' InRelease Release && ! apt-get update -qq --error-on=any");
    }

    private async Task PublishAsync(Machine machine, params string[] packages)
    {
        var script = Repository.Combine("eng", "repository.sh");
        await OnHostAsync($"'{script}' autocore-test repository {string.Join(' ', packages.Select(p => $"'{p}'"))} && tar -C repository -cf repository.tar .");
        machine.Copy(folder["repository.tar"], "/root/repository.tar");
        await machine.RunAsync("mkdir -p /srv/apt && tar -C /srv/apt -xf /root/repository.tar");
    }

    private async Task OnHostAsync(string command)
    {
        Directory.CreateDirectory(folder["keys"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", ["-c", $"trap 'gpgconf --kill all' EXIT; {command}"]) { WorkingDirectory = folder.Path };
        start.Environment["GNUPGHOME"] = folder["keys"];
        await using var process = new ChildProcess(start);
        var exitCode = await process.WaitForExitAsync(TimeSpan.FromMinutes(2));
        Assert.True(exitCode == 0, $"{command}: exit code {exitCode}\n{string.Join('\n', process.Output)}\n{string.Join('\n', process.Errors)}");
    }
}
