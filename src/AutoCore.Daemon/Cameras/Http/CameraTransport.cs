using System.Collections.Concurrent;

namespace AutoCore.Daemon.Cameras;

/// <summary>Sends requests by the platform's client, and to cameras that it cannot understand by the lenient one, from the second request on directly.</summary>
internal sealed class CameraTransport(PlatformTransport platform)
{
    private readonly ConcurrentDictionary<string, bool> _odd = new(StringComparer.Ordinal);

    /// <summary>Sends a request and returns when the head of the answer is there.</summary>
    /// <exception cref="IOException">No connection or no answer (or <see cref="HttpRequestException"/>, <see cref="System.Net.Sockets.SocketException"/>).</exception>
    public async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        if (!_odd.ContainsKey(camera.Label))
        {
            try
            {
                return await platform.SendAsync(request, camera.Tls, clock);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.InvalidResponse)
            {
                _odd[camera.Label] = true;
            }
        }
        return await LenientTransport.SendAsync(request, camera.Tls, clock);
    }
}
