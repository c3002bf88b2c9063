using System.Globalization;
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
            ("page", page > 1 ? Number(page) : null));

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

    /// <summary>A picture at an eighth of its size.</summary>
    public static string Thumbnail(CameraKey camera, Picture picture) => $"{Thumbnails(camera)}{picture.Id}.jpg";

    /// <summary>What stands before the name of each of them.</summary>
    public static string Thumbnails(CameraKey camera) => Of("/thumbnails", camera) + "/";

    /// <summary>The newest one; its address changes when it does.</summary>
    public static string NewestThumbnail(CameraState camera) =>
        Thumbnails(camera.Key) + "latest.jpg" + Query(("v", camera.LastStored?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    /// <summary>What differs between two pictures, to be laid over one of them.</summary>
    public static string Heat(CameraKey camera, Picture before, Picture after) => Of("/differences", camera) + $"/{before.Id}/{after.Id}.png";

    /// <summary>Events from the newest on, or earlier ones.</summary>
    public static string EventsOf(string? atLeast, long? before = null) =>
        Events + Query(("severity", atLeast), ("before", before is { } b ? b.ToString(CultureInfo.InvariantCulture) : null));

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
