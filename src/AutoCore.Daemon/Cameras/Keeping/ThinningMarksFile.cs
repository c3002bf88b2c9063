using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Up to where days were thinned: two dates in a file. Without it the next pass looks at all kept days once.</summary>
internal sealed class ThinningMarksFile(HostingOptions hosting)
{
    private readonly StateFile _file = new(Path.Combine(hosting.DataDirectory, "capture", "thinned"), mostBytes: 256);

    /// <summary>The marks; none if there is no file, or it cannot be read.</summary>
    public ThinningMarks Read() =>
        _file.Read() is [var line, ..] && line.Split() is [var hourly, var daily, ..] && TryParse(hourly, out var hourlyBefore)
        && TryParse(daily, out var dailyBefore)
            ? new(hourlyBefore, dailyBefore)
            : default;

    /// <summary>Leaves the marks, if they moved on.</summary>
    public void Write(ThinningMarks marks)
    {
        if (marks != Read())
            _file.TryWrite(string.Create(CultureInfo.InvariantCulture, $"{marks.HourlyBefore:yyyy-MM-dd} {marks.DailyBefore:yyyy-MM-dd}\n"));
    }

    private static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
