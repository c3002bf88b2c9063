using System.Text;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

/// <summary>What devices say instead of a picture, as people are shown it, and what of it is a refused login.</summary>
public sealed class DeviceWordsTests
{
    [Theory]
    [InlineData("""[{"cmd":"Snap","code":1,"error":{"detail":"login failed","rspCode":-7}}]""", "cmd Snap, code 1, detail login failed, rspCode -7", true)]
    [InlineData("""[{"cmd":"Login","code":1,"error":{"detail":"max session","rspCode":-5}}]""", "cmd Login, code 1, detail max session, rspCode -5", false)]
    [InlineData("<CGI_Result><result>-2</result></CGI_Result>", "result -2", true)]
    [InlineData("<CGI_Result>\n <result>-1</result>\n</CGI_Result>", "result -1", false)]
    [InlineData("<CGI_Result>\n <result>-3</result>\n</CGI_Result>", "result -3", true)]
    [InlineData("""<?xml version="1.0"?><userCheck><statusValue>401</statusValue><lockStatus>lock</lockStatus></userCheck>""",
        "lockStatus lock, statusValue 401", true)]
    [InlineData(
        """<?xml version="1.0"?><ResponseStatus version="2.0" xmlns="http://x"><requestURL>/p?pw=s3cret</requestURL><subStatusCode>lowPrivilege</subStatusCode></ResponseStatus>""", "subStatusCode lowPrivilege", true)]
    [InlineData("""{"user":"admin","password":"s3cret","message":"no"}""", "message no", false)]
    [InlineData("""{"error":"not logged in"}""", "error not logged in", true)]
    [InlineData("""{"success":false,"message":"Session has expired"}""", "success false, message Session has expired", true)]
    [InlineData("""{"code":401,"sessionKey":"s3cret"}""", "code 401", true)]
    [InlineData("""{"code":200,"status":"offline"}""", "code 200, status offline", false)]
    [InlineData("Please log in.", "Please log in.", true)]
    [InlineData("Login required", "Login required", true)]
    [InlineData("api_key=s3cret http://x/?a=b&sig=s3cret", "api_key=*** http://x/?a=b&sig=***", false)]
    [InlineData("Error\r\nBad   Request!\r\n", "Error Bad Request!", false)]
    [InlineData("failed: /snap?pwd=s3cret&x=1 token: abc", "failed: /snap?pwd=***&x=1 token=***", false)]
    [InlineData("<html><head><title>Login - NVR Portal</title></head><body>login failed</body></html>", "Login - NVR Portal", false)]
    [InlineData("\u0089PNG\r\n\u001A\n", "", false)]
    [InlineData("", "", false)]
    public void Of_SafeWords_AndWhetherALoginIsRefused(string body, string words, bool isRefusal)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        Assert.Equal(words, DeviceWords.Of(bytes));
        Assert.Equal(isRefusal, DeviceWords.RefusesLogin(bytes));
    }

    [Theory]
    [InlineData("""{"token":"AT","sessionTimeout":3600}""")]
    [InlineData("""{"access_token":"AT","loginFailures":0}""")]
    [InlineData("""{"access_token":"AT","user":{"accountLocked":false}}""")]
    [InlineData("""{"success":true,"lockStatus":"unlock"}""")]
    [InlineData("""{"sessionTimeout":{"value":3600},"loginRequired":"false"}""")]
    [InlineData("<r><lockStatus>unlock</lockStatus><sessionTimeout>3600</sessionTimeout><loginErrors value=\"0\"/></r>")]
    public void NameAloneInAGoodAnswer_IsNoRefusal(string body) => Assert.False(DeviceWords.RefusesLogin(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"success":false,"message":"login failed"}""")]
    [InlineData("""{"lockStatus":"lock"}""")]
    [InlineData("""{"accountLocked" : true}""")]
    [InlineData("""{"error":"wrong password"}""")]
    [InlineData("""{"error":"invalid_grant"}""")]
    [InlineData("""{"login":"failed"}""")]
    [InlineData("""{"errors":["Wrong \"password\"","wrong password"]}""")]
    [InlineData("""["not logged in"]""")]
    [InlineData("<r><message><![CDATA[login failed]]></message></r>")]
    [InlineData("<error text=\"Please log in\"/>")]
    public void RefusalInAValue_IsOne(string body) => Assert.True(DeviceWords.RefusesLogin(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("Usu\u00E1rio ou senha inv\u00E1lidos")]
    [InlineData("Senha incorreta")]
    [InlineData("{\"ret\":-1,\"msg\":\"Sess\u00E3o expirada, fa\u00E7a login novamente\"}")]
    [InlineData("Acesso negado")]
    [InlineData("Usuario o contrase\u00F1a incorrectos")]
    [InlineData("Benutzername oder Passwort falsch")]
    [InlineData("Mot de passe incorrect")]
    [InlineData("Password errata")]
    [InlineData("<e>Login incorrect</e>")]
    [InlineData("{\"error\":\"Bad credentials\"}")]
    [InlineData("The password is incorrect")]
    public void RefusalInOtherWordsAndLanguages_IsOne_InWhateverCharacterSet(string body)
    {
        Assert.True(DeviceWords.RefusesLogin(Encoding.UTF8.GetBytes(body)));
        Assert.True(DeviceWords.RefusesLogin(Encoding.Latin1.GetBytes(body)));
    }

    [Theory]
    [InlineData("Sem sinal de v\u00EDdeo no canal 3")]
    [InlineData("{\"user\":\"viewer\",\"message\":\"c\u00E2mera offline\"}")]
    [InlineData("{\"sessionExpires\":\"2026-12-01\",\"message\":\"channel 3 lost\"}")]
    public void OtherTrouble_IsNone(string body) => Assert.False(DeviceWords.RefusesLogin(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Of_ALongText_IsCut() => Assert.Equal(DeviceWords.Longest, DeviceWords.Of(Encoding.ASCII.GetBytes(new string('a', 4000))).Length);

    [Theory]
    [InlineData("multipart/x-mixed-replace; boundary=frame", "frame")]
    [InlineData("multipart/x-mixed-replace;boundary=\"--my boundary\"; x=y", "my boundary")]
    [InlineData("multipart/x-mixed-replace", "")]
    public void BoundaryOf(string contentType, string boundary) => Assert.Equal(boundary, AnswerPolicy.BoundaryOf(contentType));
}
