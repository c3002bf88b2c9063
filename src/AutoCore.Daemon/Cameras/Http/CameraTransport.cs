using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Sends requests to cameras and portals.</summary>
internal interface ICameraTransport
{
    /// <summary>Sends a request and returns when the head of the answer is there.</summary>
    /// <exception cref="IOException">No connection or no answer (or <see cref="HttpRequestException"/>,
    /// <see cref="System.Net.Sockets.SocketException"/>).</exception>
    /// <exception cref="UnsendableHeader">What the settings say cannot be sent.</exception>
    Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock);

    /// <summary>An answer's body was framed as no body is.</summary>
    /// <returns>Whether the camera is read with more patience from now on, so that asking it again may help.</returns>
    bool Distrust(CameraOptions camera);
}

/// <summary>Sends requests by the platform's client, and to cameras that it cannot understand by the lenient one, from the second request on
/// directly.</summary>
internal sealed class CameraTransport(PlatformTransport platform) : ICameraTransport
{
    private readonly ConcurrentDictionary<string, bool> _odd = new(StringComparer.Ordinal);

    public async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        UnsendableHeader.ThrowIn(request);
        clock.Wait();
        clock.Asked = request.Url;
        var answer = await AskAsync(camera, request, clock);
        clock.Answer();
        return answer;
    }

    public bool Distrust(CameraOptions camera) => _odd.TryAdd(camera.Label, true);

    private async Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        // A login must not be sent twice: the reader that understands every answer sends it at once. Strangers get a connection of their own.
        if (request is { IsLogin: false, IsForeign: false } && !_odd.ContainsKey(camera.Label))
        {
            try
            {
                var answer = await platform.SendAsync(request, camera.Tls, clock);
                if (!HasOddLength(answer))
                    return answer;
                answer.Dispose();
                Distrust(camera);
            }
            catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded)
            {
                clock.Answer();
                Distrust(camera);
            }
        }
        return await LenientTransport.SendAsync(request, camera.Tls, clock);
    }

    /// <summary>None where a picture should be, or several that contradict each other.</summary>
    private static bool HasOddLength(CameraAnswer answer) =>
        answer.Status == 200 && answer.Values("Content-Length").SelectMany(static v => v.Split(',', StringSplitOptions.TrimEntries)).Distinct()
        .ToList() is ["0"] or { Count: > 1 };
}

/// <summary>A header of ours has characters that no header may have.</summary>
internal sealed class UnsendableHeader(string what) : Exception($"{what} has characters that cannot stand in a header")
{
    /// <summary>Looks for one.</summary>
    /// <exception cref="UnsendableHeader">It is there.</exception>
    public static void ThrowIn(CameraRequest request)
    {
        if (!HeaderText.IsSendable(request.Authorization ?? ""))
            throw new UnsendableHeader("UserName or the secret that PasswordKey names");
        if (!HeaderText.IsSendable(request.Cookie ?? ""))
            throw new UnsendableHeader("a cookie");
        if (!request.Headers.All(static h => HeaderText.IsSendable(h.Value)))
            throw new UnsendableHeader("Headers, or the secret that PasswordKey names");
    }
}
