using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Backups;

/// <summary>Makes backups when the running daemon is asked to over MQTT.</summary>
internal sealed class BackupRequest(BackupJob job) : IRequestHandler
{
    public string Verb => "backup";

    public async Task<RequestOutcome> RunAsync(RequestArguments request, CancellationToken cancellationToken)
    {
        try
        {
            var outcomes = await job.RunAsync(static (_, _) => { }, cancellationToken);
            var problems = outcomes.Select(o => o.Problem).OfType<string>().ToList();
            var made = outcomes.Count(o => o.Made is not null);
            return new(problems.Count == 0, problems.Count == 0 ? $"{made} backups were made and verified" : string.Join("; ", problems), new("made", made),
                new("failed", outcomes.Count - made));
        }
        catch (BackupFailure e)
        {
            return new(false, e.Message);
        }
    }
}
