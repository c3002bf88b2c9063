using System.Text;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Cameras behind a portal: asks with the session's cookies, and logs in by the portal's own form when the portal wants it.</summary>
internal sealed class PortalLogin(ICameraTransport transport, PortalSessions sessions, TimeProvider time)
{
    private const int LongestPage = 128 * 1024;

    /// <summary>A login that was sent in vain is not sent again so soon: portals lock users out.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    /// <summary>Sends the request for a picture, logging in first where that is needed.</summary>
    /// <exception cref="LoginRefused">The portal does not take the login, or leads it where it must not go.</exception>
    public async Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, string password, AttemptClock clock)
    {
        var session = sessions.Of(camera);
        var logins = session.Logins;
        var answer = await SendAsync(camera, request, session, clock);
        if (!WantsLogin(answer))
            return answer;
        var location = answer.Value("Location");
        answer.Dispose();
        await LogInAsync(camera, session, logins, PageOf(camera, location), password, clock);
        answer = await SendAsync(camera, request, session, clock);
        // Whatever the portal answered to the login: where it is asked for again, it was in vain.
        if (WantsLogin(answer))
            session.SentInVainAt = time.GetTimestamp();
        return answer;
    }

    private static bool WantsLogin(CameraAnswer answer) =>
        answer.Status is 401 or 403 or (>= 300 and < 400) || (answer.Status == 200 && answer.Value("Content-Type")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Where the form is: where the settings say, whatever host that is, else where the portal leads to, if that is a place for passwords.</summary>
    private static Uri PageOf(CameraOptions camera, string? location)
    {
        if (camera.LoginUrl is not { } own)
            return Follow(camera.Url, location ?? "/login");
        if (Uri.TryCreate(camera.Url, own, out var page) && page.Scheme is "http" or "https" && (page.Scheme == Uri.UriSchemeHttps || camera.Url.Scheme == Uri.UriSchemeHttp))
            return page;
        throw Elsewhere(camera.Url, own);
    }

    private static Uri Follow(Uri from, string reference) => CredentialScope.TryFollow(from, reference, out var to) ? to : throw Elsewhere(from, reference);

    private static LoginRefused Elsewhere(Uri from, string reference) =>
        new($"the login leads from {AddressMask.Of(from)} to {AddressMask.Of(reference)}: {CredentialScope.Rule}");

    private async Task LogInAsync(CameraOptions camera, PortalSession session, int logins, Uri page, string password, AttemptClock clock)
    {
        await session.Gate.WaitAsync(clock.Token);
        try
        {
            // Another camera's worker has done it meanwhile.
            if (session.Logins != logins)
                return;
            if (session.SentInVainAt is { } sent && time.GetElapsedTime(sent) < AfterRefusal)
                throw new LoginRefused($"the portal did not take the last login, and is not sent another one within {DurationFormat.Format(AfterRefusal)}");
            await SubmitAsync(camera, session, page, password, clock);
            session.Logins++;
        }
        finally
        {
            session.Gate.Release();
        }
    }

    private async Task SubmitAsync(CameraOptions camera, PortalSession session, Uri page, string password, AttemptClock clock)
    {
        var form = LoginForm.Usual;
        using (var shown = await SendAsync(camera, new(page), session, clock))
            form = LoginForm.Find(await ReadPageAsync(shown, clock)) ?? form;
        var fields = string.Join('&', form.Fill(camera.UserName ?? "", password).Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
        var login = new CameraRequest(Follow(page, form.Action), Form: fields);
        // Until the portal has let us in it counts as sent in vain: what becomes of the answer, it is not sent twice.
        session.SentInVainAt = time.GetTimestamp();
        try
        {
            using var answer = await SendAsync(camera, login, session, clock);
            // A portal that shows its form again has not let us in, whatever the status says.
            if (answer.Status >= 400 || LoginForm.Find(await ReadPageAsync(answer, clock)) is not null)
                throw new LoginRefused("the portal refused user name or password");
            session.SentInVainAt = null;
        }
        catch when (clock.IsConnecting)
        {
            session.SentInVainAt = null;
            throw;
        }
    }

    private async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, PortalSession session, AttemptClock clock)
    {
        var answer = await transport.SendAsync(camera, request with { Cookie = session.CookieFor(request.Url) }, clock);
        session.Take(request.Url, answer, time.GetUtcNow());
        return answer;
    }

    private static async Task<string> ReadPageAsync(CameraAnswer answer, AttemptClock clock)
    {
        var page = new StringBuilder();
        var buffer = new byte[4096];
        while (page.Length < LongestPage && await answer.Body.ReadAsync(buffer, clock.Token) is > 0 and var read)
            page.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return page.ToString();
    }
}

/// <summary>A portal did not take user name and password, or they must not go where it wants them.</summary>
internal sealed class LoginRefused(string message) : Exception(message);
