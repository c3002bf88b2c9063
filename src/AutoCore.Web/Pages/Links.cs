using AutoCore.Web.Data;

namespace AutoCore.Web.Pages;

/// <summary>The address of everything, in one place; each part is escaped.</summary>
internal static class Links
{
    public const string Wall = "/";
    public const string Health = "/health";
    public const string Events = "/events";
    public const string Nodes = "/nodes";

    /// <summary>The changes as they come, as server-sent events.</summary>
    public const string News = "/api/v1/changes";

    /// <summary>The wall, filtered.</summary>
    public static string WallOf(WallFilter filter, int page = 1) =>
        Wall + Query(("show", filter.Show == Shown.All ? null : filter.Show.ToString().ToLowerInvariant()), ("site", filter.Site),
            ("q", filter.Search), ("page", page > 1 ? Number(page) : null));

    /// <summary>The wall for a screen that nobody touches.</summary>
    public static string Kiosk(WallFilter filter, int? columns, int rotate, int page) =>
        Wall + Query(("kiosk", "1"), ("show", filter.Show == Shown.All ? null : filter.Show.ToString().ToLowerInvariant()), ("site", filter.Site),
            ("q", filter.Search), ("columns", columns is { } wide ? Number(wide) : null), ("rotate", Number(rotate)), ("page", page > 1 ? Number(page) : null));

    /// <summary>A camera's newest day, or another one, with a picture of it chosen.</summary>
    public static string Camera(CameraKey camera, DateOnly? day = null, Picture? picture = null) =>
        Of("/cameras", camera) + Query(("day", day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("at", picture?.Id));

    /// <summary>Two pictures of a camera side by side.</summary>
    public static string Comparison(CameraKey camera, Picture before, Picture after) =>
        Of("/cameras", camera) + "/compare" + Query(("before", before.Id), ("after", after.Id));

    /// <summary>A whole picture, as REST gives it.</summary>
    public static string Whole(CameraKey camera, Picture picture) => Wholes(camera) + picture.Id;

    /// <summary>What stands before the name of each whole picture.</summary>
    public static string Wholes(CameraKey camera) => Of("/api/v1/cameras", camera) + "/images/";

    /// <summary>A day's pictures as one file.</summary>
    public static string Zip(CameraKey camera, DateOnly day) =>
        Of("/api/v1/cameras", camera) + $"/days/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.zip";

    /// <summary>The same of all cameras.</summary>
    public static string Zip(DateOnly day) => $"/api/v1/days/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.zip";

    /// <summary>A picture at an eighth or a quarter of its size.</summary>
    public static string Thumbnail(CameraKey camera, Picture picture) => $"{Thumbnails(camera)}{picture.Id}.jpg";

    /// <summary>What stands before the name of each of them.</summary>
    public static string Thumbnails(CameraKey camera) => Of("/thumbnails", camera) + "/";

    /// <summary>Asks for a thumbnail that is not cut where its frame is wide and it is high.</summary>
    public const string Framed = "framed";

    /// <summary>Asks for a larger thumbnail: its width, the only other one that there is.</summary>
    public const string AmongFew = "480";

    /// <summary>A small picture for a strip.</summary>
    public static string FramedThumbnail(CameraKey camera, Picture picture) => $"{Thumbnail(camera, picture)}?{Framed}=1";

    /// <summary>The newest one; its address changes when it does.</summary>
    public static string NewestThumbnail(CameraState camera, bool amongFew = false) =>
        Thumbnails(camera.Key) + "latest.jpg" + Query((Framed, "1"), ("w", amongFew ? AmongFew : null), ("v", camera.LastStored?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    /// <summary>What differs between two pictures, to be laid over one of them.</summary>
    public static string Heat(CameraKey camera, Picture before, Picture after) => Of("/differences", camera) + $"/{before.Id}/{after.Id}.png";

    /// <summary>Events from the newest on, or earlier ones.</summary>
    public static string EventsOf(EventChoice choice, long? before = null) => Events + Query(("severity", choice.Severity), ("camera", choice.Camera),
        ("day", choice.DayText), ("before", before is { } b ? b.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>The same as a table.</summary>
    public static string EventTable(EventChoice choice, (string Site, string Name)? camera) => "/api/v1/events.csv" + Query(("severity", choice.Severity),
        ("site", camera?.Site), ("camera", camera?.Name), ("from", choice.DayText), ("to", choice.DayAfterText));

    /// <summary>A series as a table.</summary>
    public static string SeriesTable(string key, DateTimeOffset from, DateTimeOffset to) => "/api/v1/telemetry.csv" + Query(("key", key),
        ("from", from.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("to", to.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    /// <summary>The charts of a stretch of time.</summary>
    public static string HealthOf(string range) => Health + Query(("range", range));

    /// <summary>A page in another language.</summary>
    public static string InLanguage(string path, IEnumerable<KeyValuePair<string, string?>> query, string? code) =>
        path + Query([.. query.Where(q => q.Key != "lang").Select(q => (q.Key, q.Value)), ("lang", code)]);

    private static string Of(string folder, CameraKey camera) => $"{folder}/{Uri.EscapeDataString(camera.Site)}/{Uri.EscapeDataString(camera.Name)}";

    private static string Query(params IEnumerable<(string Key, string? Value)> values)
    {
        var known = string.Join('&', values.Where(v => v.Value is not null).Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value!)}"));
        return known.Length > 0 ? $"?{known}" : "";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
