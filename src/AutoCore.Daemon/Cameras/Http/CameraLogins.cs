using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Sends a request with the login that its camera wants: a password, a token, the answer to a challenge.</summary>
internal sealed class CameraLogins(DigestSessions digests, CameraMemory memory, CameraSecrets secrets, TimeProvider time)
{
    /// <summary>A camera says at times that a number is stale which it has only just given out; one that says so again is not asked any more.</summary>
    private const int MostChallenges = 2;

    /// <summary>How long a refusal's page is read; one that does not come costs a new connection and no more.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    /// <summary>Cameras that took user name and password in UTF-8 (false) or only in Latin-1 (true), where these differ.</summary>
    private readonly ConcurrentDictionary<string, bool> _latin1 = new(StringComparer.Ordinal);

    /// <summary>Sends a request and returns when the head of the answer is there.</summary>
    /// <param name="camera">Whose login it is; a portal's is none of these.</param>
    /// <param name="request">What is asked; an address that only a redirect named gets no login.</param>
    /// <param name="transport">What sends it.</param>
    /// <param name="clock">The limits.</param>
    /// <exception cref="MissingSecret">The camera's password is not there.</exception>
    /// <exception cref="LoginRefused">It asks for a login that it must not get.</exception>
    public async Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, ICameraTransport transport, AttemptClock clock)
    {
        var question = new Question(camera, request, transport, clock);
        return (request.IsForeign ? CameraAuth.None : camera.Auth) switch
        {
            CameraAuth.Auto => await AskAsItSaysAsync(question),
            CameraAuth.Basic => await AskInBothAsync(question, (password, isLatin1) => AskWithBasicAsync(question, password, isLatin1)),
            CameraAuth.Bearer => await question.SendAsync($"Bearer {HeaderText.Bytes(secrets.Find(camera), isLatin1: false)}"),
            CameraAuth.Digest => await AskInBothAsync(
            question, (password, isLatin1) => AskWithDigestAsync(question, request.ProvesLogin ? null : digests.Take(camera), password, isLatin1,
                LoginStrength.None)),
            _ => await question.SendAsync(null),
        };
    }

    /// <summary>Reads the refusal's page to its end, so that the connection can be used again.</summary>
    public async Task DrainAsync(CameraAnswer answer, AttemptClock clock)
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

    /// <summary>In UTF-8, and once more in Latin-1 if that was refused and is not the same; a camera that took one of them is asked so from then on.</summary>
    private async Task<CameraAnswer> AskInBothAsync(Question question, Func<string, bool, Task<CameraAnswer>> ask)
    {
        var camera = question.Camera;
        var password = secrets.Find(camera);
        if (!HeaderText.HasLatin1Form($"{camera.UserName}{password}"))
            return await ask(password, false);
        var isKnown = _latin1.TryGetValue(camera.Label, out var isLatin1);
        var answer = await ask(password, isLatin1);
        if (answer.Status == 401 && !isKnown)
        {
            await DrainAsync(answer, question.Clock);
            answer = await ask(password, isLatin1 = true);
        }
        if (answer.Status is >= 200 and < 300)
            _latin1[camera.Label] = isLatin1;
        return answer;
    }

    /// <summary>With the login that the camera took before, else without one, and with the strongest that it then asks for.</summary>
    private async Task<CameraAnswer> AskAsItSaysAsync(Question question)
    {
        var known = memory.LoginOf(question.Camera);
        if (known.Strength != LoginStrength.None)
            return await AskInBothAsync(question, (password, isLatin1) => AskAsBeforeAsync(question, known, password, isLatin1));
        var answer = await question.SendAsync(null);
        if (answer.Status != 401)
            return answer;
        var decision = Choose(question, answer, known);
        if (decision is { Strength: LoginStrength.None, Problem: null })
            return answer;
        await DrainAsync(answer, question.Clock);
        // One session for both forms of the password: its count has to grow.
        var session = SessionFor(question.Camera, decision);
        return await AskInBothAsync(question, (password, isLatin1) => LogInAsync(question, decision, session, password, isLatin1));
    }

    private async Task<CameraAnswer> AskAsBeforeAsync(Question question, KnownLogin known, string password, bool isLatin1)
    {
        var isBasic = known.Strength == LoginStrength.Basic;
        // Of a neighbour's challenges only one that is strong enough.
        var session = !isBasic && digests.Take(question.Camera) is { } taken && LoginPolicy.StrengthOf(taken.Challenge) >= known.Strength ? taken : null;
        var answer = isBasic ? await AskWithBasicAsync(question, password, isLatin1)
            : await AskWithDigestAsync(question, session, password, isLatin1, known.Strength);
        if (answer.Status != 401)
            return answer;
        var decision = Choose(question, answer, known);
        // What it did not take a moment ago it does not take now.
        if (decision.Problem is null && (!isBasic || decision.Strength <= known.Strength))
            return answer;
        await DrainAsync(answer, question.Clock);
        return await LogInAsync(question, decision, SessionFor(question.Camera, decision), password, isLatin1);
    }

    private LoginDecision Choose(Question question, CameraAnswer answer, KnownLogin known)
    {
        var offered = answer.Values("WWW-Authenticate");
        if (LoginOffer.Read(offered).HasDigest)
            memory.NoteDigest(question.Camera);
        return LoginPolicy.Choose(offered, CameraAddress.IsEncrypted(question.Request.Url), known.Strength, known.HasOfferedDigest);
    }

    private async Task<CameraAnswer> LogInAsync(Question question, LoginDecision decision, DigestSession? session, string password, bool isLatin1)
    {
        if (decision.Problem is { } problem)
            throw new LoginRefused(problem);
        if (session is not null)
            return await AskWithDigestAsync(question, session, password, isLatin1, decision.Strength, challenges: 1);
        var answer = await AskWithBasicAsync(question, password, isLatin1);
        // What a redirect's target got behind TLS is not given in the open the next time.
        if (question.Request.Url.Scheme == question.Camera.Url.Scheme)
            NoteLogin(question.Camera, answer, LoginStrength.Basic);
        return answer;
    }

    private DigestSession? SessionFor(CameraOptions camera, LoginDecision decision) =>
        decision.Challenge is { } challenge ? digests.Replace(camera, null, challenge) : null;

    private void NoteLogin(CameraOptions camera, CameraAnswer answer, LoginStrength strength)
    {
        if (camera.Auth == CameraAuth.Auto && answer.Status is >= 200 and < 300)
            memory.NoteLogin(camera, strength);
    }

    private static Task<CameraAnswer> AskWithBasicAsync(Question question, string password, bool isLatin1)
    {
        var bytes = Encoding.Latin1.GetBytes(HeaderText.Bytes($"{question.Camera.UserName}:{password}", isLatin1));
        return question.SendAsync($"Basic {Convert.ToBase64String(bytes)}");
    }

    /// <param name="question">What is asked.</param>
    /// <param name="session">The challenge to answer first, or null: the camera is asked for one.</param>
    /// <param name="isLatin1">In which form.</param>
    /// <param name="floor">What a further challenge has to be at least.</param>
    /// <param name="challenges">How often the camera has just asked.</param>
    private async Task<CameraAnswer> AskWithDigestAsync(Question question, DigestSession? session, string password, bool isLatin1, LoginStrength floor,
        int challenges = 0)
    {
        var camera = question.Camera;
        var (user, secret) = (HeaderText.Bytes(camera.UserName ?? "", isLatin1), HeaderText.Bytes(password, isLatin1));
        for (; ; challenges++)
        {
            var answer = await question.SendAsync(session?.Answer(question.Request, user, secret));
            if (answer.Status != 401)
            {
                if (session is not null)
                {
                    if (challenges > 0 && answer.Status is >= 200 and < 300)
                        question.Clock.TakeDigest();
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
            await DrainAsync(answer, question.Clock);
            if (problem is not null)
                throw new LoginRefused(problem);
            session = digests.Replace(camera, session, challenge);
        }
    }

    private static string? NextNonce(CameraAnswer answer) =>
        answer.Value("Authentication-Info") is { } info ? AuthenticationHeader.Parse($"Info {info}") is [(_, var values)]
        ? values.GetValueOrDefault("nextnonce") : null : null;

    /// <summary>What is asked of whom, and how it is sent.</summary>
    private sealed record Question(CameraOptions Camera, CameraRequest Request, ICameraTransport Transport, AttemptClock Clock)
    {
        public Task<CameraAnswer> SendAsync(string? authorization) => Transport.SendAsync(Camera, Request with { Authorization = authorization }, Clock);
    }
}
