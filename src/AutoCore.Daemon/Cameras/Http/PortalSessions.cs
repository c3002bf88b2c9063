using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>A portal's login with its cookies and its token, shared by all cameras of the same host, login, user and password.</summary>
internal sealed class PortalSession(TimeProvider time) : IDisposable
{
    private readonly CookieJar _cookies = new();
    private readonly ConcurrentDictionary<string, (int Logins, long At)> _refused = new(StringComparer.Ordinal);
    private SessionToken? _token;
    private int _proven;

    /// <summary>One login at a time: ten workers must not log in ten times.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>How often it was logged in.</summary>
    public int Logins { get; set; }

    /// <summary>Whether a login may be sent.</summary>
    public LoginBrake Brake { get; } = new(time);

    /// <summary>A camera had its picture with the session as it is.</summary>
    public void Prove(CameraOptions camera)
    {
        _proven = Logins;
        _refused.TryRemove(camera.Label, out _);
        Brake.Prove();
    }

    /// <summary>A camera was refused although a login was just done: either that was in vain, or it is this camera alone.</summary>
    public void Refuse(CameraOptions camera)
    {
        _refused[camera.Label] = (Logins, time.GetTimestamp());
        if (_proven != Logins)
            Brake.Fail();
    }

    /// <summary>Whether a new login would not help a camera: one was just done for it, or others have their pictures with the one that did not help it.</summary>
    public bool IsRefused(CameraOptions camera) =>
        _proven > 0 && _refused.TryGetValue(camera.Label, out var refused)
        && ((refused.Logins == Logins && _proven == Logins) || (_proven >= refused.Logins && time.GetElapsedTime(refused.At) < LoginBrake.AfterRefusal));

    /// <summary>A request with what the session has for its address.</summary>
    /// <param name="camera">Whose request it is: its token goes to its own host only.</param>
    public CameraRequest Apply(CameraOptions camera, CameraRequest request)
    {
        string? cookie;
        lock (_cookies)
            cookie = _cookies.HeaderFor(request.Url);
        if (_token is not { } token || !token.MayGoTo(camera.Url, request.Url))
            return request with { Cookie = cookie };
        return token.Place.Carrier switch
        {
            TokenCarrier.Query => request with { Cookie = cookie, Url = token.Place.AddTo(request.Url, token.Value) },
            TokenCarrier.Cookie =>
            request with { Cookie = cookie is null ? $"{token.Place.Name}={token.Value}" : $"{cookie}; {token.Place.Name}={token.Value}" },
            _ => request with
            {
                Cookie = cookie,
                Headers = [.. request.Headers.Where(h => !token.Place.Is(h.Key)), new(token.Place.Name, token.Place.HeaderValue(token.Value))]
            },
        };
    }

    /// <summary>Takes the cookies that an answer sets.</summary>
    public void Take(Uri url, CameraAnswer answer, DateTimeOffset now)
    {
        if (answer.Values("Set-Cookie") is not { Count: > 0 } headers)
            return;
        lock (_cookies)
            _cookies.Take(url, headers, now);
    }

    /// <summary>The token and what may be the session's number, for hiding them.</summary>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (_cookies)
                return [.. _token is { } token ? [token.Value] : Array.Empty<string>(), .. _cookies.Secrets];
        }
    }

    /// <summary>Takes a login's token.</summary>
    /// <param name="from">Who gave it.</param>
    /// <param name="place">Where it goes.</param>
    /// <param name="value">The token.</param>
    public void Take(Uri from, TokenPlace place, string value) => _token = new(from.Scheme == Uri.UriSchemeHttps, place, value);

    /// <summary>Forgets the token: a login is asked without the one before.</summary>
    public void ForgetToken() => _token = null;

    public void Dispose() => Gate.Dispose();

    private sealed record SessionToken(bool IsFromHttps, TokenPlace Place, string Value)
    {
        /// <summary>To the camera's own host, and what came by https never in the open.</summary>
        public bool MayGoTo(Uri camera, Uri url) => CredentialScope.Allows(camera, url) && (!IsFromHttps || url.Scheme == Uri.UriSchemeHttps);
    }
}

/// <summary>The sessions with all portals.</summary>
internal sealed class PortalSessions(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(string Host, PortalOptions? Login, string? User, string? Key), PortalSession> _sessions = new();

    public PortalSession Of(CameraOptions camera) => _sessions.GetOrAdd((camera.Host, camera.Portal, camera.UserName, camera.PasswordKey), _ => new(time));

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
    }
}
