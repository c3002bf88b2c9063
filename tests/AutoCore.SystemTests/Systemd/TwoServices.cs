using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Systemd;

/// <summary>A machine with the daemon's package and two Python services, each on a release made from a folder of wheels.</summary>
public sealed class TwoServices : IAsyncLifetime
{
    internal const string Main = "import signal, greeter\nprint('greeter', greeter.version, flush=True)\nsignal.pause()\n";

    private readonly TemporaryFolder wheels = new();

    internal Machine Machine { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Machine = await Machine.StartWithPackageAsync();
        foreach (var version in new[] { "1", "2" })
        {
            var wheel = WriteWheel(version);
            Machine.Copy(wheel, $"/srv/wheels/{Path.GetFileName(wheel)}");
        }

        WriteCode(Machine, "greeter==1");
        foreach (var service in new[] { "alpha", "beta" })
        {
            await Machine.RunAsync($"autoctl service setup {service} USER=daemon WHEELS=/srv/wheels NEED=50M");
            await Machine.RunAsync($"AUTOCTL_STEADY_FOR=1 autoctl service deploy {service} /srv/code");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        wheels.Dispose();
    }

    /// <summary>Alpha runs with greeter 1, whatever the test before left.</summary>
    internal async Task ResetAsync()
    {
        WriteCode(Machine, "greeter==1");
        await Machine.RunAsync("AUTOCTL_STEADY_FOR=1 autoctl service deploy alpha /srv/code");
    }

    internal static void WriteCode(Machine machine, string requirements, string main = Main)
    {
        machine.Write("/srv/code/requirements.txt", requirements + "\n");
        machine.Write("/srv/code/main.py", main);
    }

    /// <summary>Waits until the service's process has said which version of the wheel it runs with.</summary>
    internal static Task GreetsAsync(Machine machine, string service, string version) =>
        machine.WaitForAsync(
        $"systemctl is-active -q {service} && journalctl -o cat _PID=$(systemctl show {service} -p MainPID --value) | grep -qx 'greeter {version}'");

    private string WriteWheel(string version)
    {
        var file = wheels[$"greeter-{version}-py3-none-any.whl"];
        using var wheel = ZipFile.Open(file, ZipArchiveMode.Create);
        var module = $"version = {version}\n";
        Add("greeter.py", module);
        Add($"greeter-{version}.dist-info/METADATA", $"Metadata-Version: 2.1\nName: greeter\nVersion: {version}\n");
        Add($"greeter-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        Add($"greeter-{version}.dist-info/RECORD",
            $"greeter.py,sha256={Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(module)))},\ngreeter-{version}.dist-info/METADATA,,\ngreeter-{version}.dist-info/WHEEL,,\ngreeter-{version}.dist-info/RECORD,,\n");
        return file;

        void Add(string name, string text)
        {
            using var entry = new StreamWriter(wheel.CreateEntry(name).Open());
            entry.Write(text);
        }
    }
}
