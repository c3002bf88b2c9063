using AutoCore.Core.Configuration;
using AutoCore.Policies.Alerts;

namespace AutoCore.Core.Alerts;

/// <summary>How a message reaches people.</summary>
internal enum AlertChannelType
{
    Slack,
    Ntfy,
    Json,
    Mail,
    Program,
}

/// <summary>One channel by which people are told.</summary>
internal sealed record AlertChannelOptions(
    string Name, AlertChannelType Type, string? UrlKey, string? TokenKey, string? Template, string? From, IReadOnlyList<string> To, string? Program,
    IReadOnlyList<string> Arguments,
    int MaxTextBytes, AlertTiming Timing)
{
    private const string Sendmail = "/usr/sbin/sendmail";

    private static readonly TextRule Address = new("a plain address, as in pi@example.org", MailText.IsAddress);

    public static AlertChannelOptions Read(SettingReader s, AlertTiming timing)
    {
        var channel = new AlertChannelOptions(
            s.RequiredText("Name", "The channel's name in the log and in the outbox.",
                new TextRule("letters, digits, - and _", static t => t.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))),
            s.OneOf("Type", AlertChannelType.Json, "slack, ntfy or json: a web address is called; mail: sendmail is run; program: a program is run.",
                ("slack", AlertChannelType.Slack), ("ntfy", AlertChannelType.Ntfy), ("json", AlertChannelType.Json), ("mail", AlertChannelType.Mail),
                ("program", AlertChannelType.Program)),
            s.OptionalText("UrlKey", "slack, ntfy, json: the name of the secret with the web address, which is a secret itself."),
            s.OptionalText("TokenKey", "slack, ntfy, json: the name of the secret that goes along as bearer token."),
            s.OptionalText("Template",
                "json: the body, with {id}, {node}, {severity}, {title}, {text}, {count} and {ts} in it; {title:html} and {text:html} are for HTML."),
            s.OptionalText("From", "mail: the sender's address.", Address),
            s.Texts("To", [], "mail: the recipients' addresses.", Address),
            s.OptionalLocation("Program", $"program: what is run; mail: what is run instead of {Sendmail}."),
            s.Texts("Arguments", [],
                "program: its arguments, with the same words in braces as a template, the text on standard input; mail: arguments before those of sendmail."),
            s.Number("MaxTextBytes", 3500, 200, 100_000, "Longest text of a message, in bytes."),
            AlertTiming.Read(s, timing, "Alerts"));
        channel.Check(s);
        return channel;
    }

    /// <summary>What its queue is called: the channel's name, of mail the recipient, too.</summary>
    public string Key { get; init; } = Name;

    /// <summary>The one recipient of several that this is; null if there are no several.</summary>
    public string? Recipient { get; init; }

    /// <summary>What is sent each by itself: of mail a message to each recipient, so that one who is refused keeps nobody else from his.</summary>
    public IEnumerable<AlertChannelOptions> Lanes => Type != AlertChannelType.Mail ? [this]
        : To.DistinctBy(static a => a.ToUpperInvariant()).Select(a => this with { To = [a], Key = $"{Name}/{a}", Recipient = To.Count > 1 ? a : null });

    /// <summary>What is run: of a mail channel <c>sendmail</c> unless another program is named.</summary>
    public string ProgramPath => Program ?? Sendmail;

    /// <summary>Whether a web address is called.</summary>
    public bool IsWeb => Type is AlertChannelType.Slack or AlertChannelType.Ntfy or AlertChannelType.Json;

    private void Check(SettingReader s)
    {
        Need(IsWeb, "UrlKey", "the name of the secret with the web address");
        Need(Type == AlertChannelType.Json, "Template", "the body as JSON, as in {\"text\": \"{title}\"}");
        Need(Type == AlertChannelType.Mail, "From", "a plain address, as in pi@example.org");
        Need(Type == AlertChannelType.Mail, "To", "a list of plain addresses");
        Need(Type == AlertChannelType.Program, "Program", "a path");
        if (Template is not null && WebhookBody.FindProblem(Template) is { } problem)
            s.Fail("Template", $"makes no JSON: {problem}");

        // One that was given and is wrong has been told already.
        void Need(bool isNeeded, string key, string allowed) =>
            s.Require(!isNeeded || s.Keys().Contains(key, StringComparer.OrdinalIgnoreCase), key, $"is missing; allowed: {allowed}");
    }
}
