using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Policies;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Scheduling;
using AutoCore.Policies.Configuration;

namespace AutoCore.Core.Cameras;

/// <summary>Which cameras are captured, how often and how hard, and how their pictures are kept.</summary>
/// <param name="DefaultArchiveRoot">Where <c>cleanup --archive</c> archives without <see cref="ArchiveRoot"/>.</param>
internal sealed record CamerasOptions(
    bool Enabled, string Root, StorageMode StorageMode, TimeSpan Interval, int MaxWorkers, int? MaxPerHost, int RetryAttempts, TimeSpan RetryBaseDelay,
    TimeSpan DelayBetweenCameras, TimeSpan ConnectTimeout, TimeSpan FirstByteTimeout, TimeSpan ImageTimeout, int MaxImageMb, int RetentionDays,
    ThinningOptions Thinning, ValidationOptions Validation, FreshnessOptions Freshness, UnusualOptions Unusual, ShrinkingOptions Shrinking, RtspOptions Rtsp,
    string? ArchiveRoot, string DefaultArchiveRoot, string? InventoryFile, double? Latitude, double? Longitude, IReadOnlyList<CameraOptions> Sources)
{
    public const int MostAttempts = 10;
    public static readonly TimeSpan ShortestLimit = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);
    public static readonly TimeSpan LongestConnect = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LongestFirstByte = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan LongestImage = TimeSpan.FromHours(1);

    /// <summary>The mistake that it is to name a list that is not there, or is empty, for whoever begins it; null: there is one, or none is named.</summary>
    public string? NoInventory { get; init; }

    /// <summary>Cameras that are left out (<c>"Enabled": false</c>): nobody asks them, and their names and addresses are taken.</summary>
    public IReadOnlyList<CameraOptions> Disabled { get; private init; } = [];

    /// <summary>Where the cameras are, or null: nobody said.</summary>
    public GeoPlace? Place => Latitude is { } latitude && Longitude is { } longitude ? new(latitude, longitude) : null;

    /// <summary>Time from turn to turn of a camera.</summary>
    public TimeSpan IntervalOf(CameraOptions camera) => camera.Own?.Interval ?? Interval;

    public static CamerasOptions Read(SettingReader s)
    {
        var options = ReadKeys(s);
        var mistakes = s.Report.Errors.Count;
        var all = options with { Sources = [.. options.Sources, .. CameraInventory.Read(s, nameof(InventoryFile), options.InventoryFile)] };
        if (s.Report.Errors.Count == mistakes + 1 && CameraInventory.IsNone(options.InventoryFile!))
            all = all with { NoInventory = s.Report.Errors[mistakes] };
        // Two cameras with one name would overwrite each other's pictures; some file systems do not tell case apart either.
        foreach (
            var same in all.Sources.GroupBy(c => Spelling.Compose(PictureNames.PathOf(StorageMode.Snapshot, c.Site, c.Name, default)),
                StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            s.Fail(nameof(Sources),
                $"{same.Count()} cameras would be kept as {same.Key}: give each Site and Name once ({string.Join(", ", same.Select(c => c.Label))})");
        }
        foreach (var same in all.Sources.GroupBy(c => c.Label, StringComparer.Ordinal).Where(g => g.DistinctBy(c => c.Site).Count() > 1))
        {
            s.Fail(nameof(Sources),
                $"{same.Count()} cameras of different Sites are both called {same.Key}: a / in Site or Name makes them the same; name one of them otherwise");
        }
        foreach (var same in all.Sources.Select(c => c.Site).Distinct(StringComparer.Ordinal).GroupBy(Spelling.Compose, StringComparer.Ordinal)
            .Where(g => g.Count() > 1))
        {
            s.Fail(nameof(Sources),
                $"the Site {same.Key} is spelled in {same.Count()} ways that look the same (accents as one character or as two): write it the same way everywhere");
        }
        WarnOfTwins(s, [.. all.Sources.Where(c => c.Enabled)]);
        all.WarnOfWaiting(s);
        all.CheckPlace(s);
        return all with { Sources = [.. all.Sources.Where(c => c.Enabled)], Disabled = [.. all.Sources.Where(c => !c.Enabled)] };
    }

    /// <summary>Entries of one address would show one camera under two names.</summary>
    private static void WarnOfTwins(SettingReader s, IReadOnlyList<CameraOptions> cameras)
    {
        const int mostTold = 10;
        foreach (var same in cameras.GroupBy(c => c.Url.AbsoluteUri, StringComparer.Ordinal).Where(g => g.Count() > 1).Take(mostTold))
        {
            // The address itself may hold a password.
            s.Warn(nameof(Sources),
                $"{string.Join(", ", same.Take(mostTold).Select(c => c.Label))} have the same Url: all of them show one camera; correct Url, or leave one of them");
        }
    }

    /// <summary>Rounds never overlap: a camera that may be silent for long keeps those waiting that have a turn meanwhile.</summary>
    private void WarnOfWaiting(SettingReader s)
    {
        var enabled = Sources.Where(c => c.Enabled).ToList();
        if (enabled.Where(c => c.Own?.ImageTimeout is not null).MaxBy(LongestTurn) is not { } slow
            || enabled.Where(c => c != slow).MinBy(IntervalOf) is not { } soon || LongestTurn(slow) <= IntervalOf(soon))
        {
            return;
        }
        s.Warn(nameof(Sources),
            $"a round waits for {slow.Label} up to {DurationFormat.Format(LongestTurn(slow))} if it is silent (ImageTimeout, as often as RetryAttempts), " +
            $"and {soon.Label} waits with it, whose Interval is {DurationFormat.Format(IntervalOf(soon))}: give {slow.Label} a shorter ImageTimeout, or " +
            "\"RetryAttempts\": 1");
    }

    private TimeSpan LongestTurn(CameraOptions camera) => (camera.Own?.ImageTimeout ?? ImageTimeout) * (camera.Own?.RetryAttempts ?? RetryAttempts);

    private void CheckPlace(SettingReader s)
    {
        const string remedy = "set both in decimal degrees, north and east positive, as -22.9 and -43.2";
        s.Require(Latitude is null == Longitude is null, Latitude is null ? nameof(Latitude) : nameof(Longitude),
            $"Latitude and Longitude belong together: {remedy}");
        if (Latitude is null && Longitude is null && Sources.Where(c => c.Enabled && c.Own?.Hours == CaptureHours.Daylight).Select(c => c.Label)
            .ToList() is [var first, ..] daylight)
        {
            var who = daylight.Count switch { 1 => $"{first} has", 2 => $"{first} and {daylight[1]} have", var n => $"{first} and {n - 1} others have" };
            s.Fail(nameof(Latitude),
                $"{who} Hours daylight, but Latitude and Longitude are not set: {remedy}; or write hours, as in 07:00-19:00");
        }
    }

    private static CamerasOptions ReadKeys(SettingReader s) => new(
        Enabled: s.Flag("Enabled", true, "Whether pictures are captured."),
        Root: s.Location("Root", "cameras", "The folder of the pictures."),
        StorageMode: s.OneOf("StorageMode", StorageMode.Organized, "How pictures are kept: one a camera, in day folders, or flat with the time in the name.",
            ("snapshot", StorageMode.Snapshot), ("organized", StorageMode.Organized), ("timestamped", StorageMode.Timestamped)),
        Interval:
        s.Duration("Interval", TimeSpan.FromHours(6), ShortestInterval, LongestInterval, "Time from the start of one round to the start of the next."),
        MaxWorkers: s.Number("MaxWorkers", 10, 1, 64, "Cameras asked at once."),
        MaxPerHost: s.OptionalNumber("MaxPerHost", 1, 64, "Requests at once to one host; null: MaxWorkers. A recorder may need 1 or 2."),
        RetryAttempts: s.Number("RetryAttempts", 3, 1, MostAttempts, "Tries in all for one picture."),
        RetryBaseDelay: s.Duration("RetryBaseDelay", TimeSpan.FromSeconds(2), TimeSpan.Zero, TimeSpan.FromMinutes(5),
            "Wait before the second try; doubles for each further one."),
        DelayBetweenCameras: s.Duration("DelayBetweenCameras", TimeSpan.FromMilliseconds(500), TimeSpan.Zero, TimeSpan.FromMinutes(1),
            "Pause that one worker makes between two cameras of the same host."),
        ConnectTimeout: s.Duration("ConnectTimeout", TimeSpan.FromSeconds(5), ShortestLimit, LongestConnect, "Time for the connection, TLS included."),
        FirstByteTimeout: s.Duration("FirstByteTimeout", TimeSpan.FromSeconds(10), ShortestLimit, LongestFirstByte, "Time until the camera begins to answer."),
        ImageTimeout: s.Duration("ImageTimeout", TimeSpan.FromSeconds(30), ShortestLimit, LongestImage, "Time for the whole picture."),
        MaxImageMb: s.Number("MaxImageMb", 16, 1, 1024, "A picture at most, in MB (10^6 bytes)."),
        RetentionDays: s.Number("RetentionDays", 7, 1, 36_500, "Days that pictures are kept."),
        Thinning: ThinningOptions.Read(s.Section("Thinning")),
        Validation: ValidationOptions.Read(s.Section("Validation")),
        Freshness: FreshnessOptions.Read(s.Section("Freshness")),
        Unusual: UnusualOptions.Read(s.Section("Unusual")),
        Shrinking: ShrinkingOptions.Read(s.Section("Shrinking")),
        Rtsp: RtspOptions.Read(s.Section("Rtsp")),
        DefaultArchiveRoot: Path.GetFullPath("archive", s.BaseDirectory),
        ArchiveRoot: s.OptionalLocation("ArchiveRoot", "Where days are archived as tar files before they are deleted; null: they are not."),
        InventoryFile: s.OptionalLocation("InventoryFile", "A JSON array or CSV file of further cameras, for lists of hundreds."),
        Latitude: s.OptionalFraction("Latitude", -90, 90, "Where the cameras are, in degrees, north positive; for Hours daylight."),
        Longitude: s.OptionalFraction("Longitude", -180, 180, "The same, east positive."),
        Sources: s.Sections("Sources", "The cameras.", CameraOptions.Read));
}
