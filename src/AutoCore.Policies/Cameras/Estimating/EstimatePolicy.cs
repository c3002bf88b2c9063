namespace AutoCore.Policies.Cameras.Estimating;

/// <summary>What the space for pictures is reckoned from.</summary>
/// <param name="Cameras">Cameras that are captured.</param>
/// <param name="BytesPerPicture">The size of a picture, measured if there are any.</param>
/// <param name="PicturesPerDay">Pictures a day, by the cameras' intervals and hours.</param>
/// <param name="Budget">Bytes that pictures may take on this card before it is too full; may be negative.</param>
public readonly record struct EstimateBasis(int Cameras, double BytesPerPicture, double PicturesPerDay, long Budget)
{
    /// <summary>Bytes of one round.</summary>
    public double Round => Cameras * BytesPerPicture;

    /// <summary>Bytes of one day.</summary>
    public double Day => BytesPerPicture * PicturesPerDay;
}

/// <summary>A cell of the table.</summary>
/// <param name="Bytes">What the pictures take.</param>
/// <param name="Fits">Whether this card has that room.</param>
public readonly record struct EstimatedUse(long Bytes, bool Fits);

/// <summary>What is advised for a use.</summary>
/// <param name="Use">The use in words.</param>
/// <param name="Mode">The layout.</param>
/// <param name="RetentionDays">Days to keep, or null where the layout keeps none.</param>
/// <param name="Workers">Cameras asked at once.</param>
/// <param name="Expected">What it takes.</param>
/// <param name="Remark">What else to know; empty if nothing.</param>
public readonly record struct Recommendation(string Use, StorageMode Mode, int? RetentionDays, int Workers, EstimatedUse Expected, string Remark);

/// <summary>How much space pictures will take, and what fits (C6).</summary>
public static class EstimatePolicy
{
    /// <summary>Cameras from which on a round needs more workers.</summary>
    private const int ManyCameras = 200;

    /// <summary>The rows of the table: months of 30 days, as people reckon.</summary>
    public static IReadOnlyList<(string Name, int Days)> Periods { get; } =
        [("a day", 1), ("a week", 7), ("a month", 30), ("half a year", 180), ("a year", 360)];

    /// <summary>What the snapshot layout takes, however long it runs.</summary>
    public static EstimatedUse Snapshot(EstimateBasis basis) => Use(basis, basis.Round);

    /// <summary>What a history takes after some days.</summary>
    /// <param name="basis">What it is reckoned from.</param>
    /// <param name="days">Days since the start.</param>
    /// <param name="retentionDays">Days that are kept, or null for all.</param>
    public static EstimatedUse History(EstimateBasis basis, int days, int? retentionDays) => Use(basis, basis.Day * Math.Min(days, retentionDays ?? days));

    /// <summary>The advice for the three uses.</summary>
    public static IReadOnlyList<Recommendation> Recommend(EstimateBasis basis) => [Monitoring(basis), Analysis(basis), Dashboard(basis)];

    private static Recommendation Monitoring(EstimateBasis basis)
    {
        const string use = "continuous monitoring";
        var workers = basis.Cameras > ManyCameras ? 15 : 10;
        var days = Math.Min(7, DaysThatFit(basis));
        if (days < 1)
            return new(use, StorageMode.Snapshot, null, workers, Snapshot(basis), "not even one day fits on this card: a larger card keeps a history");
        return new(use, StorageMode.Organized, days, workers, History(basis, days, days), days < 7 ? "seven days do not fit on this card" : "");
    }

    private static Recommendation Analysis(EstimateBasis basis)
    {
        var days = Math.Clamp(DaysThatFit(basis), 30, 90);
        var expected = History(basis, days, days);
        return new("analysis", StorageMode.Organized, days, basis.Cameras > ManyCameras ? 15 : 10, expected,
            expected.Fits ? "with a monthly archive: Cameras:ArchiveRoot on another disk"
            : "does not fit on this card: put Cameras:Root on a larger disk, or thin old days (Cameras:Thinning)");
    }

    private static Recommendation Dashboard(EstimateBasis basis) =>
        new("live dashboard", StorageMode.Snapshot, null, 20, Snapshot(basis), "Cameras:Interval of 15 to 30 minutes");

    private static int DaysThatFit(EstimateBasis basis) => basis.Day <= 0 ? int.MaxValue : (int)Math.Clamp(basis.Budget / basis.Day, 0, int.MaxValue);

    private static EstimatedUse Use(EstimateBasis basis, double bytes) => new((long)Math.Round(bytes), bytes <= basis.Budget);
}
