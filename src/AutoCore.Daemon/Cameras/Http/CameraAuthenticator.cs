using System.Collections.Concurrent;
using System.Text;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Asks a camera for a picture in the way it wants to be asked: with password, token, challenge or a portal's session.</summary>
internal sealed class CameraAuthenticator(ICameraTransport transport, DigestSessions digests, PortalLogin portals, CameraMemory memory,
    CameraSecrets secrets, TimeProvider time)
{
    /// <summary>A camera says at times that a number is stale which it has only just given out; one that says so again is not asked any more.</summary>
    private const int MostChallenges = 2;

    /// <summary>How long a refusal's page is read; one that does not come costs a new connection and no more.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    /// <summary>Cameras that took user name and password in UTF-8 (false) or only in Latin-1 (true), where these differ.</summary>
    private readonly ConcurrentDictionary<string, bool> _latin1 = new(StringComparer.Ordinal);

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
            await DrainAsync(answer, clock);
            var isForeign = request.IsForeign || next.IsForeign;
            request = new(next.To) { IsForeign = isForeign, Headers = isForeign ? [] : request.Headers, Cookie = cookies?.HeaderFor(next.To) };
        }
    }

    private async Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        return (request.IsForeign ? CameraAuth.None : camera.Auth) switch
        {
            CameraAuth.Auto => await AskAsItSaysAsync(camera, request, clock),
            CameraAuth.Basic => await AskInBothAsync(camera, (password, isLatin1) => AskWithBasicAsync(camera, request, password, isLatin1, clock), clock),
            CameraAuth.Bearer =>
            await transport.SendAsync(camera, request with { Authorization = $"Bearer {HeaderText.Bytes(secrets.Find(camera), isLatin1: false)}" }, clock),
            CameraAuth.Digest =>
            await AskInBothAsync(
            camera, (password, isLatin1) => AskWithDigestAsync(camera, request, digests.Take(camera), password, isLatin1, LoginStrength.None, clock), clock),
            CameraAuth.Form => await portals.AskAsync(camera, request, secrets.Find(camera), clock),
            _ => await transport.SendAsync(camera, request, clock),
        };
    }

    /// <summary>A text without the camera's secrets, which it may quote: password, what Basic makes of it, a portal's session.</summary>
    public string Mask(CameraOptions camera, string text) => secrets.Mask(camera, text, camera.Auth == CameraAuth.Form ? portals.SecretsOf(camera) : []);

    /// <summary>See <see cref="ICameraTransport.Distrust"/>.</summary>
    public bool Distrust(CameraOptions camera) => transport.Distrust(camera);

    /// <summary>In UTF-8, and once more in Latin-1 if that was refused and is not the same; a camera that took one of them is asked so from then on.</summary>
    private async Task<CameraAnswer> AskInBothAsync(CameraOptions camera, Func<string, bool, Task<CameraAnswer>> ask, AttemptClock clock)
    {
        var password = secrets.Find(camera);
        if (!HeaderText.HasLatin1Form($"{camera.UserName}{password}"))
            return await ask(password, false);
        var isKnown = _latin1.TryGetValue(camera.Label, out var isLatin1);
        var answer = await ask(password, isLatin1);
        if (answer.Status == 401 && !isKnown)
        {
            await DrainAsync(answer, clock);
            answer = await ask(password, isLatin1 = true);
        }
        if (answer.Status is >= 200 and < 300)
            _latin1[camera.Label] = isLatin1;
        return answer;
    }

    /// <summary>With the login that the camera took before, else without one, and with the strongest that it then asks for.</summary>
    private async Task<CameraAnswer> AskAsItSaysAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        var known = memory.LoginOf(camera);
        if (known.Strength != LoginStrength.None)
            return await AskInBothAsync(camera, (password, isLatin1) => AskAsBeforeAsync(camera, request, known, password, isLatin1, clock), clock);
        var answer = await transport.SendAsync(camera, request, clock);
        if (answer.Status != 401)
            return answer;
        var decision = Choose(camera, request, answer, known);
        if (decision is { Strength: LoginStrength.None, Problem: null })
            return answer;
        await DrainAsync(answer, clock);
        // One session for both forms of the password: its count has to grow.
        var session = SessionFor(camera, decision);
        return await AskInBothAsync(camera, (password, isLatin1) => LogInAsync(camera, request, decision, session, password, isLatin1, clock), clock);
    }

    private async Task<CameraAnswer> AskAsBeforeAsync(CameraOptions camera, CameraRequest request, KnownLogin known, string password, bool isLatin1,
        AttemptClock clock)
    {
        var isBasic = known.Strength == LoginStrength.Basic;
        // Of a neighbour's challenges only one that is strong enough.
        var session = !isBasic && digests.Take(camera) is { } taken && LoginPolicy.StrengthOf(taken.Challenge) >= known.Strength ? taken : null;
        var answer = isBasic
            ? await AskWithBasicAsync(camera, request, password, isLatin1, clock)
            : await AskWithDigestAsync(camera, request, session, password, isLatin1, known.Strength, clock);
        if (answer.Status != 401)
            return answer;
        var decision = Choose(camera, request, answer, known);
        // What it did not take a moment ago it does not take now.
        if (decision.Problem is null && (!isBasic || decision.Strength <= known.Strength))
            return answer;
        await DrainAsync(answer, clock);
        return await LogInAsync(camera, request, decision, SessionFor(camera, decision), password, isLatin1, clock);
    }

    private LoginDecision Choose(CameraOptions camera, CameraRequest request, CameraAnswer answer, KnownLogin known)
    {
        var offered = answer.Values("WWW-Authenticate");
        if (LoginOffer.Read(offered).HasDigest)
            memory.NoteDigest(camera);
        return LoginPolicy.Choose(offered, request.Url.Scheme == Uri.UriSchemeHttps, known.Strength, known.HasOfferedDigest);
    }

    private async Task<CameraAnswer> LogInAsync(CameraOptions camera, CameraRequest request, LoginDecision decision, DigestSession? session, string password,
        bool isLatin1, AttemptClock clock)
    {
        if (decision.Problem is { } problem)
            throw new LoginRefused(problem);
        if (session is not null)
            return await AskWithDigestAsync(camera, request, session, password, isLatin1, decision.Strength, clock, challenges: 1);
        var answer = await AskWithBasicAsync(camera, request, password, isLatin1, clock);
        // What a redirect's target got behind TLS is not given in the open the next time.
        if (request.Url.Scheme == camera.Url.Scheme)
            NoteLogin(camera, answer, LoginStrength.Basic);
        return answer;
    }

    private DigestSession? SessionFor(CameraOptions camera, LoginDecision decision) =>
        decision.Challenge is { } challenge ? digests.Replace(camera, null, challenge) : null;

    private void NoteLogin(CameraOptions camera, CameraAnswer answer, LoginStrength strength)
    {
        if (camera.Auth == CameraAuth.Auto && answer.Status is >= 200 and < 300)
            memory.NoteLogin(camera, strength);
    }

    private Task<CameraAnswer> AskWithBasicAsync(CameraOptions camera, CameraRequest request, string password, bool isLatin1, AttemptClock clock)
    {
        var bytes = Encoding.Latin1.GetBytes(HeaderText.Bytes($"{camera.UserName}:{password}", isLatin1));
        return transport.SendAsync(camera, request with { Authorization = $"Basic {Convert.ToBase64String(bytes)}" }, clock);
    }

    /// <param name="camera">Whom to ask.</param>
    /// <param name="request">For what.</param>
    /// <param name="session">The challenge to answer first, or null: the camera is asked for one.</param>
    /// <param name="password">The password.</param>
    /// <param name="isLatin1">In which form.</param>
    /// <param name="floor">What a further challenge has to be at least.</param>
    /// <param name="clock">The limits.</param>
    /// <param name="challenges">How often the camera has just asked.</param>
    private async Task<CameraAnswer> AskWithDigestAsync(CameraOptions camera, CameraRequest request, DigestSession? session, string password, bool isLatin1,
        LoginStrength floor, AttemptClock clock, int challenges = 0)
    {
        var (user, secret) = (HeaderText.Bytes(camera.UserName ?? "", isLatin1), HeaderText.Bytes(password, isLatin1));
        for (; ; challenges++)
        {
            var answer = await transport.SendAsync(camera, request with { Authorization = session?.Answer(request, user, secret) }, clock);
            if (answer.Status != 401)
            {
                if (session is not null)
                {
                    digests.Accept(camera, session, NextNonce(answer));
                    NoteLogin(camera, answer, LoginPolicy.StrengthOf(session.Challenge));
                }
                return answer;
            }
            var isFirst = challenges == 0;
            if (DigestChallenge.Choose(answer.Values("WWW-Authenticate")) is not { } challenge || challenges == MostChallenges
                || (!isFirst && !challenge.IsStale))
            {
                return answer;
            }
            var problem = LoginPolicy.Choose(answer.Values("WWW-Authenticate"), isEncrypted: true, floor).Problem;
            await DrainAsync(answer, clock);
            if (problem is not null)
                throw new LoginRefused(problem);
            session = digests.Replace(camera, session, challenge);
        }
    }

    private static string? NextNonce(CameraAnswer answer) =>
        answer.Value("Authentication-Info") is { } info ? AuthenticationHeader.Parse($"Info {info}") is [(_, var values)]
        ? values.GetValueOrDefault("nextnonce") : null : null;

    /// <summary>Reads the refusal's page to its end, so that the connection can be used again.</summary>
    private async Task DrainAsync(CameraAnswer answer, AttemptClock clock)
    {
        const int longest = 64 * 1024;
        using var limit = new CancellationTokenSource(LongestDrain, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, clock.Token);
        using (answer)
        {
            var buffer = new byte[4096];
            try
            {
                for (var total = 0; total < longest && await answer.Body.ReadAsync(buffer, linked.Token) is > 0 and var read;)
                    total += read;
            }
            catch (Exception e) when (e is IOException || (e is OperationCanceledException && !clock.Token.IsCancellationRequested))
            {
                // Then the next request makes a connection of its own.
            }
        }
    }
}
