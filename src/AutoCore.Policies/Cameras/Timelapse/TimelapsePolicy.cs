namespace AutoCore.Policies.Cameras.Timelapse;

/// <summary>What a film of pictures is like: which span of time, how large, how fast, and what it will take.</summary>
public static class TimelapsePolicy
{
    /// <summary>The widest film, pixels: what a phone shows, and a Pi can encode.</summary>
    public const int WidestPixels = 1280;

    /// <summary>Pictures a second where nothing is said.</summary>
    public const int UsualFps = 25;

    /// <summary>Pictures a second at most.</summary>
    public const int HighestFps = 60;

    /// <summary>What a time may look like, for error messages.</summary>
    public const string TimeForm = "a day or a local time, as 2026-11-29 or 2026-11-29T13:30";

    private const int CoarsestReduction = 3;

    /// <summary>Ten pixels a byte: pictures that lie minutes apart have less in common than those of a video.</summary>
    private const int PixelsPerByte = 10;

    private static readonly string[] Times =
        ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Reads the beginning of a span of local time.</summary>
    public static bool TryReadFrom(string text, out DateTime from) => TryRead(text, static day => day, out from);

    /// <summary>Reads its end, which still belongs to it; a day ends with its last second.</summary>
    public static bool TryReadTo(string text, out DateTime to) => TryRead(text, static day => day.AddDays(1).AddSeconds(-1), out to);

    /// <summary>Reads how many pictures a second are shown.</summary>
    public static bool TryReadFps(string text, out int fps) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out fps) && fps is >= 1 and <= HighestFps;

    /// <summary>The film's width and height for pictures of a size: never wider than <see cref="WidestPixels"/>, never enlarged, both even as H.264
    /// has it.</summary>
    public static (int Width, int Height) SizeOf(int width, int height)
    {
        var scale = Math.Min(1.0, (double)WidestPixels / width);
        return (Even(width * scale), Even(height * scale));
    }

    /// <summary>How often a picture is halved while it is decoded, which saves its memory: as often as it stays as wide as the film.</summary>
    public static int ReductionOf(int width)
    {
        var times = 0;
        while (times < CoarsestReduction && width >> (times + 1) >= WidestPixels)
            times++;
        return times;
    }

    /// <summary>The bytes that a film takes at most, as far as can be said before.</summary>
    public static long EstimateBytes(long pictures, int width, int height) => (pictures * width * height / PixelsPerByte) + 1_000_000;

    private static int Even(double length) => Math.Max(2, (int)Math.Round(length / 2, MidpointRounding.AwayFromZero) * 2);

    private static bool TryRead(string text, Func<DateTime, DateTime> ofDay, out DateTime at)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year < 9999)
        {
            at = ofDay(day);
            return true;
        }
        return DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out at);
    }
}
