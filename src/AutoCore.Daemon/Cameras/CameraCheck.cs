using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Onvif;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Cameras;

/// <summary>What a camera answered, and which setting would help.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="IsGood">Whether it sent a whole picture.</param>
/// <param name="Answer">What it answered.</param>
/// <param name="Advice">Which setting would help, or null.</param>
internal sealed record CameraFinding(CameraOptions Camera, bool IsGood, string Answer, string? Advice)
{
    /// <summary>Whether it is outside of its hours: if it is switched off now, that is no fault.</summary>
    public bool IsResting { get; init; }

    /// <summary>Why it sent none, or none.</summary>
    public CaptureReason Reason { get; init; }
}

/// <summary>Asks cameras once each, at the same gate as a round, and throws the pictures away.</summary>
internal sealed class CameraCheck(CamerasOptions options, CameraClient client, CertificateProbe certificates, CameraMemory memory, OnvifMemory devices,
    CameraSchedule schedule, TimeProvider time)
{
    /// <summary>Asks all of them; <paramref name="found"/> is called for each as it comes, by one at a time.</summary>
    public async Task<IReadOnlyCollection<CameraFinding>> RunAsync(IReadOnlyList<CameraOptions> cameras, Action<CameraFinding> found,
        CancellationToken cancellationToken)
    {
        // Hosts of its own: nobody is paused because others failed, every camera is to be asked.
        using var gate = new RequestGate(options, new HostStates(), time);
        var folder = Directory.CreateTempSubdirectory("autocore-check-");
        var resting = schedule.RestingOf(cameras);
        var findings = new ConcurrentQueue<CameraFinding>();
        var printing = new Lock();
        try
        {
            await Task.WhenAll(cameras.Select(async (camera, i) =>
            {
                var finding = await AskAsync(camera, gate, Path.Combine(folder.FullName, i.ToString(CultureInfo.InvariantCulture)), cancellationToken);
                if (resting.TryGetValue(camera.Label, out var until))
                    finding = finding with { IsResting = true, Answer = $"{finding.Answer}; it rests{Until(until)}, outside of its Hours" };
                findings.Enqueue(finding);
                lock (printing)
                    found(finding);
            }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return findings;
    }

    private string Until(DateTimeOffset? until) => until is { } at ? $" until {LocalTimeText.Of(at, time.LocalTimeZone)}" : "";

    /// <summary>What a camera took that is asked as it says itself, for people who want to hold it to that.</summary>
    private string LoginOf(CameraOptions camera) => camera.Auth == CameraAuth.Auto && memory.LoginOf(camera).Strength is > LoginStrength.None and var taken
        ? $", {LoginPolicy.Name(taken)}: \"Auth\": \"{LoginPolicy.SettingOf(taken)}\"" : "";

    /// <summary>Where a device says that the picture is.</summary>
    private string PlaceOf(CameraOptions camera) => devices.Find(camera) is { Picture: { } picture } trace
        // A secret may stand in the path, too.
        ? $", at {(trace.IsSecret ? $"{CameraAddress.OriginOf(picture)}/***" : AddressMask.Of(picture))}" : "";

    private async Task<CameraFinding> AskAsync(CameraOptions camera, RequestGate gate, string temporaryFile, CancellationToken cancellationToken)
    {
        using var lease = (await gate.EnterAsync(camera, TimeSpan.Zero, devices.IsStream(camera), cancellationToken))!;
        // Whatever comes of it, the next camera of this host is asked, too.
        lease.Note(hostFailed: false);
        var attempt = await client.FetchAsync(camera, temporaryFile, lease, cancellationToken);
        var milliseconds = (long)attempt.Elapsed.TotalMilliseconds;
        if (attempt.Picture is { } picture)
        {
            var told = $"{LoginOf(camera)}{PlaceOf(camera)}";
            return new(camera, true, $"ok {picture.Width}x{picture.Height}, {picture.Bytes:N0} bytes, {milliseconds} ms{told}", null);
        }
        var asked = attempt.Asked ?? camera.Url;
        // What a stranger shows for a certificate is nothing to pin.
        var isOwn = CameraAddress.IsEncrypted(asked) && (camera.IsStream || camera.IsOnvif || CredentialScope.Allows(camera.Url, asked));
        var certificate = attempt.Reason.Fault == CaptureFault.Tls && isOwn ? await certificates.FindAsync(asked, cancellationToken) : null;
        var leadsTo = CameraAddress.OriginOf(asked) is var origin && origin != CameraAddress.OriginOf(camera.Url) ? origin : null;
        var advice = CameraAdvice.For(attempt.Reason, camera.Auth.ToString().ToLowerInvariant(), attempt.Detail, attempt.Offered, certificate, leadsTo);
        return new(camera, false, $"{attempt.Reason.Word} ({attempt.Detail}), {milliseconds} ms", advice.English) { Reason = attempt.Reason };
    }
}
