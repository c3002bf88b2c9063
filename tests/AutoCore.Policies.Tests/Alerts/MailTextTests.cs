using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class MailTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("pi@example.org", true)]
    [InlineData("a.b+c@localhost", true)]
    [InlineData("-oQ/tmp@x", false)]
    [InlineData("a@b, c@d", false)]
    [InlineData("a@b\nBcc: c@d", false)]
    [InlineData("Pi <pi@example.org>", false)]
    [InlineData("a@b@c", false)]
    [InlineData("@b", false)]
    [InlineData("a@", false)]
    [InlineData("|sh@x", false)]
    public void IsAddress_OnlyPlainOnes(string text, bool expected) => Assert.Equal(expected, MailText.IsAddress(text));

    [Fact]
    public void Compose_HostileText_EndsNoHeader()
    {
        // The record is made by hand: not even a title that nobody cleaned ends its header.
        var message = new AlertMessage("1f", "pi", "x\r\nBcc: thief@example.org\n\nbody", "line\r\n.\nFrom here\nende é ", Rating.Critical, false, 1, Noon);
        var mail = MailText.Compose(message, "pi@example.org", ["a@example.org", "b@example.org"]);
        var (head, body) = (mail[..mail.IndexOf("\n\n", StringComparison.Ordinal)], mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]);

        Assert.Equal(
            ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Importance", "X-Priority", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding"],
            head.Split('\n').Where(l => l[0] != ' ').Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)]));
        Assert.All(mail, c => Assert.True(c is '\n' or >= ' ' and <= '~'));
        Assert.Contains("Message-ID: <1f@example.org>", head, StringComparison.Ordinal);
        Assert.Contains("Date: Fri, 20 Nov 2026 12:00:00 +0000", head, StringComparison.Ordinal);
        Assert.Equal("line=0D\n=2E\n=46rom here\nende =C3=A9=20\n", body);
    }

    [Fact]
    public void Compose_LongLine_IsFoldedAtSeventySix()
    {
        var mail =
            MailText.Compose(new AlertMessage("1", "pi", "t", new string('é', 100), Rating.Warning, false, 1, Noon), "pi@example.org", ["a@example.org"]);
        Assert.All(mail.Split('\n'), l => Assert.InRange(l.Length, 0, 76));
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("é", "=?utf-8?B?w6k=?=")]
    [InlineData("=?utf-8?q?x?=", "=?utf-8?B?PT91dGYtOD9xP3g/PQ==?=")]
    public void EncodeWords_OnlyWhatIsNotPlain(string text, string expected) => Assert.Equal(expected, MailText.EncodeWords(text, " "));

    [Fact]
    public void EncodeWords_Long_NoWordOverSeventyFiveAndNoCharacterInTwo()
    {
        var words = MailText.EncodeWords(string.Concat(Enumerable.Repeat("😀é", 60)), " ").Split(' ');
        Assert.All(words, w => Assert.InRange(w.Length, 1, 75));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀é", 60)),
            string.Concat(words.Select(w => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(w[10..^2])))));
    }
}
