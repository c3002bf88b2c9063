using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Portals;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>What a portal answered in the end, and where.</summary>
/// <param name="Url">The address that answered.</param>
/// <param name="Status">Its status.</param>
/// <param name="ContentType">The header's value, or null.</param>
/// <param name="Body">As much of the body as is read of a page.</param>
/// <param name="RetryAfter">How long it asks to be left alone, or null.</param>
/// <param name="SetsCookie">Whether it, or what led to it, set a cookie.</param>
internal sealed record PortalAnswer(Uri Url, int Status, string? ContentType, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null, bool SetsCookie = false)
{
    /// <summary>Whether it says that it is JSON.</summary>
    public bool IsData => ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether it is a page, by what it says or by what it is.</summary>
    public bool IsPage => ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true || DeviceWords.IsPage(Body.Span);

    /// <summary>What the page has for whoever wants to log in.</summary>
    public PortalPage Page { get; } = PortalPage.Read(Body.Span, ContentType);
}

/// <summary>Moves about in a portal as a browser does: with the session's cookies, along redirects, and never to where credentials must not go.</summary>
internal sealed class PortalClient(ICameraTransport transport, TimeProvider time)
{
    private const int LongestPage = 128 * 1024;

    /// <summary>Steps of one login, before it and after it.</summary>
    private const int MostSteps = 6;

    /// <summary>How long a refusal's page is read.</summary>
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(1);

    /// <summary>Asks for a picture, along redirects as they are followed for any camera, but not to where the portal asks for its login.</summary>
    /// <returns>The answer, and the address that gave it.</returns>
    public async Task<(PeekedAnswer Answer, CameraRequest Request)> AskAsync(CameraOptions camera, CameraRequest request, PortalSession session,
        AttemptClock clock)
    {
        for (var followed = 0; ; followed++)
        {
            var answer = await SendAsync(camera, request, session, clock);
            try
            {
                var redirect = RedirectPolicy.Follow(camera.Url, request.Url, answer.Status, answer.Value("Location"), camera.FollowRedirects);
                if (followed == RedirectPolicy.Most || redirect is not { } next)
                    return (await PeekAsync(answer, clock), request);
                var isForeign = request.IsForeign || next.IsForeign;
                request = request with { Url = next.To, IsForeign = isForeign, Headers = isForeign ? [] : request.Headers };
            }
            catch
            {
                answer.Dispose();
                throw;
            }
            answer.Dispose();
        }
    }

    /// <summary>Goes to a page or sends a login, and on to where that leads.</summary>
    /// <param name="camera">Whose portal it is.</param>
    /// <param name="request">Where to begin.</param>
    /// <param name="isLogin">Whether it is the login: it is sent to one address once, and what leads elsewhere after it is not followed; else that is an
    /// error.</param>
    /// <param name="clock">The limits.</param>
    /// <exception cref="LoginRefused">The page is where no credentials may go.</exception>
    public async Task<PortalAnswer> VisitAsync(CameraOptions camera, CameraRequest request, PortalSession session, bool isLogin, AttemptClock clock)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var setsCookie = false;
        for (var step = 1; ; step++)
        {
            asked.Add($"{request.Method} {request.Url.AbsoluteUri}");
            var found = await ReadAsync(camera, request, session, clock);
            setsCookie |= found.Answer.SetsCookie;
            found.Answer = found.Answer with { SetsCookie = setsCookie };
            if (step == MostSteps || NextOf(found.Answer, found.Location, isLogin) is not { } reference)
                return found.Answer;
            if (!CredentialScope.TryFollow(found.Answer.Url, reference, out var to))
            {
                if (isLogin)
                    return found.Answer;
                throw LoginRefused.Elsewhere(found.Answer.Url, reference);
            }
            // As browsers do: a login goes on as a question, unless it is told to be sent on as it is.
            var content = found.Answer.Status is 307 or 308 ? request.Content : null;
            var headers = content is null ? [.. request.Headers.Where(static h => h.Key != "Origin")] : request.Headers;
            var next = request with { Url = to, Content = content, Headers = headers, IsLogin = content is not null };
            if (asked.Contains($"{next.Method} {to.AbsoluteUri}"))
                return found.Answer;
            request = next;
        }
    }

    private static string? NextOf(PortalAnswer answer, string? location, bool isLogin) =>
        answer.Status is 301 or 302 or 303 or 307 or 308 ? location
        : answer is { Status: 200, IsPage: true, Page: { Refresh: { } refresh } page } && (isLogin || page.Form is null) ? refresh : null;

    /// <summary>A page as far as it is read; that of a refusal is not waited for.</summary>
    public async Task<PortalAnswer> ReadAsync(Uri url, CameraAnswer answer, AttemptClock clock)
    {
        using var page = new MemoryStream();
        await LimitAsync(answer, clock, async token =>
        {
            var buffer = new byte[4096];
            while (page.Length < LongestPage && await answer.Body.ReadAsync(buffer, token) is > 0 and var read)
                page.Write(buffer, 0, read);
        });
        return new(url, answer.Status, answer.Value("Content-Type"), page.ToArray())
        {
            RetryAfter = RetryAfter.Read(answer.Status, answer.Value("Retry-After"), answer.Value("Date"), time.GetUtcNow()),
            SetsCookie = SetsCookie(answer),
        };
    }

    private static bool SetsCookie(CameraAnswer answer) => answer.Values("Set-Cookie").Count > 0;

    private async Task<PeekedAnswer> PeekAsync(CameraAnswer answer, AttemptClock clock)
    {
        PeekedAnswer? peeked = null;
        await LimitAsync(answer, clock, async token => peeked = await PeekedAnswer.OfAsync(answer, token));
        return peeked ?? PeekedAnswer.WithoutBody(answer);
    }

    private async Task LimitAsync(CameraAnswer answer, AttemptClock clock, Func<CancellationToken, Task> read)
    {
        using var limit = answer.Status >= 400 ? new CancellationTokenSource(LongestRefusal, time) : new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, clock.Token);
        try
        {
            await read(linked.Token);
        }
        catch (Exception e) when (answer.Status >= 400 && (e is IOException || (e is OperationCanceledException && !clock.Token.IsCancellationRequested)))
        {
            // The status says enough.
        }
    }

    private async Task<(PortalAnswer Answer, string? Location)> ReadAsync(CameraOptions camera, CameraRequest request, PortalSession session,
        AttemptClock clock)
    {
        using var answer = await SendAsync(camera, request, session, clock);
        // What stands behind a redirect is read by nobody.
        return answer.Status is >= 300 and < 400
            ? (new(request.Url, answer.Status, null, default) { SetsCookie = SetsCookie(answer) }, answer.Value("Location"))
            : (await ReadAsync(request.Url, answer, clock), null);
    }

    private async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, PortalSession session, AttemptClock clock)
    {
        if (request.IsForeign)
            return await transport.SendAsync(camera, request, clock);
        var answer = await transport.SendAsync(camera, session.Apply(camera, request), clock);
        session.Take(request.Url, answer, time.GetUtcNow());
        return answer;
    }
}
