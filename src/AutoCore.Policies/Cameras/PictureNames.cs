namespace AutoCore.Policies.Cameras;

/// <summary>
/// The names of pictures in the three layouts (C5), built and read back. One rule makes a site's or camera's name one part of a path: slashes and
/// characters that some file system refuses become <c>_</c>, and so do a leading and a trailing dot or space; accents and inner spaces stay.
/// Times in names are local. A second picture of the same second, as when the clock is set back in autumn, gets <c>-2</c>.
/// </summary>
public static class PictureNames
{
    /// <summary>Below the pictures' folder: where pictures are while they arrive.</summary>
    public const string Incoming = ".incoming";

    /// <summary>Below a site's folder: the newest picture of each camera.</summary>
    public const string Latest = "latest";

    /// <summary>The ending of every new picture.</summary>
    public const string Extension = ".jpg";

    private const string JpegXlExtension = ".jxl";

    /// <summary>The longest name of a site or camera, in bytes of UTF-8: a timestamped name holds both and must stay below 255.</summary>
    public const int LongestName = 100;

    private const string Refused = "/\\:*?\"<>|";
    private const string DayForm = "yyyyMMdd";
    private const string TimeForm = "HHmmss";

    /// <summary>Whether a site or camera may be called so: no <c>..</c>, <c>.</c> or empty part, no control character, not longer than
    /// <see cref="LongestName"/>.</summary>
    public static bool IsSafe(string name) =>
        Encoding.UTF8.GetByteCount(name) <= LongestName && !name.Any(char.IsControl) && !name.Split('/', '\\').Any(part => part is ".." or "." or "");

    /// <summary>The part of a path that stands for a site's or camera's name.</summary>
    public static string PartOf(string name) => string.Create(name.Length, name, static (part, from) =>
    {
        for (var i = 0; i < part.Length; i++)
        {
            var isEdge = i == 0 || i == part.Length - 1;
            part[i] = Refused.Contains(from[i]) || (isEdge && from[i] is '.' or ' ') ? '_' : from[i];
        }
    });

    /// <summary>A new picture's path below the pictures' folder.</summary>
    /// <param name="mode">The layout.</param>
    /// <param name="site">The site's configured name.</param>
    /// <param name="camera">The camera's configured name.</param>
    /// <param name="taken">Local time.</param>
    /// <param name="copy">Above 1 if the name before it is taken.</param>
    public static string PathOf(StorageMode mode, string site, string camera, DateTime taken, int copy = 1) =>
        PathOf(new(mode, PartOf(site), PartOf(camera), taken, copy));

    /// <summary>The path that a name stands for.</summary>
    public static string PathOf(PictureName name)
    {
        var (mode, site, camera, taken, copy, form) = name;
        if (mode == StorageMode.Snapshot || taken is not { } at)
            return $"{site}/{camera}{EndingOf(form)}";
        var end = (copy > 1 ? string.Create(CultureInfo.InvariantCulture, $"-{copy}") : "") + EndingOf(form);
        return mode == StorageMode.Organized
            ? string.Create(CultureInfo.InvariantCulture, $"{DayFolderOf(site, DateOnly.FromDateTime(at))}/{camera}_{at:HHmmss}{end}")
            : string.Create(CultureInfo.InvariantCulture, $"{site}/{camera}_{site}_{at:yyyyMMdd}_{at:HHmmss}{end}");
    }

    /// <summary>The ending of a form's names.</summary>
    public static string EndingOf(PictureForm form) => form == PictureForm.JpegXl ? JpegXlExtension : Extension;

