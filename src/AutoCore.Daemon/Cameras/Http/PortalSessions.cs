using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>A portal's login with its cookies, shared by all cameras of the same host, form, user and password.</summary>
internal sealed class PortalSession : IDisposable
{
    private readonly CookieJar _cookies = new();

    /// <summary>One login at a time: ten workers must not log in ten times.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>How often it was logged in.</summary>
    public int Logins { get; set; }

    /// <summary>When a login was sent that the portal did not take, on the monotonic clock; null if the last one was good.</summary>
    public long? SentInVainAt { get; set; }

    /// <summary>The cookies to send to an address, or null.</summary>
    public string? CookieFor(Uri url)
    {
        lock (_cookies)
            return _cookies.HeaderFor(url);
    }

    /// <summary>Takes the cookies that an answer sets.</summary>
    public void Take(Uri url, CameraAnswer answer, DateTimeOffset now)
    {
        if (answer.Values("Set-Cookie") is not { Count: > 0 } headers)
            return;
        lock (_cookies)
            _cookies.Take(url, headers, now);
    }

    public void Dispose() => Gate.Dispose();
}

/// <summary>The sessions with all portals.</summary>
internal sealed class PortalSessions : IDisposable
{
    private readonly ConcurrentDictionary<(string Host, string? Login, string? User, string? Key), PortalSession> _sessions = new();

    public PortalSession Of(CameraOptions camera) => _sessions.GetOrAdd((camera.Host, camera.LoginUrl, camera.UserName, camera.PasswordKey), static _ => new());

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
    }
}
