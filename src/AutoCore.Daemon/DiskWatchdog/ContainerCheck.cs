using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>Looks at the container engine, where there is one: bounds of its logs, and whether its data can fill the root file system.</summary>
/// <param name="root">The root of the file system; another one in tests.</param>
internal sealed class ContainerCheck(string root) : DoctorCheck
{
    private const string LogRemedy =
        """Write { "log-driver": "json-file", "log-opts": { "max-size": "10m", "max-file": "3" } } into /etc/docker/daemon.json, then: systemctl restart docker (containers get it when they are made anew)""";

    public override string Subject => "containers";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken)
    {
        var file = Path.Combine(root, "etc/docker/daemon.json");
        var logs = ContainerLogs.Parse(File.Exists(file) ? File.ReadAllText(file) : null);
        var data = Path.Combine(root, logs.DataRoot.TrimStart('/'));
        if (!File.Exists(file) && !Directory.Exists(data))
            yield break;
        yield return Logs(logs);
        if (Directory.Exists(data))
            yield return Data(logs, data);
    }

    private static Finding Logs(ContainerLogs logs)
    {
        if (logs.Problem is { } problem)
            return Finding.Critical("container logs", $"/etc/docker/daemon.json cannot be read: {problem}", LogRemedy);
        return logs.AreLimited ? Finding.Ok("container logs", "limited")
            : Finding.Warning("container logs", "a container's log may fill the disk: daemon.json sets no max-size", LogRemedy);
    }

    private static Finding Data(ContainerLogs logs, string folder) => FileSystems.ReadMounts().FindFor(FileSystems.Resolve(folder)) is { MountPoint: "/" }
        ? Finding.Warning("container data", $"{logs.DataRoot} lies on the root file system: a build that fills it stops the whole machine",
            $"Mount a disk of its own on {logs.DataRoot}, or name one as \"data-root\" in /etc/docker/daemon.json; and watch it: DiskWatchdog:Mounts")
        : Finding.Ok("container data", $"{logs.DataRoot} has a file system of its own", $"Watch it: DiskWatchdog:Mounts");
}