    /// <summary>The day's folder of a site, below the pictures' folder.</summary>
    public static string DayFolderOf(string site, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{site}/{day:yyyy-MM}/{day:dd}");

    /// <summary>The path of a camera's newest picture below the pictures' folder, in the organized layout.</summary>
    public static string LatestOf(string site, string camera) => $"{PartOf(site)}/{Latest}/{PartOf(camera)}{Extension}";

    /// <summary>What the link at <see cref="LatestOf"/> says for a picture of the same site.</summary>
    public static string LatestTarget(string picturePath) => $"..{picturePath[picturePath.IndexOf('/')..]}";

    /// <summary>Reads a path below the pictures' folder; false for anything that is no picture of one of the three layouts.</summary>
    public static bool TryParse(string path, out PictureName name)
    {
        name = default;
        var parts = path.Split('/');
        if (parts[0].StartsWith('.') || FormOf(parts[^1]) is not { } form)
            return false;
        var stem = parts[^1].AsSpan()[..^EndingOf(form).Length];
        var isPicture = parts.Length switch
        {
            2 => TryParseFlat(parts[0], stem, out name),
            4 => TryParseMonth(parts[1], out var month) && TryParseDay(month, parts[2], out var day) && TryParseInDay(parts[0], day, stem, out name),
            _ => false,
        };
        name = name with { Form = form };
        return isPicture;
    }

    private static PictureForm? FormOf(string file) =>
        file.EndsWith(Extension, StringComparison.Ordinal) ? PictureForm.Jpeg : file.EndsWith(JpegXlExtension, StringComparison.Ordinal)
        ? PictureForm.JpegXl : null;

    /// <summary>Reads a month's folder, as <c>2025-12</c>; the first of that month.</summary>
    public static bool TryParseMonth(ReadOnlySpan<char> folder, out DateOnly month) =>
        DateOnly.TryParseExact(folder, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month);

    /// <summary>Reads a day's folder of a month, as <c>22</c>.</summary>
    public static bool TryParseDay(DateOnly month, ReadOnlySpan<char> folder, out DateOnly day)
    {
        day = month;
        if (folder.Length != 2 || !int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1 || number > DateTime.DaysInMonth(month.Year, month.Month))
        {
            return false;
        }
        day = month.AddDays(number - 1);
        return true;
    }

    private static bool TryParseInDay(string site, DateOnly day, ReadOnlySpan<char> stem, out PictureName name)
    {
        name = default;
        var copy = TakeCopy(ref stem);
        if (!TryTakeTime(ref stem, out var time) || stem.IsEmpty)
            return false;
        name = new(StorageMode.Organized, site, stem.ToString(), day.ToDateTime(time), copy);
        return true;
    }

    private static bool TryParseFlat(string site, ReadOnlySpan<char> stem, out PictureName name)
    {
        name = new(StorageMode.Snapshot, site, stem.ToString());
        var rest = stem;
        var copy = TakeCopy(ref rest);
        if (TryTakeTime(ref rest, out var time) && TryTakeDay(ref rest, out var day)
            && rest.EndsWith(site, StringComparison.Ordinal) && rest[..^site.Length] is [_, .., '_'] camera)
        {
            name = new(StorageMode.Timestamped, site, camera[..^1].ToString(), day.ToDateTime(time), copy);
        }
        return !stem.IsEmpty;
    }

    /// <summary>Takes <c>-2</c> from the end, if there is one.</summary>
    private static int TakeCopy(ref ReadOnlySpan<char> stem)
    {
        var dash = stem.LastIndexOf('-');
        if (dash < 0 || stem.Length - dash > 4 || !int.TryParse(stem[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var copy) || copy < 2)
            return 1;
        stem = stem[..dash];
        return copy;
    }

    private static bool TryTakeTime(ref ReadOnlySpan<char> stem, out TimeOnly time)
    {
        time = default;
        if (!TryTakeDigits(ref stem, TimeForm.Length, out var digits))
            return false;
        return TimeOnly.TryParseExact(digits, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static bool TryTakeDay(ref ReadOnlySpan<char> stem, out DateOnly day)
    {
        day = default;
        if (!TryTakeDigits(ref stem, DayForm.Length, out var digits))
            return false;
        return DateOnly.TryParseExact(digits, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>Takes <c>_</c> and what follows it from the end.</summary>
    private static bool TryTakeDigits(ref ReadOnlySpan<char> stem, int count, out ReadOnlySpan<char> digits)
    {
        digits = default;
        if (stem.Length <= count || stem[^(count + 1)] != '_')
            return false;
        digits = stem[^count..];
        stem = stem[..^(count + 1)];
        return true;
    }
}
