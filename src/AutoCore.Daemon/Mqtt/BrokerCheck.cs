using AutoCore.Core.Health;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Mqtt.HomeAssistant;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>
/// Whether the broker takes a connection now, and keeps one message on each kind of topic: made once, under a client id of its own so that the daemon's session
/// stays, cleared and closed again.
/// </summary>
internal sealed class BrokerCheck(
    MqttOptions options, ClientIdentity identity, MqttTopics topics, Discovery discovery, Secrets secrets, IMqttLink link, TimeProvider time) : IDoctorCheck
{
    private const string Trial = "doctor";

    /// <summary>Less than Home Assistant's announcement ever has: a broker that drops so much drops that, too.</summary>
    private const int AnnouncementBytes = 12 * 1024;

    public string Subject => "broker";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (options.Host is null)
            return [Finding.Ok(Subject, "none is configured: nothing is published")];
        var password = options.UserName is null ? default : secrets.Find(options.PasswordKey);
        if (password.Problem is { } missing)
            return [Finding.Critical(Subject, missing, new LinkEnd(LinkEndCause.Refused, missing).Remedy)];
        using var finish = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var trial = new RetainedTrial([.. TrialTopics()], link.Wake, finish, time);
        var end = await link.RunAsync(LinkSettings.From(options, $"{identity.ClientId}_doctor", password.Value), trial, finish.Token);
        if (!trial.IsConnected)
            return [Finding.Critical(Subject, $"{options.Host}:{options.Port}: {end.Reason}", end.Remedy)];
        return
        [
            Finding.Ok(Subject, $"{options.Host}:{options.Port} accepts the connection"),
            .. trial.Limits.Describe(options.LargestPacketBytes)
            .Select(text => Finding.Warning(Subject, text, "Change it at the broker, or leave it: everything else is published")),
            .. !trial.Limits.KeepsRetained ? [] : trial.IsComplete ? Judge(trial) : [Broken(end)],
        ];
    }

    /// <summary>One for each kind of topic that is used, beside the real ones: what a broker allows is told by how a topic begins.</summary>
    private IEnumerable<TrialTopic> TrialTopics()
    {
        yield return new(topics.Of($"{Trial}/{Trial}"));
        if (options.PerCamera)
            yield return new(topics.Of($"{HealthReading.CameraPrefix}{Trial}/{Trial}"));
        if (options.PictureCameras.Count > 0)
            yield return new(topics.Picture($"{HealthReading.CameraPrefix}{Trial}/{Trial}"));
        if (options.Requests.Count > 0)
            yield return new(topics.Response(Trial));
        if (options.HomeAssistant.Enabled)
            yield return new(discovery.TrialTopic(Trial), AnnouncementBytes);
    }

    private IEnumerable<Finding> Judge(RetainedTrial trial)
    {
        var bad = trial.Results.Where(r => r.Problem is not null).ToList();
        return bad.Count == 0
            ? [Finding.Ok(Subject, $"keeps what is published on {string.Join(", ", trial.Results.Select(r => r.Topic))}")]
            : bad.Select(
            r => Finding.Warning(
                Subject, $"{r.Topic}: {r.Problem}",
                    "Allow this user to write and read such topics, and messages of such a size, at the broker (mosquitto: topic readwrite in its acl_file; message_size_limit)"));
    }

    private Finding Broken(LinkEnd end) => Finding.Warning(Subject,
        end.Unanswered is [var first, ..] ? $"ends the connection over {first.Name}: {end.Reason}" : $"ended the connection before it answered: {end.Reason}",
        "Look at what the broker allows this user, and at its log");
}
