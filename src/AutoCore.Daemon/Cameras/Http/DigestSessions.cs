using System.Security.Cryptography;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras;

/// <summary>A challenge with the number of times it was answered: cameras refuse a count that does not grow.</summary>
/// <param name="challenge">What was asked.</param>
/// <param name="owner">The camera that was asked.</param>
internal sealed class DigestSession(DigestChallenge challenge, string owner)
{
    private int _count;

    public DigestChallenge Challenge => challenge;

    public string Owner => owner;

    /// <summary>The next answer to the challenge.</summary>
    public string Answer(CameraRequest request, string userName, string password) =>
        DigestAnswer.Compose(challenge, userName, password, request.Method, request.Url.PathAndQuery, ++_count, RandomNumberGenerator.GetHexString(16, lowercase: true));
}

/// <summary>
/// Remembers Digest challenges over rounds, so that a picture costs one request and not two. Each camera has its own; a new camera tries its
/// host's newest one, and if that works the cameras of that host share from then on (a portal), each challenge with one request at a time.
/// </summary>
internal sealed class DigestSessions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostSessions> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a challenge for one request; null if there is none to try. It must be given back by <see cref="Accept"/> or <see cref="Replace"/>, or is forgotten.</summary>
    public DigestSession? Take(CameraOptions camera)
    {
        lock (_gate)
        {
            var host = HostOf(camera);
            var taken = host.Shares == true ? host.Idle.LastOrDefault()
                : host.Idle.Find(s => s.Owner == camera.Label) ?? (host.Shares is null ? host.Idle.LastOrDefault() : null);
            if (taken is not null)
                host.Idle.Remove(taken);
            return taken;
        }
    }

    /// <summary>The answer to it was right.</summary>
    public void Accept(CameraOptions camera, DigestSession session, string? nextNonce)
    {
        lock (_gate)
        {
            var host = HostOf(camera);
            if (session.Owner != camera.Label)
                host.Shares ??= true;
            host.Idle.Add(nextNonce is null ? session : new(session.Challenge with { Nonce = nextNonce }, camera.Label));
        }
    }

    /// <summary>The camera asks anew; what it was answered before, if anything, is of no use any more.</summary>
    public DigestSession Replace(CameraOptions camera, DigestSession? refused, DigestChallenge challenge)
    {
        lock (_gate)
        {
            var host = HostOf(camera);
            if (refused is not null && refused.Owner != camera.Label && host.Shares != true)
            {
                // It is another camera's, and still good for that one.
                host.Shares = false;
                host.Idle.Insert(0, refused);
            }
            return new(challenge, camera.Label);
        }
    }

    private HostSessions HostOf(CameraOptions camera)
    {
        if (!_hosts.TryGetValue(camera.Host, out var host))
            _hosts[camera.Host] = host = new();
        return host;
    }

    private sealed class HostSessions
    {
        /// <summary>Whether a challenge for one camera of the host is good for the others; null until it was tried.</summary>
        public bool? Shares { get; set; }

        /// <summary>Challenges that no request uses at present, the newest last.</summary>
        public List<DigestSession> Idle { get; } = [];
    }
}
