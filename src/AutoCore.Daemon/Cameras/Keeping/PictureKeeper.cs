using AutoCore.Core.Cameras;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras.Keeping;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>What the clean-up steps and the daily retention share: the pictures' folder, the rule of the day, and whether the clock may be asked at
/// all.</summary>
internal sealed class PictureKeeper(CamerasOptions options, HostingOptions hosting, MountedPlaces places, HealthBoard board, TimeProvider time)
{
    /// <summary>The pictures' folder.</summary>
    public PictureTree Tree { get; } = new(options.Root);

    /// <summary>Where the thinned days are remembered.</summary>
    public ThinningMarksFile Marks { get; } = new(hosting);

    /// <summary>Why nothing may be deleted by age at present, or null.</summary>
    public string? DoubtOfClock() => board.FindFact<ClockVerdict>() is { IsBelieved: false } doubt
        ? $"nothing is deleted by age, the clock is in doubt: {doubt.Reason ?? "not judged yet"}" : null;

    /// <summary>Why the pictures cannot be looked at: their disk is not mounted; null if it is.</summary>
    public string? FindProblem() => places.FindProblem(options.Root);

    /// <summary>The rule of the day.</summary>
    /// <param name="days">Days to keep instead of <c>Cameras:RetentionDays</c>, or null.</param>
    public RetentionRule RuleOfToday(int? days = null)
    {
        var today = DateOnly.FromDateTime(LocalNow());
        return RetentionRule.For(today, days ?? options.RetentionDays, options.Thinning.HourlyAfterDays, options.Thinning.DailyAfterDays, Marks.Read());
    }

    private DateTime LocalNow() => TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).DateTime;

    /// <summary>What a rule lets go, day by day.</summary>
    public IEnumerable<SurplusDay> Surplus(RetentionRule rule) => new SurplusPictures(Tree, rule, LocalNow() + PictureOrder.Tolerance).Days();

    /// <summary>How pictures go. They are archived before if the settings or the request ask for it, but never in an emergency: there, room comes
    /// first.</summary>
    /// <param name="reason">Why they go.</param>
    /// <param name="archiveAnyway">Whether to archive even without <c>Cameras:ArchiveRoot</c>; then into <c>archive</c> in the data directory.</param>
    /// <param name="beat">A sign of life while an archive is written, or null.</param>
    public PictureRemoval Removal(CleanupReason reason, bool archiveAnyway, Action? beat = null)
    {
        var folder = options.ArchiveRoot ?? (archiveAnyway ? options.DefaultArchiveRoot : null);
        return new(Tree,
            folder is null || reason == CleanupReason.Emergency ? null : new DayArchive(Tree, folder) { Beat = beat, Require = () => places.Require(folder) });
    }
}
