using System.IO.Compression;
using AutoCore.Policies;
using AutoCore.Web.Hosting;
using AutoCore.Web.Html;

namespace AutoCore.Web.Pages;

/// <summary>Sends a page: once for each content, compressed if the browser takes it.</summary>
internal static class PageAnswer
{
    private const int WorthCompressing = 1024;

    public static async Task SendAsync(HttpContext context, HtmlWriter html, int status = StatusCodes.Status200OK)
    {
        var body = html.ToUtf8();
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = status == StatusCodes.Status200OK ? "private, no-cache" : "no-store";
        response.Headers.Vary = "Accept-Encoding, Accept-Language, Cookie";
        if (status == StatusCodes.Status200OK && context.IsKnown($"W/\"{ContentTag.Of(body)}\""))
            return;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        if (body.Length > WorthCompressing && request.Headers.AcceptEncoding.Any(e => e!.Contains("gzip", StringComparison.OrdinalIgnoreCase)))
        {
            response.Headers.ContentEncoding = "gzip";
            body = Compress(body);
        }
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream(body.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        return compressed.ToArray();
    }
}
