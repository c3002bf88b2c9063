using System.Globalization;
using System.Text;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>Up to which day pictures were made smaller, and how; deleting it only makes the next pass look at all kept days once.</summary>
internal sealed class ShrinkMarkFile(HostingOptions hosting)
{
    private readonly string _path = Path.Combine(hosting.DataDirectory, "capture", "shrunk");

    /// <summary>The first day that was not done by a method.</summary>
    public DateOnly Read(ShrinkMethod method)
    {
        if (!File.Exists(_path))
            return DateOnly.MinValue;
        return File.ReadAllText(_path).Split() is [var word, var day, ..] && word == method.ToString() && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var mark)
            ? mark
            : DateOnly.MinValue;
    }

    /// <summary>Leaves the mark.</summary>
    public void Write(ShrinkMethod method, DateOnly day)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        AtomicFile.Write(_path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{method} {day:yyyy-MM-dd}\n")), durable: false);
    }
}
