using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using AutoCore.Web.Data;
using AutoCore.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace AutoCore.Web.Api;

/// <summary>
/// A day's pictures as one ZIP file: stored and not compressed, which pictures are already, and sent as they are read. One at a time: the card has one reader
/// to spare.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Only its wait handle needs disposal, and nobody asks for that.")]
internal sealed class DayZip(SiteCatalog catalog, PictureStore pictures)
{
    private const string Ending = ".zip";
    private const int ChunkBytes = 65_536;

    private readonly SemaphoreSlim _free = new(1);

    /// <summary>Sends a day of one camera.</summary>
    public async Task SendAsync(HttpContext context, string site, string camera, string name)
    {
        if (catalog.Find(site, camera) is not { Key: var key })
        {
            await context.WriteProblemAsync(StatusCodes.Status404NotFound, CameraEndpoints.NoCamera);
            return;
        }
        if (!name.EndsWith(Ending, StringComparison.Ordinal)
            || !DateOnly.TryParseExact(name[..^Ending.Length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "a day is named by its date, as 2025-12-22.zip");
            return;
        }
        var taken = pictures.Day(key, day);
        if (taken.Count == 0)
        {
            await context.WriteProblemAsync(StatusCodes.Status404NotFound, "there is no picture of this day");
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
            context.Response.ContentType = "application/zip";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ContentDisposition = Attachment.Header("attachment", $"{key.Site}_{key.Name}_{name}");
            // The archive ends each entry with some bytes that it writes at once.
            context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
            if (context.Features.Get<HeadRequest>() is null)
                await WriteAsync(context.Response.Body, key, taken, context.RequestAborted);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task WriteAsync(Stream output, CameraKey camera, IReadOnlyList<Picture> taken, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var picture in taken)
        {
            // Retention may have been faster.
            using var file = pictures.Open(camera, picture);
            if (file is null)
                continue;
            var entry = zip.CreateEntry(picture.FileNameOf(camera), CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(picture.Taken, TimeSpan.Zero);
            await using var content = await entry.OpenAsync(cancellationToken);
            await file.Content.CopyToAsync(content, ChunkBytes, cancellationToken);
        }
    }
}
