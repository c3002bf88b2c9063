using System.Text;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras;

/// <summary>Cameras behind a portal: asks with the session's cookies, and logs in by the portal's own form when the portal wants it.</summary>
internal sealed class PortalLogin(CameraTransport transport, PortalSessions sessions, TimeProvider time)
{
    private const int LongestPage = 256 * 1024;

    /// <summary>A refused password is not tried again so soon: portals lock users out.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    /// <summary>Sends the request for a picture, logging in first where that is needed.</summary>
    public async Task<CameraAnswer> AskAsync(CameraOptions camera, CameraRequest request, string password, AttemptClock clock)
    {
        var session = sessions.Of(camera);
        var logins = session.Logins;
        var answer = await SendAsync(camera, request, session, clock);
        if (!WantsLogin(answer))
            return answer;
        var location = answer.Value("Location");
        answer.Dispose();
        if (!await LogInAsync(camera, session, logins, location, password, clock))
            throw new LoginRefused();
        return await SendAsync(camera, request, session, clock);
    }

    private static bool WantsLogin(CameraAnswer answer) =>
        answer.Status is 401 or 403 or (>= 300 and < 400) || (answer.Status == 200 && answer.Value("Content-Type")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true);

    private async Task<bool> LogInAsync(CameraOptions camera, PortalSession session, int logins, string? location, string password, AttemptClock clock)
    {
        await session.Gate.WaitAsync(clock.Token);
        try
        {
            // Another camera's worker has done it meanwhile.
            if (session.Logins != logins)
                return true;
            if (session.RefusedAt is { } refused && time.GetElapsedTime(refused) < AfterRefusal)
                return false;
            var isGood = await SubmitAsync(camera, session, new Uri(camera.Url, camera.LoginUrl ?? location ?? "/login"), password, clock);
            session.RefusedAt = isGood ? null : time.GetTimestamp();
            session.Logins += isGood ? 1 : 0;
            return isGood;
        }
        finally
        {
            session.Gate.Release();
        }
    }

    private async Task<bool> SubmitAsync(CameraOptions camera, PortalSession session, Uri page, string password, AttemptClock clock)
    {
        var form = LoginForm.Usual;
        using (var shown = await SendAsync(camera, new(page), session, clock))
            form = LoginForm.Find(await ReadPageAsync(shown, clock)) ?? form;
        var fields = string.Join('&', form.Fill(camera.UserName ?? "", password).Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
        using var answer = await SendAsync(camera, new(new Uri(page, form.Action), Form: fields), session, clock);
        // A portal that shows its form again has not let us in, whatever the status says.
        return answer.Status < 400 && LoginForm.Find(await ReadPageAsync(answer, clock)) is null;
    }

    private async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, PortalSession session, AttemptClock clock)
    {
        var answer = await transport.SendAsync(camera, request with { Cookie = session.CookieFor(request.Url) }, clock);
        session.Take(request.Url, answer);
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

/// <summary>A portal did not take user name and password.</summary>
internal sealed class LoginRefused() : Exception("the portal refused user name or password");
