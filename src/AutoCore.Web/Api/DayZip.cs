using System.Diagnostics.CodeAnalysis;
using AutoCore.Web.Data;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Api;

/// <summary>
/// A day's pictures as one ZIP file: stored and not compressed, which pictures are already, and sent as they are read. One at a time: the card has one reader
/// to spare.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Only its wait handle needs disposal, and nobody asks for that.")]
internal sealed class DayZip(SiteCatalog catalog, PictureStore pictures)
{
    private const string Ending = ".zip";

    private readonly SemaphoreSlim _free = new(1);

    /// <summary>Sends a day of one camera.</summary>
    public async Task SendAsync(HttpContext context, string site, string camera, string name)
    {
        if (catalog.Find(site, camera) is { Key: var key })
            await SendAsync(context, [key], static _ => "", $"{key.Site}_{key.Name}_{name}", name);
        else
            await context.WriteProblemAsync(StatusCodes.Status404NotFound, CameraEndpoints.NoCamera);
    }

    /// <summary>Sends a day of all cameras, in a folder for each site.</summary>
    public Task SendAsync(HttpContext context, string name) =>
        SendAsync(context, catalog.Cameras.Select(c => c.Key), static camera => $"{camera.Site}/", name, name);

    private async Task SendAsync(HttpContext context, IEnumerable<CameraKey> cameras, Func<CameraKey, string> folderOf, string fileName, string name)
    {
        if (!name.EndsWith(Ending, StringComparison.Ordinal)
            || !DateOnly.TryParseExact(name[..^Ending.Length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "a day is named by its date, as 2025-12-22.zip");
            return;
        }
        if (!_free.Wait(0))
        {
            context.Response.Headers.RetryAfter = "30";
            await context.WriteProblemAsync(StatusCodes.Status503ServiceUnavailable, "another day is being sent; try again when it is done");
            return;
        }
        try
        {
            // A camera at a time: nothing is kept of those that were sent.
            var taken = cameras.SelectMany(camera => pictures.Day(camera, day).Select(picture => (camera, picture)));
            if (!taken.Any())
            {
                await context.WriteProblemAsync(StatusCodes.Status404NotFound, "there is no picture of this day");
                return;
            }
            context.Response.ContentType = "application/zip";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ContentDisposition = Attachment.Header("attachment", fileName);
            if (context.Features.Get<HeadRequest>() is null)
                await WriteAsync(context.Response.Body, taken, folderOf, context.RequestAborted);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task WriteAsync(Stream output, IEnumerable<(CameraKey, Picture)> taken, Func<CameraKey, string> folderOf, CancellationToken cancellationToken)
    {
        var zip = new ZipWriter(output);
        foreach (var (camera, picture) in taken)
        {
            // Retention may have been faster.
            using var file = pictures.Open(camera, picture);
            if (file is not null)
                await zip.AddAsync(folderOf(camera) + picture.FileNameOf(camera), picture.Taken, file.Content, cancellationToken);
        }
        await zip.EndAsync(cancellationToken);
    }
}
