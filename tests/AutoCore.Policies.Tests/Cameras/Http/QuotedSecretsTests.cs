using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
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

    private const string Odd = "S3cr3t-P@ss\"w<ord>&";

    [Theory]
    [InlineData("S3cr3t-P@ss%22w%3Cord%3E&")]
    [InlineData("S3cr3t-P%40ss%22w%3cord%3e%26")]
    [InlineData("%53%33%63%72%33%74%2D%50%40%73%73%22%77%3C%6F%72%64%3E%26")]
    [InlineData("S3cr3t-P%2540ss%2522w%253Cord%253E%2526")]
    [InlineData("S3cr3t-P@ss\\\"w<ord>&")]
    [InlineData("S3cr3t-P@ss\\u0022w\\u003Cord\\u003E\\u0026")]
    [InlineData("S3cr3t\\u002dP\\u0040ss\\u0022w\\u003cord\\u003e\\u0026")]
    [InlineData("S3cr3t-P@ss&quot;w&lt;ord&gt;&amp;")]
    [InlineData("S3cr3t-P@ss&#x22;w&#60;ord>&")]
    [InlineData("&#83;&#51;&#99;&#114;&#51;&#116;&#45;&#80;&#64;&#115;&#115;&#34;&#119;&#60;&#111;&#114;&#100;&#62;&#38;")]
    [InlineData("S3CR3T-P@SS\"W<ORD>&")]
    [InlineData("5333637233742d5040737322773c6f72643e26")]
    [InlineData("***@ss\"w<ord>&")]
    public void Hide_PasswordWithSignsInWhateverEscapes_IsHiddenWhole(string quoted) =>
        Assert.Equal("err of ***.", QuotedSecrets.Hide($"err of {quoted}.", [Odd], "viewer"));

    [Theory]
    [InlineData("\\123\\063\\143\\162\\063\\164\\055\\120\\100\\163\\163\\042\\167\\074\\157\\162\\144\\076\\046")]
    [InlineData("S3cr3t\\-P\\@ss\\\"w\\<ord\\>\\&")]
    [InlineData("S3cr3t\\u{2d}P\\u{40}ss\\u{22}w\\u{3c}ord\\u{3e}\\u{26}")]
    [InlineData("53:33:63:72:33:74:2d:50:40:73:73:22:77:3c:6f:72:64:3e:26")]
    [InlineData("0x53, 0x33, 0x63, 0x72, 0x33, 0x74, 0x2d, 0x50, 0x40, 0x73, 0x73, 0x22, 0x77, 0x3c, 0x6f, 0x72, 0x64, 0x3e, 0x26")]
    [InlineData("83,51,99,114,51,116,45,80,64,115,115,34,119,60,111,114,100,62,38")]
    [InlineData("S 3 c r 3 t - P @ s s \" w < o r d > &")]
    [InlineData("S\u200B3\u200Bc\u200Br\u200B3\u200Bt\u200B-\u200BP\u200B@\u200Bs\u200Bs\u200B\"w\u200B<\u200Bo\u200Br\u200Bd\u200B>\u200B&")]
    [InlineData("<b>S</b><b>3</b><b>c</b><b>r</b><b>3</b><b>t</b>-<b>P</b>@<b>s</b><b>s</b>&quot;<b>w</b>&lt;<b>o</b><b>r</b><b>d</b>")]
    [InlineData("\uFF33\uFF13\uFF43\uFF52\uFF13\uFF54\uFF0D\uFF30\uFF20\uFF53\uFF53\uFF02\uFF57\uFF1C\uFF4F\uFF52\uFF44\uFF1E\uFF06")]
    public void Hide_PasswordWithSomethingBetweenItsCharacters_OrInRareEscapes_IsNotShown(string quoted)
    {
        var shown = QuotedSecrets.Hide($"err of {quoted} end", [Odd], "viewer");

        Assert.StartsWith("err of ", shown, StringComparison.Ordinal);
        Assert.EndsWith(" end", shown, StringComparison.Ordinal);
        Assert.Contains("***", shown, StringComparison.Ordinal);
        // Signs at its edges are no secret.
        Assert.Equal("errofend", Regex.Replace(Regex.Replace(shown, "<[^>]*>|&[a-z]+;|0x", ""), "[^A-Za-z0-9]", ""));
    }

    [Theory]
    [InlineData("camera1", "camera 1 is offline")]
    [InlineData("sup3rs3cret", "channel 12 of 16, 0x12 0x16")]
    public void Hide_WordsThatMerelyMeet_AreShown(string secret, string text) => Assert.Equal(text, QuotedSecrets.Hide(text, [secret], "viewer"));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Hide_Base64OfThePasswordAloneOrBehindTheUser_IsHidden(bool withUser, bool forAddresses)
    {
        var form = Convert.ToBase64String(Encoding.UTF8.GetBytes(withUser ? $"viewer:{Odd}" : Odd));
        if (forAddresses)
            form = form.TrimEnd('=').Replace('+', '-').Replace('/', '_');

        Assert.Equal("got ***, sorry", QuotedSecrets.Hide($"got {form}, sorry", [Odd], "viewer"));
        Assert.Equal("got ***\u2026", QuotedSecrets.Hide($"got {form[..^6]}\u2026", [Odd], "viewer"));
        Assert.Equal("got ***\u2026; not again", QuotedSecrets.Hide($"got {form[..9]}\u2026; not again", [Odd], "viewer"));
    }

    [Fact]
    public void Hide_PasswordSomewhereInABase64_LosesAllButItsEdges()
    {
        for (var before = 0; before < 3; before++)
        {
            var form = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('x', before)}{Odd} and more"));

            Assert.Contains("***", QuotedSecrets.Hide(form, [Odd]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Hide_HashesOfThePassword_AreHidden()
    {
        const string secret = "sup3rs3cret";
#pragma warning disable CA5350, CA5351 // What devices make of a password.
        var bytes = Encoding.UTF8.GetBytes(secret);
        var hashes = new[] { MD5.HashData(bytes), SHA1.HashData(bytes), SHA256.HashData(bytes) };
#pragma warning restore CA5350, CA5351

        Assert.All(hashes, hash => Assert.Equal("pw=***", QuotedSecrets.Hide($"pw={Convert.ToHexString(hash).ToLowerInvariant()}", [secret])));
    }

    [Theory]
    [InlineData("S3cr3t-P%4", "***")]
    [InlineData("S3cr3t-P@ss&quo", "***")]
    [InlineData("S3cr3t-P@ss\\u00", "***")]
    public void Hide_CutInTheMidstOfAnEscape_IsHiddenToItsEnd(string quoted, string shown) =>
        Assert.Equal($"of {shown}\u2026", QuotedSecrets.Hide($"of {quoted}\u2026", [Odd]));

    [Theory]
    [InlineData("Digest username=\"v\", nonce=\"n1\", response=\"0123456789abcdef0123456789abcdef\", cnonce=\"a1b2c3d4\"",
        "Digest username=\"v\", nonce=\"n1\", response=\"***\", cnonce=\"***\"")]
    [InlineData("response=\"0123456789abcdef0123456789ab\u2026", "response=\"***\u2026")]
    [InlineData("response=\\\"0123456789abcdef0123456789abcdef\\\"", "response=\\\"***\\\"")]
    [InlineData("response=&quot;0123456789abcdef0123456789abcdef&quot;", "response=&quot;***&quot;")]
    [InlineData("response%3D%220123456789abcdef0123456789abcdef%22", "response%3D%22***%22")]
    [InlineData("\"response\": \"0123456789abcdef0123456789abcdef\"", "\"response\": \"***\"")]
    [InlineData("response: no such channel", "response: no such channel")]
    public void Hide_DigestAnswerThatADeviceEchoes_ProvesNothingToReaders(string text, string shown) => Assert.Equal(shown, QuotedSecrets.Hide(text, []));

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
