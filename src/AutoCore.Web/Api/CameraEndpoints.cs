using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace AutoCore.Web.Api;

/// <summary>The cameras and their pictures.</summary>
internal static class CameraEndpoints
{
    private const int MostImages = 500;
    public const string NoCamera = "there is no such camera; see /api/v1/cameras";
    private const string NoPicture = "there is no such picture, or no longer";

    /// <summary>All cameras with their state.</summary>
    public static Results<TaggedJson<CamerasAnswer>, ProblemAnswer> List(HttpContext context, SiteCatalog catalog, string? site, string? rating)
    {
        if (rating is not (null or "ok" or "unknown" or "warning" or "critical"))
            return ProblemAnswer.BadRequest("rating: one of ok, unknown, warning, critical");
        var chosen = catalog.Cameras.Where(c => (site is null || c.Site == site || c.Key.Site == site) && (rating is null || c.Rating.ToWord() == rating));
        return new TaggedJson<CamerasAnswer>(new([.. chosen.Select(c => Answer(context, c))]), ApiJson.Default.CamerasAnswer);
    }

    /// <summary>One camera, and the days that it has pictures of.</summary>
    public static Results<TaggedJson<CameraDetailAnswer>, ProblemAnswer> One(
        HttpContext context, SiteCatalog catalog, PictureStore pictures, string site, string name)
    {
        if (catalog.Find(site, name) is not { } camera)
            return ProblemAnswer.NotFound(NoCamera);
        var url = UrlOf(context, camera.Key);
        var days = pictures.Days(camera.Key).Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new TaggedJson<CameraDetailAnswer>(new(Answer(context, camera), [.. days], $"{url}/latest.jpg", $"{url}/images"), ApiJson.Default.CameraDetailAnswer);
    }

    /// <summary>The newest picture of a camera.</summary>
    public static Results<FileStreamHttpResult, ProblemAnswer> Latest(HttpContext context, SiteCatalog catalog, PictureStore pictures, string site, string name)
    {
        if (catalog.Find(site, name) is not { } camera)
            return ProblemAnswer.NotFound(NoCamera);
        context.Response.Headers.CacheControl = "private, no-cache";
        return Serve(context, camera.Key, pictures.OpenLatest(camera.Key));
    }

    /// <summary>The pictures of a camera from a time on to before another, by default of the last day.</summary>
    public static Results<TaggedJson<ImagesAnswer>, ProblemAnswer> Images(
        HttpContext context, SiteCatalog catalog, PictureStore pictures, TimeProvider time, string site, string name, string? from, string? to, string? start,
        int? limit)
    {
        if (catalog.Find(site, name) is not { } camera)
            return ProblemAnswer.NotFound(NoCamera);
        var (now, zone) = (time.GetUtcNow(), time.LocalTimeZone);
        // A picture of this second is among them.
        if (!TimeParameter.TryReadBound(to, now.AddSeconds(1), zone, isEnd: true, out var end))
            return ProblemAnswer.BadRequest($"to: {TimeParameter.Allowed}");
        if (!TimeParameter.TryReadBound(from, end.At.AddDays(-1), zone, isEnd: false, out var begin))
            return ProblemAnswer.BadRequest($"from: {TimeParameter.Allowed}");
        if (limit is < 1 or > MostImages)
            return ProblemAnswer.BadRequest($"limit: a number from 1 to {MostImages}");
        Picture? first = null;
        if (start is not null)
        {
            if (!Picture.TryParse(start, out var given))
                return ProblemAnswer.BadRequest("start: the next of the page before");
            first = given;
        }
        var page = pictures.Range(camera.Key, new(begin, end, zone), limit ?? 100, first);
        var url = $"{UrlOf(context, camera.Key)}/images";
        if (page.Next is { } next)
        {
            context.Response.Headers.Link =
                $"<{url}?from={Repeat(from, begin)}&to={Repeat(to, end)}&limit={limit ?? 100}&start={next.Id}>; rel=\"next\"";
        }
        return new TaggedJson<ImagesAnswer>(
            new([.. page.Pictures.Select(p => new ImageAnswer(p.Id, p.Taken.ToString("s", CultureInfo.InvariantCulture), $"{url}/{p.Id}.jpg"))], page.Next?.Id),
            ApiJson.Default.ImagesAnswer);
    }

    /// <summary>One picture by its time.</summary>
    public static Results<FileStreamHttpResult, ProblemAnswer> Image(HttpContext context, SiteCatalog catalog, PictureStore pictures, string site, string name,
        string time)
    {
        if (catalog.Find(site, name) is not { } camera)
            return ProblemAnswer.NotFound(NoCamera);
        if (!Picture.TryParse(time.EndsWith(".jpg", StringComparison.Ordinal) ? time[..^".jpg".Length] : time, out var picture))
            return ProblemAnswer.BadRequest("a picture is named by its local time, as 20251222T143022.jpg");
        context.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return Serve(context, camera.Key, pictures.Open(camera.Key, picture));
    }

    /// <summary>The path of a camera, as the visitor must ask for it.</summary>
    private static string UrlOf(HttpContext context, CameraKey camera) =>
        $"{context.Request.PathBase.ToUriComponent()}/api/v1/cameras/{Uri.EscapeDataString(camera.Site)}/{Uri.EscapeDataString(camera.Name)}";

    /// <summary>A time for the next page's address: as it was given, since local time says more than the instant.</summary>
    private static string Repeat(string? given, TimeBound bound) =>
        string.IsNullOrEmpty(given) ? bound.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : Uri.EscapeDataString(given);

    private static Results<FileStreamHttpResult, ProblemAnswer> Serve(HttpContext context, CameraKey camera, PictureFile? file)
    {
        if (file is null)
        {
            context.Response.Headers.CacheControl = "no-store";
            return ProblemAnswer.NotFound(NoPicture);
        }
        if (context.Request.Headers.Range is [{ } range])
        {
            // The platform takes ranges of any unit for bytes, though an unknown one is to be ignored.
            if (!range.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            {
                context.Request.Headers.Remove(HeaderNames.Range);
            }
            // And one that it cannot read for none; whoever asks so is helped more by being told.
            else if (!RangeHeaderValue.TryParse(range, out _))
            {
                context.Response.Headers.ContentRange = $"bytes */{file.Content.Length}";
                file.Dispose();
                return new ProblemAnswer(StatusCodes.Status416RangeNotSatisfiable, "Range: expected a form such as bytes=0-1023");
            }
        }
        context.Response.Headers.ContentDisposition = Attachment.Header("inline", file.Picture.FileNameOf(camera));
        return TypedResults.Stream(file.Content, "image/jpeg", lastModified: file.LastModified, entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""),
            enableRangeProcessing: true);
    }

    private static CameraAnswer Answer(HttpContext context, CameraState c) => new(
        c.Site, c.Name, c.Rating.ToWord(), c.Reason, c.Detail, c.Remedy?.English, c.FailingSince?.ToUnixTimeSeconds(), c.LastStored?.ToUnixTimeSeconds(),
        c.Flags, c.SameAs, c.Score, c.Bytes, c.ElapsedMs, c.Attempts, c.RestingUntil?.ToUnixTimeSeconds(), UrlOf(context, c.Key));
}
