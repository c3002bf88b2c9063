using AutoCore.Core.Backups;
using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Hosting;

/// <summary>Looks for folders of the daemon's own that its service may not write, whoever they belong to: those outside of its state directory.</summary>
internal sealed class SandboxCheck(HostingOptions hosting, CamerasOptions cameras, BackupsOptions backups) : DoctorCheck
{
    private const string Name = "autocore-daemon.service";
    private static readonly string[] UnitFolders = ["/etc/systemd/system", "/usr/lib/systemd/system"];

    public override string Subject => "sandbox";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        // A daemon that another user runs by hand has no sandbox.
        if (!UnitFolders.Any(folder => File.Exists(Path.Combine(folder, Name))) || SystemUser.Find(SystemUser.DaemonName)?.User is not { } user
            || FileOwner.Of(hosting.DataDirectory)?.User != user)
        {
            return [];
        }
        var elsewhere = SandboxPaths.Elsewhere(hosting.DataDirectory, cameras.Root, cameras.ArchiveRoot, backups.Root, backups.CopyTo);
        return SandboxPaths.FindClosed(elsewhere, UnitFolders.SelectMany(LinesOf)).Select(folder => Finding.Critical(
            Subject, $"{folder} is not opened for the service: it can write nothing there, whoever owns it",
            $"install -d -o autocore -g autocore {ShellWord.Of(folder)}; autoctl grant; systemctl restart {Name}"));
    }

    private static IEnumerable<string> LinesOf(string folder)
    {
        var dropIns = Path.Combine(folder, $"{Name}.d");
        return Directory.Exists(dropIns) ? Directory.EnumerateFiles(dropIns, "*.conf").SelectMany(File.ReadLines) : [];
    }
}
