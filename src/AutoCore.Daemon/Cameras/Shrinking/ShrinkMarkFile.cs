using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>Up to which day pictures were made smaller, and how. Without it the next pass looks at all kept days once.</summary>
internal sealed class ShrinkMarkFile(HostingOptions hosting)
{
    private readonly StateFile _file = new(Path.Combine(hosting.DataDirectory, "capture", "shrunk"), mostBytes: 256);

    /// <summary>The first day that was not done by a method.</summary>
    public DateOnly Read(ShrinkMethod method) =>
        _file.Read() is [var line, ..] && line.Split() is [var word, var day, ..] && word == method.ToString()
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var mark) ? mark : DateOnly.MinValue;

    /// <summary>Leaves the mark.</summary>
    public void Write(ShrinkMethod method, DateOnly day) => _file.TryWrite(string.Create(CultureInfo.InvariantCulture, $"{method} {day:yyyy-MM-dd}\n"));
}
