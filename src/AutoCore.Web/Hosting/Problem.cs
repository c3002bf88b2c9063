using AutoCore.Core.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace AutoCore.Web.Hosting;

/// <summary>Answers with a problem document (RFC 9457): what is wrong, and what would be right.</summary>
internal static class Problem
{
    /// <summary>The document's media type.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Writes it, unless the answer has begun; for a person as a page.</summary>
    public static async Task WriteProblemAsync(this HttpContext context, int status, string detail)
    {
        if (context.Response.HasStarted)
            return;
        if (context.RequestServices.GetService<IErrorPages>() is { } pages && pages.AreWanted(context.Request))
        {
            await pages.SendAsync(context, status, detail);
            return;
        }
        var body = Compose(status, detail);
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Compose(int status, string detail) => JsonBytes.WriteObject(json =>
    {
        json.WriteString("type", "about:blank");
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
    });
}
