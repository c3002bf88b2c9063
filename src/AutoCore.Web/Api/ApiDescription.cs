using AutoCore.Policies.Web;

namespace AutoCore.Web.Api;

/// <summary>
/// The OpenAPI document of these addresses. It travels within the program, and a test holds it to what the addresses say of themselves: making it
/// anew at each start would take reflection, time and memory of a process that is to be small.
/// </summary>
internal static class ApiDescription
{
    private const string Name = "openapi.json";

    private static readonly byte[] Content = Load();
    private static readonly string Tag = $"\"{ContentTag.Of(Content)}\"";

    public static async Task SendAsync(HttpContext context)
    {
        context.Response.Headers.ETag = Tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.Contains(Tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Content.Length;
        await context.Response.Body.WriteAsync(Content, context.RequestAborted);
    }

    private static byte[] Load()
    {
        using var stream = typeof(ApiDescription).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"the program was built without {Name}");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
