using AutoCore.Core.Health;
using AutoCore.Core.SecondPlace;
using AutoCore.Core.Storage;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Looks whether rclone is there, keeps its secrets, and reaches each remote.</summary>
internal sealed class SecondPlaceCheck(SecondPlaceOptions options, RcloneClient client) : IDoctorCheck
{
    public string Subject => "second place";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (options.Remotes.Count == 0)
            return [];
        if (ExternalCommand.Find(RcloneClient.Program) is null)
            return [Finding.Warning(Subject, "rclone is not installed: nothing is copied", $"apt install {RcloneClient.Program}")];
        var findings = new List<Finding>();
        if (await RcloneClient.FindOldAsync(cancellationToken) is { } old)
            findings.Add(Finding.Warning(Subject, "rclone is too old: nothing is copied", old));
        foreach (var remote in options.Remotes)
            findings.Add(await LookAsync(remote, cancellationToken));
        return findings;
    }

    private async Task<Finding> LookAsync(RemoteOptions remote, CancellationToken cancellationToken)
    {
        if (RcloneConfig.FindProblem(options.ConfigFile, remote.Address.Section) is { } problem)
            return Finding.Warning(Subject, $"{remote.Name} gets no copies", problem);
        try
        {
            var complete = SecondPlacePolicy.Complete(await client.ListOwnAsync(remote, cancellationToken)).OrderByDescending(b => b.At).ToList();
            return Finding.Ok(
                Subject, complete.Count == 0 ? $"{remote.Name} answers and has no backup yet"
                : $"{remote.Name} has {complete.Count} backups, newest {complete[0].File}");
        }
        catch (RemoteFailure e)
        {
            return Finding.Warning(Subject, $"{remote.Name} cannot be listed", e.Message);
        }
    }
}
