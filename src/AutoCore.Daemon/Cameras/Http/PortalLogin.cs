using System.Net.Sockets;
using System.Security.Cryptography;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Cameras behind a portal: asks with the session's cookies or token, and logs in by the portal's own form, or by JSON, when the portal wants
/// it.</summary>
internal sealed class PortalLogin(PortalClient client, PortalSessions sessions)
{
    /// <summary>Where a login is looked for that nothing leads to.</summary>
    private const string UsualPath = "/login";

    /// <summary>What only a camera's session knows, for hiding it.</summary>
    public IReadOnlyList<string> SecretsOf(CameraOptions camera) => sessions.Of(camera).Secrets;

    /// <summary>Sends the request for a picture, logging in first where that is needed.</summary>
    /// <exception cref="LoginRefused">The portal does not take the login, fails at it, or leads it where it must not go.</exception>
    public async Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, string password, AttemptClock clock)
    {
        var session = sessions.Of(camera);
        var logins = session.Logins;
        LoginRefused? doubt;
        // Who says that the login is JSON knows that it is needed, and what such a device answers without one is hard to tell.
        if (camera.Portal is { IsJson: true } && logins == 0)
        {
            doubt = await LogInAsync(camera, session, logins, shown: null, PageOf(camera, camera.Url, null, password), password, clock);
        }
        else
        {
            var (first, at) = await client.AskAsync(camera, request, session, clock);
            if (!WantsLogin(first))
                return Prove(camera, session, first);
            // A stranger gets no login.
            if (at.IsForeign)
                return first;
            using (first)
            {
                if (session.IsRefused(camera))
                    throw new LoginRefused($"status {first.Status}: the portal refuses this camera with the session that it takes for others");
                // The page of a refusal may be the login's own.
                var shown = first.Status is < 300 or >= 400 ? await client.ReadAsync(at.Url, first, clock) : null;
                if (camera.Portal?.Url is not null || shown?.Page.Form is null)
                {
                    var page = PageOf(camera, at.Url, first.Value("Location") ?? shown?.Page.Refresh, password);
                    doubt = await LogInAsync(camera, session, logins, shown: null, page, password, clock);
                }
                else
                {
                    doubt = await LogInAsync(camera, session, logins, shown, shown.Url, password, clock);
                }
            }
        }
        var (answer, asked) = await client.AskAsync(camera, request, session, clock);
        if (!WantsLogin(answer))
            return Prove(camera, session, answer);
        // Whatever the portal answered to the login: where it is asked for again, it was in vain.
        session.Refuse(camera);
        if (doubt is not null)
        {
            answer.Dispose();
            throw doubt;
        }
        if (answer.Status != 200 || asked.IsForeign)
            return answer;
        var last = await client.ReadAsync(asked.Url, answer, clock);
        if (last.Page.Form is null)
            return PeekedAnswer.Again(answer, last.Body);
        answer.Dispose();
        throw new LoginRefused("the portal took the login and shows its form again: it refused user name or password");
    }

    private static CameraAnswer Prove(CameraOptions camera, PortalSession session, CameraAnswer answer)
    {
        if (answer.Status is >= 200 and < 300)
            session.Prove(camera);
        return answer;
    }

    /// <summary>A redirect that was not followed, a page instead of a picture, and a message that says so; a picture's first bytes count more than its
    /// headers.</summary>
    private static bool WantsLogin(PeekedAnswer answer)
    {
        var start = answer.Start.Span;
        if (answer.Status is 401 or 403 or 419 or 440 or (>= 300 and < 400))
            return true;
        if (answer.Status == 200 && PictureLeadIn.Find(start) is { } at && at < start.Length)
            return false;
        return (answer.Status == 200
            && (answer.Value("Content-Type")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true || DeviceWords.IsPage(start)))
            || (answer.Status is 200 or (>= 400 and < 500) && DeviceWords.RefusesLogin(start));
    }

    /// <summary>Where the login is: where the settings say, whatever host that is, else where the portal leads to, if that is a place for passwords.</summary>
    private static Uri PageOf(CameraOptions camera, Uri from, string? location, string password)
    {
        if (camera.Portal?.Url is not { } own)
            return Follow(from, location ?? UsualPath);
        own = AddressSecrets.FillText(own, camera.UserName ?? "", password);
        // Never from https to http.
        if (Uri.TryCreate(camera.Url, own, out var page)
            && (page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && camera.Url.Scheme == Uri.UriSchemeHttp)))
        {
            return page;
        }
        throw LoginRefused.Elsewhere(camera.Url, own);
    }

    private static Uri Follow(Uri from, string reference) =>
        CredentialScope.TryFollow(from, reference, out var to) ? to : throw LoginRefused.Elsewhere(from, reference);

    /// <returns>What the answer says against the login although it set a cookie, or null; the next picture decides.</returns>
    private async Task<LoginRefused?> LogInAsync(CameraOptions camera, PortalSession session, int logins, PortalAnswer? shown, Uri page, string password,
        AttemptClock clock)
    {
        await session.Gate.WaitAsync(clock.Token);
        try
        {
            // Another camera's worker has done it meanwhile.
            if (session.Logins != logins)
                return null;
            session.Brake.Check();
            session.ForgetToken();
            var login = camera.Portal is { IsJson: true } json ? JsonRequest(page, json.Body, camera, password)
                : RequestOf(shown ?? await ShowAsync(camera, page, session, clock), camera, password);
            var doubt = await SubmitAsync(camera, session, login, clock);
            session.Logins++;
            return doubt;
        }
        finally
        {
            session.Gate.Release();
        }
    }

    /// <summary>The page of the login; one that cannot be shown now is no form.</summary>
    private async Task<PortalAnswer> ShowAsync(CameraOptions camera, Uri page, PortalSession session, AttemptClock clock)
    {
        var shown = await client.VisitAsync(camera, new(page) { Accept = CameraRequest.Pages }, session, isLogin: false, clock);
        if (shown.Page.Form is not null || !CaptureReason.OfStatus(shown.Status).MayPass)
            return shown;
        var refusal = RefusalOf(shown, shown.Status == 429 || shown.Status >= 500 ? LoginJudgement.Doubtful : LoginJudgement.Unjudged);
        session.Brake.Postpone(refusal);
        throw refusal;
    }

    /// <summary>What a browser would send from a page; without a form what its scripts would, as far as that can be guessed.</summary>
    private static CameraRequest RequestOf(PortalAnswer shown, CameraOptions camera, string password)
    {
        var user = camera.UserName ?? "";
        var isData = shown.IsData || shown.Url.AbsolutePath.Contains("/api/", StringComparison.OrdinalIgnoreCase);
        if (shown.Page.Form is null && (shown.IsPage ? shown.Page.HasScript : isData))
            return JsonRequest(shown.Url, null, camera, password);
        var form = shown.Page.Form ?? LoginForm.Usual;
        var target =
            Follow(shown.Page.Base.Length > 0 ? Follow(shown.Url, shown.Page.Base) : shown.Url, form.Action.Length > 0 ? form.Action : shown.Url.AbsoluteUri);
        if (form.Method == FormMethod.Get)
            return Login(CameraAddress.Create($"{target.AbsoluteUri.Split('?', '#')[0]}?{form.Encode(user, password)}")!, null, CameraRequest.Pages, shown.Url);
        var boundary = $"----{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        var content = form.Method == FormMethod.PostParts
            ? new RequestContent($"multipart/form-data; boundary={boundary}", form.EncodeParts(user, password, boundary))
            : new RequestContent("application/x-www-form-urlencoded", form.Encode(user, password));
        return Login(target, content, CameraRequest.Pages, shown.Url);
    }

    private static CameraRequest JsonRequest(Uri url, string? body, CameraOptions camera, string password) =>
        Login(url, new("application/json", JsonLogin.Compose(body ?? JsonLogin.UsualBody, camera.UserName ?? "", password)), CameraRequest.Data, url);

    /// <summary>A request that says from which page it comes, as portals want it against forged ones.</summary>
    private static CameraRequest Login(Uri url, RequestContent? content, string accept, Uri page)
    {
        var origin = CameraAddress.OriginOf(page);
        var referer = KeyValuePair.Create("Referer", $"{origin}{page.PathAndQuery}");
        return new(url, Content: content) { Accept = accept, Headers = content is null ? [referer] : [referer, new("Origin", origin)], IsLogin = true };
    }

    private async Task<LoginRefused?> SubmitAsync(CameraOptions camera, PortalSession session, CameraRequest login, AttemptClock clock)
    {
        var answer = await SendAsync(camera, session, login, clock);
        // What a page behind the login is missing says nothing of the login.
        var judgement = answer.Status >= 400 && answer.Url != login.Url
            ? LoginJudgement.Open : LoginAnswer.Judge(answer.Status, answer.IsPage, answer.Body.Span);
        var refusal = judgement == LoginJudgement.Open ? null : RefusalOf(answer, judgement);
        if (answer.Status < 400 && camera.Portal is { TokenField: { } field, TokenIn: { } place })
        {
            // A token is the login's own word, whatever else is said beside it.
            if (JsonLogin.FindToken(answer.Body, field) is { } token)
            {
                session.Take(answer.Url, place, token);
                return null;
            }
            var words = DeviceWords.Of(answer.Body.Span);
            refusal ??= new($"the answer to the login has no {field} (LoginTokenField): {(words.Length > 0 ? words : $"status {answer.Status}")}");
        }
        else if (refusal is not null && answer.Status < 400 && answer.SetsCookie)
        {
            return refusal;
        }
        if (refusal is null)
            return null;
        if (judgement == LoginJudgement.Unjudged)
            session.Brake.Postpone(refusal);
        else if (judgement == LoginJudgement.Doubtful)
            session.Brake.Doubt(refusal.Reason, refusal.Message, refusal.RetryAfter);
        else
            session.Brake.Fail(refusal);
        throw refusal;
    }

    private static LoginRefused RefusalOf(PortalAnswer answer, LoginJudgement judgement)
    {
        var body = answer.Body.Span;
        var words = DeviceWords.Of(body);
        var reason = LoginAnswer.ReasonOf(judgement, answer.Status, body);
        return new(LoginAnswer.Describe(judgement, answer.Status, AddressMask.Of(answer.Url), words, answer.RetryAfter))
        {
            Reason = reason,
            RetryAfter = RetryPolicy.Longer(answer.RetryAfter, Lockout.HoldOf(reason, words)),
        };
    }

    private async Task<PortalAnswer> SendAsync(CameraOptions camera, PortalSession session, CameraRequest login, AttemptClock clock)
    {
        session.Brake.Send();
        try
        {
            return await client.VisitAsync(camera, login, session, isLogin: true, clock);
        }
        catch when (clock.IsConnecting)
        {
            session.Brake.Release();
            throw;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or SocketException or OperationCanceledException)
        {
            var failure = CaptureFailure.Of(e, clock);
            session.Brake.Doubt(failure.Reason, $"the login got no answer: {failure.Detail}", null);
            throw;
        }
    }
}
