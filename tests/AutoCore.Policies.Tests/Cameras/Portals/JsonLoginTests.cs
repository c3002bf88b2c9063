using System.Text;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Policies.Tests.Cameras.Portals;

public sealed class JsonLoginTests
{
    [Theory]
    [InlineData("""{"user":"{UserName}","password":"{PasswordKey}"}""", "viewer", "a\"b\\c\n", """{"user":"viewer","password":"a\"b\\c\n"}""")]
    [InlineData("""[{"cmd":"Login","param":{"User":{"userName":"{username}","password":"{passwordkey}"}}}]""", "v", "{UserName}",
        """[{"cmd":"Login","param":{"User":{"userName":"v","password":"{UserName}"}}}]""")]
    [InlineData("""{"p":"{PasswordKey}"}""", "v", "<a+b>&'", """{"p":"<a+b>&'"}""")]
    public void Compose_PutsThemIntoTheStrings_AsJsonHasThem(string body, string user, string password, string sent) =>
        Assert.Equal(sent, JsonLogin.Compose(body, user, password));

    [Fact]
    public void Compose_LettersBeyondAscii_AreBytesOfUtf8()
    {
        var sent = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(JsonLogin.Compose(JsonLogin.UsualBody, "jos\u00E9", "\u571F")));

        Assert.Equal("{\"username\":\"jos\u00E9\",\"password\":\"\u571F\"}", sent);
    }

    [Theory]
    [InlineData("""{"access_token":"abc"}""", "access_token", "abc")]
    [InlineData("""[{"cmd":"Login","code":0,"value":{"Token":{"leaseTime":3600,"name":"abc"}}}]""", "value.Token.name", "abc")]
    [InlineData("""[{"x":1},{"token":"b"}]""", "token", "b")]
    [InlineData("""[{"x":1},{"token":"b"}]""", "1.token", "b")]
    [InlineData("""[{"x":1},{"token":"b"}]""", "0.token", null)]
    [InlineData("""{"session":17}""", "session", "17")]
    [InlineData("""{"token":null}""", "token", null)]
    [InlineData("""{"token":""}""", "token", null)]
    [InlineData("""{"token":"a\r\nX-Evil: b"}""", "token", null)]
    [InlineData("""{"token":{"a":"b"}}""", "token", null)]
    [InlineData("""{"Token":"a"}""", "token", null)]
    [InlineData("""{"token":"\ud800"}""", "token", null)] // Half of a pair of UTF-16.
    [InlineData("""{"\udc00":1,"token":"a"}""", "token", "a")]
    [InlineData("""[{"token":"a"},{"token":"b"}]""", "-1.token", null)]
    [InlineData("""[{"token":"a"},{"token":"b"}]""", "2.token", null)]
    [InlineData("""{"token":true}""", "token", null)]
    [InlineData("""{"token":[["a"]]}""", "token.0.0", "a")]
    [InlineData("""{"token":"a"}""", "token.name", null)]
    [InlineData("17", "token", null)]
    [InlineData("<html>", "token", null)]
    [InlineData("", "token", null)]
    public void FindToken_IsTheTextOfTheField(string answer, string field, string? token) =>
        Assert.Equal(token, JsonLogin.FindToken(Encoding.UTF8.GetBytes(answer), field));

    [Theory]
    [InlineData("{}", true)]
    [InlineData(JsonLogin.UsualBody, true)]
    [InlineData("", false)]
    [InlineData("user={UserName}", false)]
    [InlineData("{} {}", false)]
    public void IsJson_IsAWholeDocument(string body, bool expected) => Assert.Equal(expected, JsonLogin.IsJson(body));

    [Fact]
    public void FindToken_LongOrDeepAnswers_AreNone()
    {
        Assert.Null(JsonLogin.FindToken(Encoding.UTF8.GetBytes($$"""{"t":"{{new string('a', JsonLogin.LongestToken + 1)}}"}"""), "t"));
        Assert.Null(JsonLogin.FindToken(Encoding.UTF8.GetBytes(new string('[', 100_000)), "t"));
    }

    [Theory]
    [InlineData("""{"user":"{UserName}","password":"{PasswordKey}"}""", """{"user":"{UserName}","password":"{PasswordKey}"}""", null)]
    [InlineData("""{"user":"admin","password":"geheim","p":"{PasswordKey}"}""", """{"user":"admin","password":"***","p":"{PasswordKey}"}""", "password")]
    [InlineData("""{"api_key" : "geheim","p":"{PasswordKey}"}""", """{"api_key" : "***","p":"{PasswordKey}"}""", "api_key")]
    public void Mask_HidesWhatIsWrittenOut(string body, string shown, string? name)
    {
        Assert.Equal(shown, JsonLogin.Mask(body));
        Assert.Equal(name, JsonLogin.FindLiteral(body));
    }

    [Theory]
    [InlineData("header:X-Token", "header:X-Token")]
    [InlineData("Header: Authorization", "header:Authorization")]
    [InlineData("cookie:TOKEN", "cookie:TOKEN")]
    [InlineData("query:token", "query:token")]
    [InlineData("header:Cookie", null)]
    [InlineData("header:Content-Length", null)]
    [InlineData("header:", null)]
    [InlineData("cookie:a b", null)]
    [InlineData("query:a&b", null)]
    [InlineData("token", null)]
    [InlineData("body:token", null)]
    public void Place_IsReadAndWritten(string text, string? place) => Assert.Equal(place, TokenPlace.Parse(text)?.ToString());

    [Theory]
    [InlineData("http://cam/api.cgi?cmd=Snap&token=old&rs=1", "http://cam/api.cgi?cmd=Snap&rs=1&token=a%2B%26")]
    [InlineData("http://cam/snap", "http://cam/snap?token=a%2B%26")]
    [InlineData("http://cam/%2e/x?y=%zz&z=[1]", "http://cam/%2e/x?y=%25zz&z=[1]&token=a%2B%26")]
    public void Place_InAnAddress_TakesTheOldOnesPlace(string address, string expected) =>
        Assert.Equal(expected, TokenPlace.Parse("query:token")!.AddTo(AutoCore.Policies.Cameras.Http.CameraAddress.Create(address)!, "a+&").OriginalString);

    [Theory]
    [InlineData("header:Authorization", "abc", "Bearer abc")]
    [InlineData("header:authorization", "Token abc", "Token abc")]
    [InlineData("header:X-Auth", "abc", "abc")]
    public void Place_InAuthorization_NamesTheKind(string place, string token, string value) =>
        Assert.Equal(value, TokenPlace.Parse(place)!.HeaderValue(token));

    [Fact]
    public void FindToken_BehindAByteOrderMark_IsFound() =>
        Assert.Equal("T", JsonLogin.FindToken(System.Text.Encoding.UTF8.GetBytes("\uFEFF{\"token\":\"T\"}"), "token"));
}
