using AutoCore.Policies;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Api;

/// <summary>
/// The OpenAPI document of these addresses. It travels within the program, and a test holds it to what the addresses say of themselves: making it
/// anew at each start would take reflection, time and memory of a process that is to be small.
/// </summary>
internal static class ApiDescription
{
    private static readonly byte[] Content = EmbeddedFile.Read("openapi.json");
    private static readonly string Tag = $"\"{ContentTag.Of(Content)}\"";

    public static async Task SendAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.IsKnown(Tag))
            return;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Content.Length;
        await context.Response.Body.WriteAsync(Content, context.RequestAborted);
    }
}
