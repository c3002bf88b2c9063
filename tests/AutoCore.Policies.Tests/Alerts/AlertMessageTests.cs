using System.Text;
using System.Text.Json;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class AlertMessageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_OneEntry_SaysItInTheTitle()
    {
        var message = Compose(AlertEntry.Of("disk-critical", Noon, Rating.Critical, "/: 91 % used"));
        Assert.Equal("pi: critical: /: 91 % used", message.Title);
        Assert.Equal("2026-11-20 12:00:00 critical: /: 91 % used", message.Text);
        Assert.Equal((Rating.Critical, false, 1), (message.Severity, message.IsOver, message.Count));
    }

    [Fact]
    public void Of_AllOver_IsOver()
    {
        var message = Compose(AlertEntry.Of("disk-recovered", Noon, Rating.Critical, "/ is well again", isOver: true));
        Assert.True(message.IsOver);
        Assert.Equal("pi: over: / is well again", message.Title);
    }

    [Fact]
    public void Of_Many_ShowsTheWorstAndCountsTheRest()
    {
        var entries = Enumerable.Range(0, 1000)
            .Select(i => AlertEntry.Of(i % 100 == 7 ? "bad" : "mild", Noon.AddSeconds(i), i % 100 == 7 ? Rating.Critical : Rating.Warning, $"event {i}"))
            .ToArray();
        var message = Compose(entries);
        Assert.Equal("pi: critical: 1000 alerts", message.Title);
        Assert.All(entries.Where(e => e.Type == "bad"), e => Assert.Contains($": {e.Text}\n", message.Text, StringComparison.Ordinal));
        Assert.EndsWith("\nand 980 more: mild 980", message.Text, StringComparison.Ordinal);
        Assert.Equal(21, message.Text.Split('\n').Length);
        Assert.Equal(1000, message.Count);
    }

    [Fact]
    public void Of_SameEntries_SaysTheSame() =>
        Assert.Equal(Compose(AlertEntry.Of("a", Noon, Rating.Warning, "x")), Compose(AlertEntry.Of("a", Noon, Rating.Warning, "x")));

    [Fact]
    public void Of_LongTexts_FitIntoTheBytes()
    {
        var message = AlertMessage.Of("1", "pi", [.. Enumerable.Range(0, 40).Select(_ => AlertEntry.Of("a", Noon, Rating.Warning, new string('é', 250)))],
            TimeZoneInfo.Utc, new(1000));
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Text), 900, 1000);
        Assert.EndsWith("and 20 more: a 20", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nBcc: x@y", "a  Bcc: x@y")]
    [InlineData("a\0b\u001b[31m", "a b [31m")]
    [InlineData("evil\u202Etxt", "evil txt")]
    public void Entry_ControlCharacters_BecomeSpaces(string text, string expected) => Assert.Equal(expected, AlertEntry.Of("a", Noon, Rating.Ok, text).Text);

    [Fact]
    public void Entry_HalfACharacter_IsReplaced() => Assert.Equal("\ufffdx", AlertEntry.Of("a", Noon, Rating.Ok, "\ud800x").Text);

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a😀😀", 4, "a😀…")]
    public void Line_TooLong_EndsInAnEllipsisOfWholeCharacters(string text, int longest, string expected) =>
        Assert.Equal(expected, PlainText.Line(text, longest));

    [Fact]
    public void Dropped_Again_Counts()
    {
        var twice = AlertEntry.Dropped(AlertEntry.Dropped(AlertEntry.Of("a", Noon, Rating.Ok, "x")));
        Assert.True(twice.IsDropped);
        Assert.Equal(2, twice.Count);
        Assert.StartsWith("2 older", twice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Slack_Text_CallsNobodyAndLinksNothing()
    {
        using var json = JsonDocument.Parse(WebhookBody.Slack(Compose(AlertEntry.Of("a", Noon, Rating.Warning, "<!channel> \"&\" \\"))));
        var text = json.RootElement.GetProperty("text").GetString()!;
        Assert.Contains("&lt;!channel&gt; \"&amp;\" \\", text, StringComparison.Ordinal);
        Assert.StartsWith("*pi: warning: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void FromTemplate_Words_StayText()
    {
        var body = WebhookBody.FromTemplate("""{"a": {"t": "{title}", "n": {count}, "at": {ts}, "keep": "{other} {"}, "id": "{id}"}""",
            Compose(AlertEntry.Of("a", Noon, Rating.Warning, """x", "admin": true, "y": "{id}""")));
        using var json = JsonDocument.Parse(body);
        var a = json.RootElement.GetProperty("a");
        Assert.Equal("""pi: warning: x", "admin": true, "y": "{id}""", a.GetProperty("t").GetString());
        Assert.Equal(
            (1, Noon.ToUnixTimeSeconds(), "{other} {"), (a.GetProperty("n").GetInt32(), a.GetProperty("at").GetInt64(), a.GetProperty("keep").GetString()));
        Assert.False(json.RootElement.TryGetProperty("admin", out _));
    }

    [Fact]
    public void FromTemplate_ForHtml_IsEscapedForIt()
    {
        var message = Compose(AlertEntry.Of("a", Noon, Rating.Warning, "Gate <north> & \"yard\""));
        using var json = JsonDocument.Parse(WebhookBody.FromTemplate("""{"h": "<b>{title:html}</b>", "p": "{title}", "k": "{title:xml} {count:html}"}""", message));
        Assert.Equal("<b>pi: warning: Gate &lt;north&gt; &amp; &quot;yard&quot;</b>", json.RootElement.GetProperty("h").GetString());
        Assert.Equal("pi: warning: Gate \u2039north\u203A & \"yard\"", json.RootElement.GetProperty("p").GetString());
        Assert.Equal("{title:xml} 1", json.RootElement.GetProperty("k").GetString());
    }

    [Fact]
    public void Of_RefusedMoreOften_SaysLessAndPlainer()
    {
        var entry = AlertEntry.Of("a", Noon, Rating.Warning, $"<b>*x*</b> & [y] {new string('z', 200)}");
        var forms = Enumerable.Range(0, 5).Select(refusals => MessageForm.For(3500, refusals, isTooLarge: false)).ToList();
        var messages = forms.Select(form => AlertMessage.Of("1", "pi", [.. Enumerable.Repeat(entry, 10)], TimeZoneInfo.Utc, form)).ToList();
        Assert.Contains("<b>*x*</b>", messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[<>&*_\[\]`~|\\{}#]", messages[1].Text);
        Assert.InRange(Encoding.UTF8.GetByteCount(messages[2].Text), 400, 500);
        Assert.Equal("", messages[3].Text);
        Assert.Equal(messages[3], messages[4]);
        Assert.Equal(forms[2], MessageForm.For(3500, 1, isTooLarge: true));
        Assert.Equal(200, MessageForm.For(200, 2, isTooLarge: false).MostBytes);
    }

    [Theory]
    [InlineData("""{"text": "{title}"}""", true)]
    [InlineData("""{"text": {title}}""", false)]
    [InlineData("""{"text": "{title}" """, false)]
    [InlineData("", false)]
    public void FindProblem_Template_MustMakeJson(string template, bool isGood) => Assert.Equal(isGood, WebhookBody.FindProblem(template) is null);

    private static AlertMessage Compose(params AlertEntry[] entries) => AlertMessage.Of("1", "pi", entries, TimeZoneInfo.Utc, new(3500));
}
