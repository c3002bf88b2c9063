using System.Collections.Concurrent;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras;

/// <summary>Sends requests to cameras and portals.</summary>
internal interface ICameraTransport
{
    /// <summary>Sends a request and returns when the head of the answer is there.</summary>
    /// <exception cref="IOException">No connection or no answer (or <see cref="HttpRequestException"/>, <see cref="System.Net.Sockets.SocketException"/>).</exception>
    /// <exception cref="UnsendableHeader">What the settings say cannot be sent.</exception>
    Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock);
}

/// <summary>Sends requests by the platform's client, and to cameras that it cannot understand by the lenient one, from the second request on directly.</summary>
internal sealed class CameraTransport(PlatformTransport platform) : ICameraTransport
{
    private readonly ConcurrentDictionary<string, bool> _odd = new(StringComparer.Ordinal);

    public async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        if (!HeaderText.IsSendable(request.Authorization ?? ""))
            throw new UnsendableHeader("UserName or the secret that PasswordKey names");
        if (!HeaderText.IsSendable(request.Cookie ?? ""))
            throw new UnsendableHeader("a cookie");
        clock.Wait();
        var answer = await AskAsync(camera, request, clock);
        clock.Answer();
        return answer;
    }

    private async Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        // A login must not be sent twice: the reader that understands every answer sends it at once.
        if (request.Form is null && !_odd.ContainsKey(camera.Label))
        {
            try
            {
                return await platform.SendAsync(request, camera.Tls, clock);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.InvalidResponse)
            {
                clock.Answer();
                _odd[camera.Label] = true;
            }
        }
        return await LenientTransport.SendAsync(request, camera.Tls, clock);
    }
}

/// <summary>A header of ours has characters that no header may have.</summary>
internal sealed class UnsendableHeader(string what) : Exception($"{what} has characters that cannot stand in a header");
