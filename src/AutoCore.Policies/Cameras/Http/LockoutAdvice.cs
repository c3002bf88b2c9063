using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>What helps against a login that a device has locked: to leave it alone.</summary>
public static class LockoutAdvice
{
    /// <summary>What follows in a detail is this program's own pause, and not the device's.</summary>
    public const string OwnPause = "; it is not sent another one within ";

    /// <summary>One sentence; null if this is no lock.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="auth">How the camera is asked, as <c>Auth</c> says it.</param>
    /// <param name="detail">What is known beyond the reason, in which the device's own words stand.</param>
    public static Spoken? For(CaptureReason reason, string auth, string detail)
    {
        detail = detail.Split(OwnPause)[0];
        if (detail.Contains(CredentialScope.Rule, StringComparison.Ordinal))
            return null;
        var isLimit = reason.Status is 423 or 429;
        if (!isLimit && !Lockout.IsSaid(detail))
            return null;
        var (english, portuguese) = Lockout.WaitOf(detail) is { } wait ? (TextOf(wait, isEnglish: true), TextOf(wait, isEnglish: false)) : ("", "");
        if (isLimit && auth == "none" && !Lockout.IsSaid(detail))
        {
            return new($"the device wants fewer requests: wait{english}, do not try again by hand, then set MaxPerHost 1 or a longer RetryBaseDelay",
                $"o aparelho quer menos pedidos: espere{portuguese}, não tente de novo à mão, e depois use MaxPerHost 1 ou um RetryBaseDelay maior");
        }
        return new($"the device has locked the login: wait{english}, do not try again by hand (each try may lock it anew), " +
            "then check UserName and the secret that PasswordKey names",
            $"o aparelho bloqueou o login: espere{portuguese}, não tente de novo à mão (cada tentativa pode bloquear de novo), " +
            "e depois verifique UserName e o segredo que PasswordKey indica");
    }

    private static string TextOf(TimeSpan wait, bool isEnglish)
    {
        var (number, unit) = wait.TotalSeconds switch
        {
            < 120 => (wait.TotalSeconds, isEnglish ? "seconds" : "segundos"),
            < 7200 => (Math.Ceiling(wait.TotalMinutes), isEnglish ? "minutes" : "minutos"),
            _ => (Math.Ceiling(wait.TotalHours), isEnglish ? "hours" : "horas"),
        };
        return string.Create(CultureInfo.InvariantCulture, $" {number} {unit}");
    }
}
