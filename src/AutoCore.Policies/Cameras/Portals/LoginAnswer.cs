using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Cameras.Portals;

/// <summary>What the answer to a login says of user name and password.</summary>
public enum LoginJudgement
{
    /// <summary>Nothing against them: the next picture decides.</summary>
    Open,

    /// <summary>They were refused.</summary>
    Refused,

    /// <summary>There is no login at that address.</summary>
    NoLogin,

    /// <summary>It failed otherwise, and would again.</summary>
    Failed,

    /// <summary>They were not looked at: whoever answered could not.</summary>
    Unjudged,

    /// <summary>It failed, and nobody knows whether they were looked at.</summary>
    Doubtful,
}

/// <summary>Judges the answer to a login.</summary>
public static class LoginAnswer
{
    /// <summary>What an answer says.</summary>
    /// <param name="isPage">Whether it is a page: those may mention anything.</param>
    public static LoginJudgement Judge(int status, bool isPage, ReadOnlySpan<byte> body) => status switch
    {
        401 or 403 or 407 => LoginJudgement.Refused,
        _ when !isPage && DeviceWords.RefusesLogin(body) => LoginJudgement.Refused,
        // Of all that a page may mention only this: another login would begin the time anew.
        < 500 when isPage && Lockout.InPage(System.Text.Encoding.UTF8.GetString(body)) is not null => LoginJudgement.Refused,
        < 400 => LoginJudgement.Open,
        404 or 405 or 410 or 415 => LoginJudgement.NoLogin,
        408 or 425 or 502 or 503 or 504 => LoginJudgement.Unjudged,
        429 or >= 500 => LoginJudgement.Doubtful,
        _ => LoginJudgement.Failed,
    };

    /// <summary>As what an answer counts that failed.</summary>
    public static CaptureReason ReasonOf(LoginJudgement judgement, int status, ReadOnlySpan<byte> body) =>
        judgement == LoginJudgement.Refused ? new(CaptureFault.Auth) : AnswerPolicy.Refine(CaptureReason.OfStatus(status), body);

    /// <summary>The same for people, with the remedy where one is known.</summary>
    /// <param name="judgement">What was judged.</param>
    /// <param name="address">Where the login was sent, masked.</param>
    /// <param name="words">What the device says, or empty.</param>
    /// <param name="wait">How long it asks to be left alone, or null.</param>
    public static string Describe(LoginJudgement judgement, int status, string address, string words, TimeSpan? wait = null)
    {
        var asked = AnswerPolicy.DescribeWait(wait);
        var said = words.Length > 0 ? $"status {status}{asked}, {words}" : $"status {status}{asked}";
        return judgement switch
        {
            LoginJudgement.Refused => $"the portal refused user name or password: {said}",
            LoginJudgement.NoLogin => $"there is no login at {address}: {said}; correct LoginUrl",
            _ => $"the login at {address} failed: {said}",
        };
    }
}
