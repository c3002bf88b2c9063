using System.Net.Http.Headers;
using AutoCore.Core.Alerts;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Alerts;

/// <summary>
/// Calls a web address: Slack's form, ntfy's form, or any JSON. The message's id goes along, so that a far side that looks at it takes a second
/// attempt for what it is.
/// </summary>
internal sealed class WebhookSender(AlertChannelOptions channel, Secrets secrets, AlertHttp http, TimeProvider time)
{
    private const int LongestDetail = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Failures before anything of the message could be sent.</summary>
    private static readonly HttpRequestError[] NeverReached =
    [
        HttpRequestError.ConnectionError, HttpRequestError.NameResolutionError, HttpRequestError.SecureConnectionError, HttpRequestError.ProxyTunnelError,
    ];

    /// <summary>One attempt.</summary>
    public async Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var (url, token, problem) = FindSecrets();
        if (url is null)
            return Delivery.Person(problem);
        using var request = Compose(message, url, token);
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var answer = await http.SendAsync(request, both.Token);
            // The head says it all: a body that breaks off does not undo what was accepted.
            var detail = answer.IsSuccessStatusCode ? "" : await ReadDetailAsync(answer, both.Token);
            return DeliveryPolicy.OfStatus((int)answer.StatusCode, Mask(detail, url, token), WishOf(answer));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Delivery.NoAnswer($"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var reason = Mask(e.GetBaseException().Message, url, token);
            return e is HttpRequestException { HttpRequestError: var error } && NeverReached.Contains(error) ? Delivery.Later(reason)
                : Delivery.NoAnswer(reason);
        }
    }

    private (Uri? Url, string? Token, string Problem) FindSecrets()
    {
        var address = secrets.Find(channel.UrlKey!);
        if (address.Value is null)
            return (null, null, address.Problem!);
        if (WebhookAddress.FindProblem(channel, address.Value) is { } wrong)
            return (null, null, wrong);
        var url = new Uri(address.Value.Trim());
        if (channel.TokenKey is null)
            return (url, null, "");
        var token = secrets.Find(channel.TokenKey);
        if (token.Value is null)
            return (null, null, token.Problem!);
        return token.Value.All(static c => c is > ' ' and <= '~') ? (url, token.Value, "")
            : (null, null, $"the secret {channel.TokenKey} has characters that no token has");
    }

    private HttpRequestMessage Compose(AlertMessage message, Uri url, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, WebhookAddress.WithoutLogin(url));
        request.Headers.TryAddWithoutValidation("User-Agent", $"autocore/{Product.Version}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.Id);
        request.Headers.Authorization = token is not null ? new AuthenticationHeaderValue("Bearer", token) : WebhookAddress.LoginOf(url);
        switch (channel.Type)
        {
            case AlertChannelType.Ntfy:
                AddNtfy(request, message);
                break;
            case AlertChannelType.Slack:
                request.Content = Json(WebhookBody.Slack(message));
                break;
            default:
                request.Content = Json(WebhookBody.FromTemplate(channel.Template!, message));
                break;
        }
        return request;
    }

    /// <summary>ntfy shows one notification for a sequence id, however often it is sent.</summary>
    private static void AddNtfy(HttpRequestMessage request, AlertMessage message)
    {
        var (priority, tag) = message switch
        {
            { IsOver: true } => ("3", "white_check_mark"),
            { Severity: Rating.Critical } => ("5", "rotating_light"),
            { Severity: Rating.Warning } => ("4", "warning"),
            _ => ("3", "information_source"),
        };
        // Without a text the server would put a word of its own.
        request.Content = new StringContent(message.Text.Length > 0 ? message.Text : message.Title, Encoding.UTF8, "text/plain");
        request.Headers.TryAddWithoutValidation("X-Title", MailText.EncodeWords(message.Title, " "));
        request.Headers.TryAddWithoutValidation("X-Priority", priority);
        request.Headers.TryAddWithoutValidation("X-Tags", tag);
        request.Headers.TryAddWithoutValidation("X-Sequence-ID", message.Id);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<string> ReadDetailAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var start = new byte[LongestDetail];
            var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(start, 0, length).Trim();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return "";
        }
    }

    private TimeSpan? WishOf(HttpResponseMessage answer) =>
        RetryAfter.Read((int)answer.StatusCode, Header(answer, "Retry-After"), Header(answer, "Date"), time.GetUtcNow());

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Servers like to quote the address that they were called by, or the key in it.</summary>
    private static string Mask(string text, Uri url, string? token)
    {
        string?[] secrets = [.. WebhookSecrets.Of(url), WebhookAddress.LoginOf(url)?.Parameter, token];
        foreach (var secret in secrets.OfType<string>().Where(s => s.Length > 3))
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return PlainText.Line(text, 160);
    }
}
