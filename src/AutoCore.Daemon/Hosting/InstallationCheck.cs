using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Hosting;

/// <summary>Looks at what the daemon needs of its machine: a data directory that it may write, secrets that others may not read.</summary>
internal sealed class InstallationCheck(HostingOptions hosting) : DoctorCheck
{
    public override string Subject => "installation";

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) => [DataDirectory(), .. Lasting(), Secrets()];

    private Finding DataDirectory()
    {
        var folder = hosting.DataDirectory;
        if (!Directory.Exists(folder))
        {
            return Finding.Warning(
                "data directory", $"{folder} is not there yet", $"The installation makes it: install -d -o autocore -g autocore -m 750 {folder}");
        }
        if (!Posix.MayWrite(folder) && SystemUser.Find(SystemUser.DaemonName) is { } daemon && FileOwner.Of(folder)?.User == daemon.User
            && ProcessRights.User != daemon.User)
        {
            return Finding.Warning("data directory", $"{folder} belongs to {daemon.Name}: whether all is well in it was not seen by {Environment.UserName}",
                "run it as root: sudo autocore doctor");
        }
        return Posix.MayWrite(folder)
            ? Finding.Ok("data directory", $"{folder} can be written")
            : Finding.Critical("data directory", $"{folder} cannot be written by user {Environment.UserName}",
            $"If the daemon runs as this user: chown -R {Environment.UserName}: {folder}; else ask as root: sudo autocore doctor");
    }

    private IEnumerable<Finding> Lasting()
    {
        if (LastingPlaces.FindProblem(hosting.DataDirectory) is { } problem)
            yield return Finding.Warning("data directory", problem, LastingPlace.Remedy(hosting.DataDirectory));
    }

    private Finding Secrets()
    {
        var file = hosting.SecretsFile;
        if (Directory.Exists(file))
            return Finding.Critical("secrets file", $"{file} is a folder, and a file is meant", "name the file itself in AutoCore:SecretsFile");
        if (!File.Exists(file))
            return Finding.Ok("secrets file", $"{file} is not there, and only needed for passwords");
        return (File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) == 0
            ? Finding.Ok("secrets file", $"{file} is closed to others")
            : Finding.Critical("secrets file", $"{file} can be read or written by everyone, and is refused", $"chmod 640 {file} && chgrp autocore {file}");
    }
}
