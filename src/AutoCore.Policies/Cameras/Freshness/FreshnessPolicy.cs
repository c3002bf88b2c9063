namespace AutoCore.Policies.Cameras.Freshness;

/// <summary>A picture as the freshness rules see it.</summary>
/// <param name="Content">The hash of its bytes.</param>
/// <param name="Look">What it looks like.</param>
/// <param name="Behind">How far <c>Last-Modified</c> lies behind, or null if the camera does not say or the clock is in doubt.</param>
/// <param name="Hour">The local hour in which it was taken, or null if the clock is in doubt.</param>
public readonly record struct SeenPicture(ulong Content, PictureLook Look, TimeSpan? Behind, int? Hour = null);

/// <summary>
/// Flags pictures that are whole but show nothing of use (C8). Measured on pictures of real cameras: a blank one has a spread of at most 4 between
/// its percentiles (the standard deviation misleads: a loss screen with text has more than some nights), the same scene differs in at most 6 of 64 bits under
/// noise and other light, another scene in 20 to 43.
/// </summary>
public static class FreshnessPolicy
{
    /// <summary>Up to this spread of brightness a picture is blank.</summary>
    public const int BlankSpread = 4;

    /// <summary>From this distance on, in bits, a scene is another one.</summary>
    public const int OtherScene = 11;

    /// <summary>Above this share of the height an even bottom is a fault, in per cent.</summary>
    public const int EmptyBottomPercent = 10;

    /// <summary>Scenes that are remembered: two days at four rounds a day, so that a night is like the night before.</summary>
    public const int RememberedScenes = 8;

    /// <summary>Scenes of an hour: a door may be open or shut.</summary>
    public const int ScenesAnHour = 2;

    private const int HoursADay = 24;
    private const int BlackUpTo = 16;
    private const int WhiteFrom = 240;

    /// <summary>Judges a camera's new picture by itself and by those before.</summary>
    /// <param name="before">What is remembered of the camera.</param>
    /// <param name="picture">The new picture.</param>
    /// <param name="frozenAfter">Rounds with the same bytes from which on the camera is frozen.</param>
    /// <param name="staleAfter">How far Last-Modified may lie behind.</param>
    /// <returns>What to remember; its flags are the verdict, all but <see cref="PictureOddities.Placeholder"/>.</returns>
    public static CameraHistory Evaluate(CameraHistory before, SeenPicture picture, int frozenAfter, TimeSpan staleAfter)
    {
        var same = before.SameRounds > 0 && before.Content == picture.Content ? before.SameRounds + 1 : 1;
        var look = LookFlags(picture.Look);
        var isBlank = (look & (PictureOddities.Black | PictureOddities.White | PictureOddities.Covered)) != 0;
        var flags = look
            | (same >= frozenAfter ? PictureOddities.Frozen : 0)
            | (picture.Behind > staleAfter ? PictureOddities.Stale : 0)
            | (!isBlank && IsOtherScene(before, picture) ? PictureOddities.Changed : 0);
        // A blank picture's scene is noise, and a frozen one would push everything else out.
        var scenes = isBlank || same > 1 ? before.Scenes : [picture.Look.Scene, .. before.Scenes.Take(RememberedScenes - 1)];
        return new(picture.Content, same, flags,
            scenes)
        { Hours = isBlank || same > 1 || picture.Hour is not { } hour ? before.Hours : Learn(before.Hours, new(hour, picture.Look.Scene)) };
    }

    /// <summary>What a picture's look alone tells.</summary>
    public static PictureOddities LookFlags(PictureLook look)
    {
        if (look.Bright <= BlackUpTo)
            return PictureOddities.Black;
        if (look.Dark >= WhiteFrom)
            return PictureOddities.White;
        if (look.Bright - look.Dark <= BlankSpread)
            return PictureOddities.Covered;
        // A black bar below the picture is some cameras' caption.
        return look.EmptyBottomPercent > EmptyBottomPercent && look.BottomTone > BlackUpTo ? PictureOddities.EmptyBottom : PictureOddities.None;
    }

    /// <summary>
    /// The cameras whose picture is that of another one, each with the first such other. Two entries of one address show the same rightly: that is told where
    /// the settings are read.
    /// </summary>
    /// <param name="pictures">By camera, in any order: the hash of its newest picture, and its address where that is known.</param>
    public static IReadOnlyDictionary<string, string> FindSame(IEnumerable<(string Camera, ulong Content, string? Address)> pictures)
    {
        var same = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var content in pictures.GroupBy(p => p.Content))
        {
            var all = content.OrderBy(p => p.Camera, StringComparer.Ordinal).ToList();
            foreach (var picture in all)
            {
                if (all.Find(p => p.Camera != picture.Camera && (p.Address is null || p.Address != picture.Address)) is { Camera: { } other })
                    same[picture.Camera] = other;
            }
        }
        return same;
    }

    /// <summary>
    /// Unlike what was seen at this hour of the day and the hours beside it, since the sun rises at another minute tomorrow. Of an hour that was never seen
    /// nothing can be said once others are known; without any, as after an update or while the clock is in doubt, the last scenes count.
    /// </summary>
    private static bool IsOtherScene(CameraHistory before, SeenPicture picture)
    {
        var known = picture.Hour is { } hour && before.Hours.Count > 0 ? before.Hours.Where(h => Apart(h.Hour, hour) <= 1).Select(h => h.Scene) : before.Scenes;
        var distances = known.Select(s => PictureLook.Distance(s, picture.Look.Scene)).ToList();
        return distances.Count > 0 && distances.Min() >= OtherScene;
    }

    /// <summary>A scene that is like one of the hour takes its place; another one takes that of the hour's oldest.</summary>
    private static IReadOnlyList<HourScene> Learn(IReadOnlyList<HourScene> hours, HourScene seen)
    {
        var ofHour = hours.Where(h => h.Hour == seen.Hour && PictureLook.Distance(h.Scene, seen.Scene) >= OtherScene).Take(ScenesAnHour - 1);
        return [seen, .. ofHour, .. hours.Where(h => h.Hour != seen.Hour)];
    }

    private static int Apart(int one, int other) => Math.Min((one - other + HoursADay) % HoursADay, (other - one + HoursADay) % HoursADay);
}
