using System.Security.Cryptography;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

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
        DigestAnswer.Compose(challenge, userName, password, request.Method, request.Target, ++_count,
            RandomNumberGenerator.GetHexString(16, lowercase: true));
}

/// <summary>
/// Remembers Digest challenges over rounds, so that a picture costs one request and not two. Each camera has its own; a new camera tries its
/// host's newest one, and if that works the cameras of that host and realm share from then on (a portal), each challenge with one request at a time.
/// </summary>
internal sealed class DigestSessions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostSessions> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a challenge for one request; null if there is none to try. It must be given back by <see cref="Accept"/> or <see cref="Replace"/>, or is
    /// forgotten.</summary>
    public DigestSession? Take(CameraOptions camera)
    {
        lock (_gate)
        {
            var host = HostOf(camera);
            var taken = host.Spaces.TryGetValue(camera.Label, out var space) ? host.Find(camera.Label, space) : host.FindForNew();
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
            var space = host.Spaces[camera.Label] = SpaceOf(session.Challenge);
            if (session.Owner != camera.Label)
                host.Shares.TryAdd(space, true);
            host.Idle.Add(nextNonce is null ? session : new(session.Challenge with { Nonce = nextNonce }, camera.Label));
        }
    }

    /// <summary>The camera asks anew; what it was answered before, if anything, is of no use any more.</summary>
    public DigestSession Replace(CameraOptions camera, DigestSession? refused, DigestChallenge challenge)
    {
        lock (_gate)
        {
            var host = HostOf(camera);
            var space = host.Spaces[camera.Label] = SpaceOf(challenge);
            // A challenge of another realm says nothing of whether this one is shared.
            if (refused is not null && SpaceOf(refused.Challenge) != space)
            {
                host.Idle.Insert(0, refused);
            }
            else if (refused is not null && refused.Owner != camera.Label && host.Shares.GetValueOrDefault(space) != true)
            {
                // It is another camera's, and still good for that one.
                host.Shares[space] = false;
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

    private static Space SpaceOf(DigestChallenge challenge) => new(challenge.Realm, challenge.Algorithm);

    /// <summary>A protection space: what one password, and with it one number, is for.</summary>
    private readonly record struct Space(string Realm, string? Algorithm);

    private sealed class HostSessions
    {
        /// <summary>Realms of a host of which it is known whether they share; one that invents them anew has no more.</summary>
        private const int MostSpaces = 32;

        /// <summary>Challenges that no request uses at present, the newest last.</summary>
        public List<DigestSession> Idle { get; } = [];

        /// <summary>The realm of each camera.</summary>
        public Dictionary<string, Space> Spaces { get; } = new(StringComparer.Ordinal);

        /// <summary>Whether a challenge for one camera is good for the others of its realm.</summary>
        public Dictionary<Space, bool> Shares { get; } = [];

        /// <summary>A challenge for a camera whose realm is known.</summary>
        public DigestSession? Find(string label, Space space)
        {
            if (Shares.Count > MostSpaces)
                Shares.Clear();
            var isShared = Shares.TryGetValue(space, out var shares) ? shares : (bool?)null;
            return isShared == true ? Idle.FindLast(s => SpaceOf(s.Challenge) == space)
                : Idle.Find(s => s.Owner == label && SpaceOf(s.Challenge) == space)
                ?? (isShared is null ? Idle.FindLast(s => SpaceOf(s.Challenge) == space) : null);
        }

        /// <summary>A challenge for a camera that was never asked: the newest one of a realm that may be shared.</summary>
        public DigestSession? FindForNew() => Idle.FindLast(s => !Shares.TryGetValue(SpaceOf(s.Challenge), out var shares) || shares);
    }
}
