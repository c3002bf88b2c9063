using System.Globalization;
using System.Text;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Cameras.Keeping;

/// <summary>Up to where days were thinned: two dates in a file. Deleting it only makes the next pass look at all kept days once.</summary>
internal sealed class ThinningMarksFile(HostingOptions hosting)
{
    private const string Form = "yyyy-MM-dd";
    private readonly string _path = Path.Combine(hosting.DataDirectory, "capture", "thinned");

    /// <summary>The marks; none if there is no file, or it cannot be read.</summary>
    public ThinningMarks Read()
    {
        if (!File.Exists(_path))
            return default;
        return File.ReadAllText(_path).Split() is [var hourly, var daily, ..] && TryParse(hourly, out var hourlyBefore) && TryParse(daily, out var dailyBefore)
            ? new(hourlyBefore, dailyBefore)
            : default;
    }

    /// <summary>Leaves the marks, if they moved on.</summary>
    public void Write(ThinningMarks marks)
    {
        if (marks == Read())
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        AtomicFile.Write(_path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{marks.HourlyBefore:yyyy-MM-dd} {marks.DailyBefore:yyyy-MM-dd}\n")), durable: false);
    }

    private static bool TryParse(string text, out DateOnly day) => DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
