using AutoCore.Core.Web;
using AutoCore.Policies.Health;
using AutoCore.Web.Hosting;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;
using Microsoft.AspNetCore.WebUtilities;

namespace AutoCore.Web.Pages;

/// <summary>An error as a page, for a person with a browser: what is wrong and what to do.
/// It tells nothing of the system: who sees it may be nobody's friend.</summary>
internal sealed class ErrorPage(WebOptions options, TimeProvider time) : IErrorPages
{
    private static readonly Dictionary<int, (Spoken Title, Spoken Hint)> Known = new()
    {
        [StatusCodes.Status401Unauthorized] = (Text.PasswordNeeded, Text.PasswordNeededHint),
        [StatusCodes.Status403Forbidden] = (Text.NoPasswordYet, Text.NoPasswordYetHint),
        [StatusCodes.Status404NotFound] = (Text.NotFound, Text.NotFoundHint),
        [StatusCodes.Status421MisdirectedRequest] = (Text.ForeignName, Text.ForeignNameHint),
        [StatusCodes.Status429TooManyRequests] = (Text.TooManyTries, Text.TooManyTriesHint),
        [StatusCodes.Status500InternalServerError] = (Text.ProgramMistake, Text.ProgramMistakeHint),
        [StatusCodes.Status503ServiceUnavailable] = (Text.NotNow, Text.NotNowHint),
    };

    /// <summary>Files that a page leads to.</summary>
    private static readonly string[] Downloads = [".zip", ".csv"];

    public bool AreWanted(HttpRequest request) =>
        (!request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || Downloads.Any(d => request.Path.Value!.EndsWith(d, StringComparison.Ordinal)))
        && request.Headers.Accept.Any(a => a!.Contains("text/html", StringComparison.OrdinalIgnoreCase));

    public bool IsStyle(string address) => PageFiles.Find(address) is not null;

    public Task SendAsync(HttpContext context, int status, string detail)
    {
        var visit = Visit.Of(context, options, time);
        context.Response.Headers.ETag = default;
        return PageAnswer.SendAsync(context, Write(visit, status, detail, context.Response.Headers.RetryAfter.ToString()), status);
    }

    private static HtmlWriter Write(Visit visit, int status, string detail, string retryAfter)
    {
        var words = visit.Words;
        var known = Known.TryGetValue(status, out var found);
        var title = known ? words[found.Title] : ReasonPhrases.GetReasonPhrase(status);
        var html = new HtmlWriter(visit.Root);
        html.Write($"""
            <!doctype html>
            <html lang="{LanguageChoice.TagOf(words.Language)}">
            <head>
            <meta charset="utf-8">
            <title>{title} · AutoCore</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <link rel="icon" href="{PageFiles.Icon.Address}" type="image/svg+xml">
            <link rel="stylesheet" href="{PageFiles.Style.Address}">
            </head>
            <body>
            <header class="top"><div class="inner"><a class="brand" href="{Links.Wall}">AutoCore</a></div></header>
            <main id="content" tabindex="-1">
            <div class="nothing"><h1>{title}</h1>

            """);
        if (known)
            html.Write($"<p>{words.Format(found.Hint, retryAfter)}</p>");
        else
            html.Write($"<p lang=\"en\">{detail}</p>");
        return html.Write(
            $"<p><a class=\"button\" href=\"{Links.Wall}\">{words[Text.BackToPictures]}</a></p></div>\n</main>\n<footer><div class=\"inner\"><span>{status}</span></div></footer>\n</body>\n</html>\n");
    }
}
