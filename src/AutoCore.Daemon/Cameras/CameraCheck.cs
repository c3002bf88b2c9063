using System.Collections.Concurrent;
using System.Globalization;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras;

/// <summary>What a camera answered, and which setting would help.</summary>
internal sealed record CameraFinding(CameraOptions Camera, bool IsGood, string Answer, string? Advice);

/// <summary>Asks cameras once each, at the same gate as a round, and throws the pictures away.</summary>
internal sealed class CameraCheck(CamerasOptions options, CameraClient client, CertificateProbe certificates, TimeProvider time)
{
    /// <summary>Asks all of them; <paramref name="found"/> is called for each as it comes, by one at a time.</summary>
    public async Task<IReadOnlyCollection<CameraFinding>> RunAsync(IReadOnlyList<CameraOptions> cameras, Action<CameraFinding> found, CancellationToken cancellationToken)
    {
        // Hosts of its own: nobody is paused because others failed, every camera is to be asked.
        using var gate = new RequestGate(options, new HostStates(), time);
        var folder = Directory.CreateTempSubdirectory("autocore-check-");
        var findings = new ConcurrentQueue<CameraFinding>();
        var printing = new Lock();
        try
        {
            await Task.WhenAll(cameras.Select(async (camera, i) =>
            {
                var finding = await AskAsync(camera, gate, Path.Combine(folder.FullName, i.ToString(CultureInfo.InvariantCulture)), cancellationToken);
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

    private async Task<CameraFinding> AskAsync(CameraOptions camera, RequestGate gate, string temporaryFile, CancellationToken cancellationToken)
    {
        var place = await gate.EnterAsync(new(camera.Host, TimeSpan.Zero), cancellationToken);
        try
        {
            var attempt = await client.FetchAsync(camera, temporaryFile, static () => { }, cancellationToken);
            var milliseconds = (long)attempt.Elapsed.TotalMilliseconds;
            if (attempt.Picture is { } picture)
                return new(camera, true, $"ok {picture.Width}x{picture.Height}, {picture.Bytes:N0} bytes, {milliseconds} ms", null);
            var fingerprint = attempt.Reason.Fault == CaptureFault.Tls ? await certificates.FindAsync(camera.Url, cancellationToken) : null;
            return new(camera, false, $"{attempt.Reason.Word} ({attempt.Detail}), {milliseconds} ms", CameraAdvice.For(attempt.Reason, camera.Auth == CameraAuth.None, attempt.Detail, fingerprint));
        }
        finally
        {
            gate.Leave(place!, hostFailed: false);
        }
    }
}
