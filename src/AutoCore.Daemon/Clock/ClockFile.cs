using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Clock;

/// <summary>What is known of the clock, kept over restarts: one line of what was believed, one of how long it has been in doubt. A person may read it, or
/// delete it if it is wrong.</summary>
internal sealed class ClockFile(HostingOptions hosting)
{
    private readonly StateFile _file = new(System.IO.Path.Combine(hosting.DataDirectory, "clock"), mostBytes: 256, durable: true);

    /// <summary>Where it is kept.</summary>
    public string Path => _file.Path;

    /// <summary>What is stored; null where nothing is, or nothing that can be read.</summary>
    public (ClockMemory? Believed, DoubtfulRun? Doubted) Read()
    {
        var lines = _file.Read();
        return (lines.Select(ClockMemoryOf).FirstOrDefault(m => m is not null), lines.Select(DoubtfulRun.TryParse).FirstOrDefault(r => r is not null));
    }

    /// <summary>Stores it so that a power cut does not undo it.</summary>
    /// <returns>False if the card does not take it.</returns>
    public bool TryWrite(ClockMemory? believed, DoubtfulRun? doubted) =>
        _file.TryWrite(string.Concat(new[] { believed?.ToString(), doubted?.ToString() }.Where(l => l is not null).Select(l => $"{l}\n")));

    private static ClockMemory? ClockMemoryOf(string line) => DoubtfulRun.TryParse(line) is null ? ClockMemory.TryParse(line) : null;
}
