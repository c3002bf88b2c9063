using System.Text;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Tests.Cameras.Http;

public sealed class QuotedSecretsTests
{
    [Theory]
    [InlineData("sup3rs3cret", "pw sup3rs3cret!", "pw ***!")]
    [InlineData("two  blank", "pw two blank!", "pw ***!")]
    [InlineData("two  blank", "pw=two++blank&x", "pw=***&x")]
    [InlineData("a&b<c>d", "pw a&amp;b&lt;c&gt;d!", "pw ***!")]
    [InlineData("a\"b\\c", "pw a\\\"b\\\\c!", "pw ***!")]
    [InlineData("l\u00F6sungswort", "pw l\\u00f6sungswort", "pw ***")]
    [InlineData("l\u00F6sungswort", "pw l\u00C3\u00B6sungswort", "pw ***")]
    [InlineData("l\u00F6sungswort", "pw l%c3%b6sungswort", "pw ***")]
    [InlineData("correcthorsebattery", "channel 1: correctho\u2026", "channel 1: ***\u2026")]
    [InlineData("sup3rs3cret", "no HTTP: \"xxx sup3rs3cr\"", "no HTTP: \"xxx ***\"")]
    [InlineData("abc", "pw abc, abcde", "pw ***, abcde")]
    [InlineData("correcthorse", "is it correct", "is it ***")]
    [InlineData("", "nothing", "nothing")]
    public void Hide_SecretInADevicesOwnSpelling_IsNotShown(string secret, string text, string shown) => Assert.Equal(shown, QuotedSecrets.Hide(text, [secret]));

    [Theory]
    [InlineData("{\"message\":\"login of adm failed with this password on channel one of eight of this device and its recorder: correcthorsebattery\"}")]
    [InlineData("{\"message\":\"pw: correcth\\u006frsebattery\"}")]
    [InlineData("<error><text>pw correct&#104;orsebattery</text></error>")]
    public void DeviceWords_QuotedPassword_IsHiddenBeforeAnythingIsCut(string body)
    {
        var words = DeviceWords.Of(Encoding.UTF8.GetBytes(body), static text => QuotedSecrets.Hide(text, ["correcthorsebattery"]));

        Assert.DoesNotContain("correct", words, StringComparison.Ordinal);
    }
}
