using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Asks a camera for a picture in the way it wants to be asked: with a login of its own or a portal's session, over its redirects.</summary>
internal sealed class CameraAuthenticator(ICameraTransport transport, CameraLogins logins, PortalLogin portals, CameraSecrets secrets,
    TimeProvider time)
{
    /// <summary>Sends the request for a picture and returns when the head of the answer is there.</summary>
    /// <exception cref="MissingSecret">The camera's password is not there.</exception>
    public async Task<CameraAnswer> AskAsync(CameraOptions camera, AttemptClock clock)
    {
        var own = secrets.AddressOf(camera);
        var request = new CameraRequest(own) { Headers = secrets.HeadersOf(camera) };
        CookieJar? cookies = null;
        for (var followed = 0; ; followed++)
        {
            var answer = await AskAsync(camera, request, clock);
            // A portal's redirects are the login's.
            var isLast = camera.Auth == CameraAuth.Form || followed == RedirectPolicy.Most;
            if (isLast || RedirectPolicy.Follow(own, request.Url, answer.Status, answer.Value("Location"), camera.FollowRedirects) is not { } next)
                return answer;
            // Some lead to the same address again to see whether their cookie comes back.
            if (answer.Values("Set-Cookie") is { Count: > 0 } given)
                (cookies ??= new()).Take(request.Url, given, time.GetUtcNow());
            await logins.DrainAsync(answer, clock);
            var isForeign = request.IsForeign || next.IsForeign;
            request = new(next.To) { IsForeign = isForeign, Headers = isForeign ? [] : request.Headers, Cookie = cookies?.HeaderFor(next.To) };
        }
    }

    /// <summary>A text without the camera's secrets, which it may quote: password, what Basic makes of it, a portal's session.</summary>
    public string Mask(CameraOptions camera, string text) => secrets.Mask(camera, text, camera.Auth == CameraAuth.Form ? portals.SecretsOf(camera) : []);

    /// <summary>See <see cref="ICameraTransport.Distrust"/>.</summary>
    public bool Distrust(CameraOptions camera) => transport.Distrust(camera);

    private Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, AttemptClock clock) =>
        camera.Auth == CameraAuth.Form && !request.IsForeign ? portals.AskAsync(camera, request, secrets.Find(camera), clock)
            : logins.AskAsync(camera, request, transport, clock);
}
