using System.Text;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class LockoutTests
{
    private static readonly CaptureReason Auth = new(CaptureFault.Auth);

    [Theory]
    [InlineData("Too many failed logins: this address is locked for 30 minutes", "30 minutes", "30 minutos")]
    [InlineData("User is locked. Please try again after 1800 seconds", "30 minutes", "30 minutos")]
    [InlineData("{\"code\":-1,\"message\":\"Account is locked, try again in 30 minutes\"}", "30 minutes", "30 minutos")]
    [InlineData("{\"error\":{\"accountLocked\":true,\"remainLockTime\":90}}", "90 seconds", "90 segundos")]
    [InlineData("{\"error\":\"account_locked\",\"retry_after\":1800}", "30 minutes", "30 minutos")]
    [InlineData("{\"userBlocked\":1,\"remainingSeconds\":90}", "90 seconds", "90 segundos")]
    [InlineData("Your account has been locked", "", "")]
    [InlineData("Your account has been temporarily blocked for 24 hours", "24 hours", "24 horas")]
    [InlineData("Usu\u00E1rio bloqueado por 30 minutos", "30 minutes", "30 minutos")]
    [InlineData("Conta bloqueada. Tente novamente em 1 hora", "60 minutes", "60 minutos")]
    [InlineData("<userCheck><statusValue>401</statusValue><statusString>Unauthorized</statusString><isDefaultPassword>false</isDefaultPassword>" +
        "<isRiskPassword>false</isRiskPassword><isActivated>true</isActivated><sessionIDVersion>2</sessionIDVersion>" +
        "<userLocked>true</userLocked><lockStatus>lock</lockStatus><unlockTime>1800</unlockTime></userCheck>", "30 minutes", "30 minutos")]
    [InlineData("<html><head><title>401 Unauthorized</title></head><body><h1>Your account has been locked</h1>Try again in 30 minutes.</body></html>",
        "30 minutes", "30 minutos")]
    public void LockedLogin_IsToBeLeftAloneAsLongAsTheDeviceSays(string body, string english, string portuguese)
    {
        var detail = $"status 401, asks for Basic: {DeviceWords.Of(Encoding.UTF8.GetBytes(body))}";

        var advice = CameraAdvice.For(Auth, "basic", detail, "basic", null);

        Assert.StartsWith($"the device has locked the login: wait{(english.Length > 0 ? " " : "")}{english}, do not try again by hand", advice.English,
            StringComparison.Ordinal);
        Assert.StartsWith($"o aparelho bloqueou o login: espere{(portuguese.Length > 0 ? " " : "")}{portuguese}, n\u00E3o tente de novo \u00E0 m\u00E3o",
            advice.Portuguese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status 401, asks for Basic: Wrong password")]
    [InlineData("status 401: user unlocked")]
    [InlineData("status 401: lockStatus unlock, retryLoginTime 4")]
    [InlineData("status 401: accountLocked false, unlockTime 0")]
    [InlineData("status 401: error wrong_password, account_locked false")]
    [InlineData("status 401: the user is not locked")]
    [InlineData("status 401: wrong password, the account will be locked for 30 minutes after 2 more")]
    [InlineData("status 401: a conta ser\u00E1 bloqueada")]
    [InlineData("status 401: a conta ser\u00E1 bloqueada por 30 minutos")]
    [InlineData("status 401: wrong password, 2 attempts left before your account is locked for 30 minutes")]
    [InlineData("status 401: if it fails again the user is locked out")]
    [InlineData("status 401: restam 2 tentativas antes que a conta fique bloqueada por 30 minutos")]
    public void PasswordThatIsOnlyWrong_IsToBeChecked(string detail) =>
        Assert.Equal("the camera does not take them: check UserName and the secret that PasswordKey names",
            CameraAdvice.For(Auth, "basic", detail, "basic", null).English);

    [Theory]
    [InlineData("digest", "status 429, asks to wait 1800 s", "the device has locked the login: wait 30 minutes, do not try again by hand")]
    [InlineData("form", "the login at http://cam/login failed: status 429, asks to wait 60 s", "the device has locked the login: wait 60 seconds, do not")]
    [InlineData("none", "status 429, asks to wait 240 s", "the device wants fewer requests: wait 4 minutes, do not try again by hand")]
    public void TooManyRequests_AreNotAnsweredByMore(string auth, string detail, string begin) =>
        Assert.StartsWith(begin, CameraAdvice.For(CaptureReason.OfStatus(429), auth, detail, null, null).English, StringComparison.Ordinal);

    [Theory]
    [InlineData(200, true, "<html><body><h1>Your account has been locked</h1>Try again in 30 minutes.</body></html>", LoginJudgement.Refused)]
    [InlineData(200, true, "<html><script>var t = 'Your account is locked';</script><!-- account is locked --><body>Welcome</body></html>",
        LoginJudgement.Open)]
    [InlineData(200, true, "<html><body><a>IP address filter</a><a>Blocked</a><a>User accounts</a><a>Locked doors</a></body></html>", LoginJudgement.Open)]
    [InlineData(200, false, "{\"token\":\"x\",\"lockTime\":30}", LoginJudgement.Open)]
    [InlineData(200, false, "{\"code\":-1,\"message\":\"Account is locked, try again in 30 minutes\"}", LoginJudgement.Refused)]
    [InlineData(429, false, "", LoginJudgement.Doubtful)]
    public void AnswerToALogin_ThatSaysItIsLocked_IsARefusal(int status, bool isPage, string body, LoginJudgement judgement) =>
        Assert.Equal(judgement, LoginAnswer.Judge(status, isPage, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void LoginAnsweredWithRetryAfter_SaysHowLong() =>
        Assert.Equal("the login at http://cam/login failed: status 429, asks to wait 1800 s",
            LoginAnswer.Describe(LoginJudgement.Doubtful, 429, "http://cam/login", "", TimeSpan.FromMinutes(30)));

    [Fact]
    public void PauseOfThisProgram_IsNotTakenForTheDevices() =>
        Assert.StartsWith("the device has locked the login: wait, do not try again by hand",
            CameraAdvice.For(Auth, "form", "the portal refused user name or password: status 200, account is locked; it is not sent another one within 5min",
                null, null).English, StringComparison.Ordinal);

    [Fact]
    public void LockThatLooksBusy_IsNoReasonToAskAgain() =>
        Assert.Equal(Auth, AnswerPolicy.Refine(CaptureReason.OfStatus(429), "{\"message\":\"Too many failed logins, account is locked\"}"u8));

    [Fact]
    public void HostilePages_AreReadInBounds()
    {
        Assert.Null(Lockout.InPage(string.Concat(Enumerable.Repeat("<script", 20_000))));
        Assert.False(Lockout.IsSaid(string.Concat(Enumerable.Repeat("user ip ", 20_000))));
    }
}
