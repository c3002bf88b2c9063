using System.Globalization;
using System.Text;
using System.Text.Json;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>The bodies that webhooks take; whatever the message says stays text in them.</summary>
public static class WebhookBody
{
    /// <summary>The words in braces that a template may use.</summary>
    public static readonly IReadOnlyList<string> Words = ["id", "node", "severity", "title", "text", "count", "ts"];

    /// <summary>Slack's form, which Mattermost and Rocket.Chat take, too.</summary>
    public static string Slack(AlertMessage message) => $$"""{"text":"*{{Quote(Escape(message.Title))}}*\n{{Quote(Escape(message.Text))}}"}""";

    /// <summary>Any JSON: each word in braces is replaced by the message's value.</summary>
    public static string FromTemplate(string template, AlertMessage message) => Replace(template, word => Quote(ValueOf(message, word)));

    /// <summary>A program's argument: the values as they are.</summary>
    public static string Argument(string template, AlertMessage message) => Replace(template, word => ValueOf(message, word));

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

    private static string Replace(string template, Func<string, string> valueOf)
    {
        var result = new StringBuilder(template.Length);
        for (var at = 0; at < template.Length;)
        {
            var word = template[at] == '{' ? Words.FirstOrDefault(w => template.AsSpan(at + 1).StartsWith($"{w}}}")) : null;
            _ = word is null ? result.Append(template[at]) : result.Append(valueOf(word));
            at += word is null ? 1 : word.Length + 2;
        }
        return result.ToString();
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

    private static string Quote(string text) => JsonEncodedText.Encode(text).ToString();
}
