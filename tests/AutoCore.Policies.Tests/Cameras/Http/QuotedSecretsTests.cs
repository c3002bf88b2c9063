using System.Security.Cryptography;
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
