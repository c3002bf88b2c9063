using AutoCore.Web.Data;
using AutoCore.Web.Hosting;
using AutoCore.Web.Pictures;

namespace AutoCore.Web.Pages;

/// <summary>Sends the small pictures. A picture under its time never changes, so that browsers keep it; the newest one's address carries its time.</summary>
internal sealed class ImageAnswer(SiteCatalog catalog, PictureStore pictures, SmallPictures small)
{
    private const string Ending = ".jpg";
    private const string Newest = "latest" + Ending;

    public async Task SendThumbnailAsync(HttpContext context)
    {
        var name = Value(context, "picture") ?? "";
        using var file = Camera(context) is { } camera ? Open(camera, name) : null;
        if (file is not null && context.IsKnown($"\"{file.Tag}\""))
            return;
        if (file is not null && small.Thumbnail(file.Content, context.Request.Query["w"] == Links.AmongFew) is { } read)
        {
            // In a frame that cuts what does not fit, a picture on end would lose its head and feet.
            var framed = context.Request.Query.ContainsKey(Links.Framed) ? read.InFrame() : read;
            await SendAsync(context, "image/jpeg", ThumbnailJpeg.Encode(framed),
                isForGood: name != Newest || context.Request.Query.ContainsKey("v"));
        }
        else
        {
            SendNothing(context);
        }
    }

    public async Task SendHeatAsync(HttpContext context)
    {
        var difference = Camera(context) is { } camera && Picture.TryParse(Value(context, "before"), out var before)
            && Picture.TryParse(Value(context, "after"), out var after)
            ? small.Compare(camera, before, after) : null;
        if (difference is { } found)
            await SendAsync(context, "image/png", HeatImage.Encode(found.Heat), isForGood: true);
        else
            SendNothing(context);
    }

    private PictureFile? Open(CameraKey camera, string name)
    {
        if (name == Newest)
            return pictures.OpenLatest(camera);
        return name.EndsWith(Ending, StringComparison.Ordinal) && Picture.TryParse(name[..^Ending.Length], out var picture)
            ? pictures.Open(camera, picture) : null;
    }

    private CameraKey? Camera(HttpContext context) => catalog.Find(Value(context, "site") ?? "", Value(context, "name") ?? "")?.Key;

    private static string? Value(HttpContext context, string name) => context.Request.RouteValues[name] as string;

    private static void SendNothing(HttpContext context)
    {
        context.Response.Headers.ETag = default;
        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task SendAsync(HttpContext context, string contentType, byte[] content, bool isForGood)
    {
        context.Response.Headers.CacheControl = isForGood ? "private, max-age=31536000, immutable" : "private, no-cache";
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
