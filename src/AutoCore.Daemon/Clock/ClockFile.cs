using System.Text;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Clock;

/// <summary>What is known of the clock, kept over restarts: one line of what was believed, one of how long it has been in doubt. A person may read it, or delete it if it is wrong.</summary>
internal sealed class ClockFile(HostingOptions hosting)
{
    private const int Largest = 256;

    /// <summary>Where it is kept.</summary>
    public string Path { get; } = System.IO.Path.Combine(hosting.DataDirectory, "clock");

    /// <summary>What is stored; null where nothing is, or nothing that can be read.</summary>
    public (ClockMemory? Believed, DoubtfulRun? Doubted) Read()
    {
        try
        {
            var lines = Encoding.ASCII.GetString(PlainFile.ReadSmall(Path, Largest)).Split('\n');
            return (lines.Select(ClockMemoryOf).FirstOrDefault(m => m is not null), lines.Select(DoubtfulRun.TryParse).FirstOrDefault(r => r is not null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, null);
        }
    }

    /// <summary>Stores it so that a power cut does not undo it.</summary>
    /// <returns>False if the card does not take it.</returns>
    public bool TryWrite(ClockMemory? believed, DoubtfulRun? doubted)
    {
        try
        {
            AtomicFile.Write(Path, Encoding.ASCII.GetBytes(string.Concat(new[] { believed?.ToString(), doubted?.ToString() }.Where(l => l is not null).Select(l => $"{l}\n"))), durable: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ClockMemory? ClockMemoryOf(string line) => DoubtfulRun.TryParse(line) is null ? ClockMemory.TryParse(line) : null;
}
