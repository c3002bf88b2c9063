using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class AddressSecretsTests
{
    [Theory]
    [InlineData("http://cam/api?user={UserName}&password={PasswordKey}", "http://cam/api?user=jos%C3%A9%20b&password=a%26b%3D%23c%2F%3F%25")]
    [InlineData("http://cam/{UserName}/snap", "http://cam/jos%C3%A9%20b/snap")]
    [InlineData("http://cam/snap?pwd=%7BPasswordKey%7D", "http://cam/snap?pwd=%7BPasswordKey%7D")]
    public void Fill_PutsThemInAsTheyAreSent(string address, string expected) =>
        Assert.Equal(expected, AddressSecrets.Fill(new(address), "jos\u00E9 b", () => "a&b=#c/?%").AbsoluteUri);

    [Fact]
    public void Fill_OnlyTheUserNameIsNamed_NoSecretIsLookedUp() =>
        Assert.Equal(
        "http://cam/?u=v", AddressSecrets.Fill(new("http://cam/?u={UserName}"), "v", () => throw new InvalidOperationException("looked up")).AbsoluteUri);

    [Theory]
    [InlineData("http://cam/s?password=x", "password")]
    [InlineData("http://cam/s?cmd=snap&PWD=x", "PWD")]
    [InlineData("http://cam/s?usr=a&loginpas=x", "loginpas")]
    [InlineData("http://cam/s?a=b;token=x", "token")]
    [InlineData("http://cam/s?access_token=x", "access_token")]
    [InlineData("http://cam/s?userpwd=x", "userpwd")]
    [InlineData("http://cam/s?X-Amz-Signature=x", "X-Amz-Signature")]
    [InlineData("http://cam/s?password={PasswordKey}", null)]
    [InlineData("http://cam/s?password={passwordkey}", null)]
    [InlineData("http://cam/s?passive=1&compass=2", null)]
    [InlineData("http://cam/s?password=", null)]
    [InlineData("http://cam/password=x", "password")]
    [InlineData("rtsp://cam/user=admin_password=tlJwpbo6_channel=1_stream=0.sdp", "password")]
    [InlineData("rtsp://cam/user=admin&pwd=a_b&channel=1", "pwd")]
    [InlineData("rtsp://cam/user={UserName}_password={PasswordKey}_channel=1", null)]
    [InlineData("rtsp://cam/user=admin_password=_channel=1", null)]
    [InlineData("rtsp://cam/bypass/stream=1", null)]
    [InlineData("http://cam/s?keyframe=1&channel=2", null)]
    public void FindLiteral_NamesWhatIsWrittenOut(string address, string? expected) => Assert.Equal(expected, AddressSecrets.FindLiteral(address));

    [Theory]
    [InlineData("http://cam/s?cmd=snap&pwd=a%26b&token=c;sig=d=e", "a%26b c d=e")]
    [InlineData("http://cam/s?pwd={PasswordKey}&channel=1", "")]
    [InlineData("rtsp://cam/user=admin_password=tlJ_wpbo6_channel=1_stream=0.sdp", "tlJ_wpbo6")]
    public void LiteralsOf_AreTheValuesThatAreWrittenOut(string address, string expected) =>
        Assert.Equal(expected, string.Join(' ', AddressSecrets.LiteralsOf(address)));

    [Theory]
    [InlineData("X-API-Key", "k123456", "k123456")]
    [InlineData("X-Auth", "Token k123456", "Token k123456|k123456")]
    [InlineData("X-API-Key", "Key {PasswordKey}", "")]
    [InlineData("Referer", "http://cam/", "")]
    [InlineData("X-Channel", "1", "")]
    public void LiteralsOf_AHeader_AreItsValueAndWhatFollowsItsFirstWord(string name, string value, string expected) =>
        Assert.Equal(expected, string.Join('|', AddressSecrets.LiteralsOf(name, value)));

    [Theory]
    [InlineData("http://cam/s?cmd=Snap&channel=0&user=a&password=x&rs=1", "http://cam/s?cmd=Snap&channel=0&user=a&password=***&rs=1")]
    [InlineData("http://cam/s?password={PasswordKey}", "http://cam/s?password={PasswordKey}")]
    [InlineData("http://admin:pw@cam/s?action=snapshot", "http://***@cam/s?action=snapshot")]
    [InlineData("http://cam/s?action=snapshot#x", "http://cam/s?action=snapshot#x")]
    [InlineData("http://cam/s", "http://cam/s")]
    [InlineData("http://admin:pa?ss@cam/s?a=1", "http://***@cam/s?a=1")]
    [InlineData("http://admin:pa#ss;x@cam/s", "http://***@cam/s")]
    [InlineData("http://cam/s?mail=a@b", "http://cam/s?mail=a@b")]
    [InlineData("http://admin:pa/ss@cam/s", "http://***@cam/s")]
    [InlineData("http://cam:8080/a@b.jpg", "http://cam:8080/***@b.jpg")]
    [InlineData("http://cam/s?pwd=ab#cd&x=1", "http://cam/s?pwd=***#***")]
    [InlineData("rtsp://cam/user=admin_password=tlJ_wpbo6_channel=1_stream=0.sdp?real", "rtsp://cam/user=admin_password=***_channel=1_stream=0.sdp?real")]
    [InlineData("rtsp://cam/user=a_password=b", "rtsp://cam/user=a_password=***")]
    [InlineData("http://cam/s?sid=ab&session=cd&authkey=ef&a=1", "http://cam/s?sid=***&session=***&authkey=***&a=1")]
    public void SecretsOf_ShowsTheRest(string address, string expected) => Assert.Equal(expected, AddressMask.SecretsOf(address));

    [Theory]
    [InlineData("""  { "Site": "A", "Url": "http://u:pw@h/x?token=pw&a=b", "Note": "me@home" },""", """  { "Site": "A", "Url": "http://***@h/x?token=***&a=b", "Note": "me@home" },""")]
    [InlineData("""{ "Url": "http:\/\/u:pw@h\/x" }""", """{ "Url": "***@h\/x" }""")]
    [InlineData("""{ "Note": "a \" b", "Url": "rtsp://h/user=u_password=pw_channel=1" }""", """{ "Note": "a \" b", "Url": "rtsp://h/user=u_password=***_channel=1" }""")]
    [InlineData("""{ "Url": "http://h/?key={PasswordKey}" }, // was http://u:pw@h/""", """{ "Url": "http://h/?key={PasswordKey}" }, // was http://***@h/""")]
    [InlineData("""{ "Url": "http://u:pw@h/""", """{ "Url": "http://***@h/""")]
    [InlineData("""{ "Url": "http://u:pw@h/\""", """{ "Url": "http://***@h/\""")]
    [InlineData("", "")]
    public void InJson_OnlyAddressesAreMasked(string line, string expected) => Assert.Equal(expected, AddressMask.InJson(line));

    [Theory]
    [InlineData("X-API-Key", "k123", true)]
    [InlineData("X-API-Key", "Key {PasswordKey}", false)]
    [InlineData("Anything", "x", true)]
    [InlineData("Referer", "http://cam/", false)]
    public void IsLiteralHeader_AllButAFewMayBeSecret(string name, string value, bool expected) =>
        Assert.Equal(expected, AddressSecrets.IsLiteralHeader(name, value));

    [Theory]
    [InlineData("http://cam/s?p={Password}", "{Password}")]
    [InlineData("http://cam/s?u={UserName}&p={passwordkey}&x={USER}", "{USER}")]
    [InlineData("http://cam/s?u={UserName}&p={PasswordKey}&range={1-2}&open={", null)]
    public void FindUnknown_NamesWhatStandsForNothing(string text, string? expected) => Assert.Equal(expected, AddressSecrets.FindUnknown(text));

    [Theory]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=", "digest")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=\" MD5 \"", "digest")]
    [InlineData("Digest realm=\"r\", nonce=\"n\"", "digest")]
    [InlineData("Basic realm=\"r\", Digest realm=\"r\", nonce=\"n\"", "digest")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256, Basic realm=\"r\"", "basic")]
    [InlineData("Bearer realm=\"r\"", "bearer")]
    [InlineData("Negotiate", null)]
    [InlineData("", null)]
    public void SettingFor_IsTheStrongestThatCanBeAnswered(string offered, string? expected) => Assert.Equal(expected, LoginOffer.Read([offered]).Setting);
}
