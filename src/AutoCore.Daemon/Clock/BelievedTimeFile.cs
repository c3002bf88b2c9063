using System.Globalization;
using System.Text;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Clock;

/// <summary>The newest time that was reached while the clock was believed, kept over restarts: a line of text that a person may read, or delete if it is wrong.</summary>
internal sealed class BelievedTimeFile(HostingOptions hosting)
{
    private const int Largest = 64;
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>Where it is kept.</summary>
    public string Path { get; } = System.IO.Path.Combine(hosting.DataDirectory, "clock");

    /// <summary>The stored time, UTC, or null if there is none that can be read.</summary>
    public DateTimeOffset? TryRead()
    {
        try
        {
            var text = Encoding.ASCII.GetString(PlainFile.ReadSmall(Path, Largest)).Trim();
            return DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Stores a time so that a power cut does not undo it.</summary>
    /// <returns>False if the card does not take it.</returns>
    public bool TryWrite(DateTimeOffset time)
    {
        try
        {
            AtomicFile.Write(Path, Encoding.ASCII.GetBytes(time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture) + "\n"), durable: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
