using System.Collections.Frozen;
using AutoCore.Policies;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Pages;

/// <summary>One of the few files that the pages load: its bytes, and the address that its content gives it.</summary>
internal sealed record PageFile(string Address, string ContentType, byte[] Content);

/// <summary>Style, script and icon. They travel within the program, and browsers keep each for good: another content has another address.</summary>
internal static class PageFiles
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    public static PageFile Style { get; } = Load("page.css", [.. EmbeddedFile.Names("wwwroot/styles/").Order(StringComparer.Ordinal)]);

    /// <summary>All scripts as one file; each is a function of its own, so that their order does not matter.</summary>
    public static PageFile Script { get; } = Load("page.js", [.. EmbeddedFile.Names("wwwroot/scripts/").Order(StringComparer.Ordinal)]);

    public static PageFile Icon { get; } = Load("icon.svg", ["wwwroot/icon.svg"]);

    private static readonly FrozenDictionary<string, PageFile> ByAddress = new[] { Style, Script, Icon }.ToFrozenDictionary(f => f.Address);

    /// <summary>The file of an address, or null.</summary>
    public static PageFile? Find(string address) => ByAddress.GetValueOrDefault(address);

    public static async Task SendAsync(HttpContext context)
    {
        if (Find(context.Request.Path) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private static PageFile Load(string name, string[] parts)
    {
        byte[] content = [.. parts.SelectMany(EmbeddedFile.Read)];
        var hash = ContentTag.Of(content);
        var ending = Path.GetExtension(name);
        return new($"/assets/{Path.GetFileNameWithoutExtension(name)}.{hash}{ending}", Types[ending], content);
    }
}
