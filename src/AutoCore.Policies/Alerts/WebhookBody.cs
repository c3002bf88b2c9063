using System.Text.Encodings.Web;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>The bodies that webhooks take; whatever the message says stays text in them.</summary>
public static class WebhookBody
{
    /// <summary>The words in braces that a template may use.</summary>
    public static readonly IReadOnlyList<string> Words = ["id", "node", "severity", "title", "text", "count", "ts"];

    /// <summary>Behind a word and a colon: the value for HTML.</summary>
    public const string HtmlMark = "html";

    /// <summary>Slack's form, which Mattermost and Rocket.Chat take, too.</summary>
    public static string Slack(AlertMessage message) =>
        $$"""{"text":"*{{Quote(Escape(message.Title))}}*\n{{Quote(Escape(message.Text))}}","unfurl_links":false,"unfurl_media":false}""";

    /// <summary>Any JSON: each word in braces is replaced by the message's value.</summary>
    public static string FromTemplate(string template, AlertMessage message) => Replace(template, message, Quote);

    /// <summary>A program's argument: the values as they are.</summary>
    public static string Argument(string template, AlertMessage message) => Replace(template, message, static value => value);

    /// <summary>Why a template makes no JSON; null if it does.</summary>
    public static string? FindProblem(string template)
    {
        try
        {
            var example = new AlertMessage("0", "node", "title", "text\n\"quoted\"", Rating.Warning, IsOver: false, 1, DateTimeOffset.UnixEpoch);
            using var parsed = JsonDocument.Parse(FromTemplate(template, example));
            return null;
        }
        catch (JsonException e)
        {
            return e.Message.Split(" LineNumber:")[0];
        }
    }

    private static string Replace(string template, AlertMessage message, Func<string, string> quote)
    {
        var result = new StringBuilder(template.Length);
        for (var at = 0; at < template.Length;)
        {
            var rest = template.AsSpan(at);
            var word = rest[0] == '{' ? WordAt(rest[1..]) : null;
            var asHtml = word is not null && rest[(word.Length + 1)..].StartsWith($":{HtmlMark}}}");
            if (word is null || (!asHtml && rest[word.Length + 1] != '}'))
            {
                result.Append(template[at++]);
                continue;
            }
            result.Append(quote(asHtml ? ChatText.Html(ValueOf(message, word)) : ChatText.WithoutTags(ValueOf(message, word))));
            at += word.Length + 2 + (asHtml ? HtmlMark.Length + 1 : 0);
        }
        return result.ToString();
    }

    /// <summary>The word that a text begins with, if a brace or a colon follows it.</summary>
    private static string? WordAt(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (text.StartsWith(word) && text.Length > word.Length && text[word.Length] is ('}' or ':'))
                return word;
        }
        return null;
    }

    private static string ValueOf(AlertMessage message, string word) => word switch
    {
        "id" => message.Id,
        "node" => message.Node,
        "severity" => message.IsOver ? "ok" : message.Severity.ToWord(),
        "title" => message.Title,
        "text" => message.Text,
        "count" => message.Count.ToString(CultureInfo.InvariantCulture),
        _ => message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Without these three characters nothing in a text is a link or a call to a whole channel.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>In as few bytes as JSON allows: some far sides take little.</summary>
    private static string Quote(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
